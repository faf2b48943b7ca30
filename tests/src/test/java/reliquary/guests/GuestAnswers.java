package reliquary.guests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What {@code guest_sees.asm} found on a machine: lines of a name and hexadecimal answers, "--" where there was none. */
record GuestAnswers(List<List<String>> lines) {
    private static final int FLOPPY_BYTES = 368_640;

    /** Boots the program's floppy on a profile; {@code arguments} are options of {@code relic run}. */
    static GuestAnswers on(String profile, Path folder, Object... arguments) {
        List<Object> all = new ArrayList<>(List.of(floppy(folder), "--profile", profile, "--until", "\\nEND"));
        all.addAll(List.of(arguments));
        Command run = Command.run(all.toArray());
        assertThat(run.status()).as(run.err() + run.out()).isZero();
        return new GuestAnswers(run.out()
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> List.of(line.strip().split(" +")))
                .toList());
    }

    /** The bytes that the source assembles to. */
    static byte[] program() {
        try (InputStream in = GuestAnswers.class.getResourceAsStream("guest_sees.bin")) {
            if (in == null) {
                throw new IllegalStateException("guest_sees.bin is missing");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path floppy(Path folder) {
        try {
            return Files.write(folder.resolve("guest_sees.img"), Arrays.copyOf(program(), FLOPPY_BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The answers of the line that begins with these words. */
    List<String> of(String... words) {
        List<List<String>> found = all(words);
        assertThat(found).as("%s in %s", Arrays.toString(words), lines).hasSize(1);
        return found.get(0);
    }

    /** The answers of every line that begins with these words. */
    List<List<String>> all(String... words) {
        return lines.stream()
                .filter(line -> line.size() >= words.length
                        && line.subList(0, words.length).equals(List.of(words)))
                .map(line -> line.subList(words.length, line.size()))
                .toList();
    }

    /** Loops that the processor made in two ticks of the timer. */
    long loops() {
        return Long.parseLong(of("SPEED").get(0), 16);
    }
}
