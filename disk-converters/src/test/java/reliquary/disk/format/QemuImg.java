package reliquary.disk.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The program {@code qemu-img} as a second opinion; tests that need it are skipped by name where it is missing. */
public final class QemuImg {
    private static final boolean PRESENT = present();

    private QemuImg() {}

    public static void assumePresent() {
        Assumptions.assumeTrue(PRESENT, "qemu-img is not installed");
    }

    public static boolean isPresent() {
        return PRESENT;
    }

    /** Runs it; its output. Fails if it exits with anything but 0. */
    public static String run(Object... arguments) {
        Result result = tryRun(arguments);
        if (result.status() != 0) {
            throw new AssertionError(
                    "qemu-img " + List.of(arguments) + ": status " + result.status() + "\n" + result.output());
        }
        return result.output();
    }

    /** Runs it and does not judge. */
    public static Result tryRun(Object... arguments) {
        List<String> command = new ArrayList<>(List.of("qemu-img"));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            try (InputStream out = process.getInputStream()) {
                String output = new String(out.readAllBytes(), StandardCharsets.UTF_8);
                return new Result(process.waitFor(), output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean present() {
        try {
            return tryRun("--version").status() == 0;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** Exit status and output with errors. */
    public record Result(int status, String output) {}
}
