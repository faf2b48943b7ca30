package reliquary.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Other people's programs as oracles; a test whose program is not installed is skipped by name. */
public final class Tools {
    private static final List<String> FOLDERS = List.of("/usr/bin", "/usr/sbin", "/bin", "/sbin", "/usr/local/bin");

    private Tools() {}

    /** Runs a program to its end and returns what it wrote; fails where it does not exit with 0. */
    public static String run(Path folder, String program, String... arguments) throws IOException {
        Path found = FOLDERS.stream()
                .map(f -> Path.of(f, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(Path.of(program));
        if (!found.isAbsolute()) {
            Assumptions.abort("program " + program + " not found");
        }
        List<String> command = new ArrayList<>(List.of(arguments));
        command.add(0, found.toString());
        Path output = Files.createTempFile(folder, "output", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(program + " did not end within a minute");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        String text = Files.readString(output, StandardCharsets.ISO_8859_1);
        if (process.exitValue() != 0) {
            throw new AssertionError(program + " ended with " + process.exitValue() + ": " + text);
        }
        return text;
    }
}
