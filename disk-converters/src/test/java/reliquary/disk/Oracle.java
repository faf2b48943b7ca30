package reliquary.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Another program whose opinion a test asks for; a test that needs one that is not installed is skipped by name. */
public final class Oracle {
    private Oracle() {}

    /** What the program answered. */
    public record Answer(int status, byte[] bytes) {
        /** Standard output and standard error as text. */
        public String text() {
            return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    /** Skips the test unless the program is installed. */
    public static void need(String program) {
        if (find(program).isEmpty()) {
            Assumptions.abort(program + " is not installed");
        }
    }

    /** Whether a program is installed. */
    public static boolean installed(String program) {
        return !find(program).isEmpty();
    }

    private static List<Path> find(String program) {
        Stream<String> folders = Stream.concat(
                Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":")), Stream.of("/usr/sbin", "/sbin"));
        return folders.map(f -> Path.of(f, program)).filter(Files::isExecutable).toList();
    }

    /** Runs an installed program to its end. */
    public static Answer ask(String program, Object... arguments) {
        need(program);
        List<String> command = Stream.concat(Stream.of(find(program).get(0)), Arrays.stream(arguments))
                .map(Object::toString)
                .toList();
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("MTOOLS_SKIP_CHECK", "1");
            Process process = builder.start();
            process.getOutputStream().close();
            byte[] output = process.getInputStream().readAllBytes();
            process.waitFor(60, TimeUnit.SECONDS);
            return new Answer(process.exitValue(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Runs a program that must succeed. */
    public static Answer run(String program, Object... arguments) {
        Answer answer = ask(program, arguments);
        if (answer.status() != 0) {
            throw new AssertionError(program + " " + Arrays.toString(arguments) + ": " + answer.text());
        }
        return answer;
    }
}
