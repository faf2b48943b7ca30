package reliquary.guests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad input gets one line that says what, where and what would be right, and the exit status of the contract. */
class ExitStatusTest {
    @TempDir
    Path folder;

    private static void isRefused(Command command, String... words) {
        assertThat(command.status()).as(command.err()).isEqualTo(2);
        assertThat(command.err().strip().lines()).hasSize(1);
        assertThat(command.err()).startsWith("relic: ").contains(words).doesNotContain("Exception");
    }

    @Test
    void a_missing_image_is_named() {
        isRefused(Command.run(folder.resolve("no-such.img")), "no-such.img", "no such file");
    }

    @Test
    void an_empty_image_is_called_empty() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.img"));
        isRefused(Command.run(empty), "empty");
    }

    @Test
    void a_directory_is_no_image() {
        isRefused(Command.run(folder), "directory");
    }

    @Test
    void an_image_without_a_boot_record_says_what_was_tried() throws IOException {
        Path blank = folder.resolve("blank.img");
        Files.write(blank, new byte[368_640]);
        isRefused(Command.run(blank), "boot");
    }

    @Test
    void an_image_that_is_shorter_than_a_track_is_refused_or_not_bootable() throws IOException {
        Path stub = folder.resolve("short.img");
        Files.write(stub, new byte[1000]);
        isRefused(Command.run(stub), "boot");
    }

    @Test
    void an_unreadable_image_is_refused() throws IOException {
        Path secret = Files.write(folder.resolve("secret.img"), new byte[368_640]);
        org.junit.jupiter.api.Assumptions.assumeTrue(secret.toFile().setReadable(false) && !Files.isReadable(secret));
        isRefused(Command.run(secret), "permission");
    }

    @Test
    void an_unknown_machine_is_named_with_those_that_are_known() throws IOException {
        Path disk = Files.write(folder.resolve("disk.img"), new byte[368_640]);
        isRefused(Command.run(disk, "--profile", "no-such-machine"), "no-such-machine");
    }

    @ParameterizedTest
    @CsvSource({
        "--timeout, soon, 60s",
        "--memory, plenty, 16M",
        "--speed, fast, real",
        "--start-date, tomorrow, 1994-03-01",
        "--until, '(', --until",
        "--type, '{NOKEY}', NOKEY",
        "--drive, z=x.img, drive"
    })
    void a_wrong_option_value_is_answered_with_the_right_form(String option, String value, String hint)
            throws IOException {
        Path disk = Files.write(folder.resolve("disk.img"), new byte[368_640]);
        isRefused(Command.run(disk, option, value), hint);
    }

    @Test
    void an_unknown_option_is_named() {
        isRefused(Command.relic("run", "--no-such-option"), "--no-such-option");
    }

    @Test
    void time_that_runs_out_before_the_screen_matches_is_status_3() {
        Command run =
                Command.run(Shared.guest("freedos-min-1440.img"), "--guest-timeout", "2s", "--until", "NEVER SHOWN");
        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).contains("NEVER SHOWN");
        assertThat(run.out()).as("the screen is printed all the same").contains("A:\\>");
    }
}
