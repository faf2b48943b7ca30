package reliquary.guests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Unmodified systems boot from their disks and answer. */
class RealSystemsTest {
    @ParameterizedTest
    @ValueSource(strings = {"freedos-min-360.img", "freedos-min-720.img", "freedos-min-1440.img"})
    void freedos_tells_its_version_from_a_floppy_of_each_size(String image) {
        Command run = Command.run(
                Shared.guest(image),
                "--until",
                "A:\\\\>\\s*$",
                "--type",
                "ver /r{ENTER}",
                "--until",
                "kernel version.*\\n(.*\\n)*.*A:\\\\>");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("FreeDOS kernel version 0.0.40");
    }

    @Test
    void a_program_is_assembled_linked_and_run_on_a_hard_disk() {
        Command run = Command.run(
                Shared.guest("freedos-hd20.img"),
                "--until",
                "C:\\\\>",
                "--type",
                "cd src{ENTER}",
                "--until",
                "SRC>",
                "--type",
                "masm hi,hi,nul,nul{ENTER}",
                "--until",
                "0 Severe(.*\\n)*.*SRC>",
                "--type",
                "link hi,hi,nul,,nul{ENTER}",
                "--until",
                "SRC>[^\\n]*link(.*\\n)*.*SRC>",
                "--type",
                "exe2bin hi.exe hi.com{ENTER}",
                "--until",
                "exe2bin(.*\\n)*.*SRC>",
                "--type",
                "hi{ENTER}",
                "--until",
                "HELLO FROM MASM 5.10");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("HELLO FROM MASM 5.10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mikeos-4.5.flp", "mikeos-4.5.iso"})
    void mikeos_boots_from_floppy_and_from_a_cd_that_emulates_one(String image) {
        Command run = Command.run(Shared.guest(image), "--until", "Version 4.5");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("Thanks for trying out MikeOS!");
    }

    @Test
    void bootos_lists_its_programs() {
        Command run = Command.run(
                Shared.guest("bootos-osall-360.img"), "--until", "bootOS", "--type", "dir{ENTER}", "--until", "rogue");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("bricks", "cubicdoom");
    }

    @Test
    void pc_mos_answers_its_version_at_its_prompt() {
        Command run = Command.run(
                Shared.guest("pcmos386-501-9user-patched.img"),
                "--until",
                "New date",
                "--type",
                "{ENTER}",
                "--until",
                "New time",
                "--type",
                "{ENTER}",
                "--until",
                "\\[A:",
                "--type",
                "ver{ENTER}",
                "--until",
                "ver\\s+PC-MOS Version  5.01");
        assertThat(run.status()).as(run.err()).isZero();
    }

    @Test
    void grub_lists_the_drives_from_protected_mode() {
        Command run = Command.run(
                Shared.guest("deb-grub-rescue-floppy.img"),
                "--until",
                "GNU GRUB",
                "--type",
                "c",
                "--until",
                "grub>",
                "--type",
                "ls{ENTER}",
                "--until",
                "\\(fd0\\)");
        assertThat(run.status()).as(run.err()).isZero();
    }

    @Test
    void openbsd_boots_its_paging_kernel_to_a_shell() {
        Command run = Command.run(
                Shared.guest("openbsd-floppy.img"),
                "--memory",
                "64M",
                "--until",
                "boot>",
                "--type",
                "{ENTER}",
                "--until",
                "\\(S\\)hell\\?",
                "--type",
                "s{ENTER}",
                "--until",
                "\\n# *\\s*$");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("pccom0 at isa0 port 0x3f8/8 irq 4: ns16550a, 16 byte fifo");
    }

    @Test
    void a_game_in_mode_13h_shows_more_than_one_colour(@TempDir Path folder) throws IOException {
        Path picture = folder.resolve("bird.png");
        Command shot = Command.relic(
                "screenshot", Shared.guest("floppybird-1440.img"), "--guest-timeout", "5s", "-o", picture);
        assertThat(shot.status()).as(shot.err()).isZero();
        javax.imageio.ImageIO.setUseCache(false);
        java.awt.image.BufferedImage image = javax.imageio.ImageIO.read(picture.toFile());
        assertThat(image.getWidth()).isEqualTo(320);
        long colours = java.util.stream.IntStream.range(0, image.getWidth() * image.getHeight())
                .map(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()))
                .distinct()
                .count();
        assertThat(colours).isGreaterThan(8);
    }

    @Test
    void what_a_guest_writes_leaves_the_original_as_it_was(@TempDir Path folder) throws Exception {
        Path original = folder.resolve("original.img");
        Files.copy(Shared.guest("freedos-min-1440.img"), original);
        String before = sha256(original);
        Command first = Command.run(
                original,
                "--overlay",
                folder.resolve("kept.qcow2"),
                "--until",
                "A:\\\\>\\s*$",
                "--type",
                "echo kept>a.txt{ENTER}",
                "--until",
                "a.txt(.*\\n)*.*A:\\\\>");
        assertThat(first.status()).as(first.err()).isZero();
        assertThat(sha256(original)).isEqualTo(before);
        Command second = Command.run(
                original,
                "--overlay",
                folder.resolve("kept.qcow2"),
                "--until",
                "A:\\\\>\\s*$",
                "--type",
                "type a.txt{ENTER}",
                "--until",
                "\\nkept");
        assertThat(second.status()).as(second.err()).isZero();
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
