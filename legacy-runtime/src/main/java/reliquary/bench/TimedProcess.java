package reliquary.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs programs one after the other and measures what each takes. */
final class TimedProcess {
    /** On Linux: times of this process and of its children that have ended, in ticks ("proc(5)"). */
    private static final Path STAT = Path.of("/proc/self/stat");

    private static final double TICKS_PER_SECOND = 100;

    private final Path output;
    private final Duration limit;

    /**
     * @param output file for what the programs print, replaced at each run
     * @param limit after which a program is ended
     */
    TimedProcess(Path output, Duration limit) {
        this.output = output;
        this.limit = limit;
    }

    /** What a run took and what it printed on standard output and standard error. */
    record Ended(Sample sample, int status, String text) {}

    /**
     * Runs a program to its end.
     *
     * @throws BenchException if it cannot be started or does not end in time
     */
    Ended run(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(devNull()))
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Optional<Double> before = childSeconds();
        long start = System.nanoTime();
        Process process = builder.start();
        await(process, command.get(0));
        double wall = (System.nanoTime() - start) / 1e9;
        Optional<Double> cpu = childSeconds().flatMap(after -> before.map(b -> after - b));
        String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
        return new Ended(new Sample(wall, cpu), process.exitValue(), text);
    }

    private static java.io.File devNull() {
        return new java.io.File(System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null");
    }

    private void await(Process process, String name) {
        boolean ended = false;
        try {
            ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!ended) {
                process.destroyForcibly();
            }
        }
        if (!ended) {
            throw new BenchException(name + " did not end within " + limit.toSeconds() + " s");
        }
    }

    /** Processor time of all children that have ended; empty where the host does not tell. */
    private static Optional<Double> childSeconds() {
        if (!Files.isReadable(STAT)) {
            return Optional.empty();
        }
        try {
            String line = Files.readString(STAT);
            // The second field, the command's name in parentheses, may contain blanks.
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
            return Optional.of((Long.parseLong(fields[13]) + Long.parseLong(fields[14])) / TICKS_PER_SECOND);
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }
}
