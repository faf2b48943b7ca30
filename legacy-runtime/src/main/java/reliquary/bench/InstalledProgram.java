package reliquary.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program on the host's search path. */
final class InstalledProgram {
    private static final Pattern NUMBER = Pattern.compile("\\d+\\.\\d+[-.\\w]*");

    private InstalledProgram() {}

    /** Where it is; empty if it is not installed. */
    static Optional<Path> find(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Arrays.stream(path.split(Pattern.quote(File.pathSeparator)))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The first version number that it prints when asked with {@code --version}. */
    static String version(Path program) {
        try {
            Process process = new ProcessBuilder(program.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher number = NUMBER.matcher(said);
            return number.find() ? number.group() : "of unknown version";
        } catch (IOException e) {
            return "of unknown version";
        }
    }
}
