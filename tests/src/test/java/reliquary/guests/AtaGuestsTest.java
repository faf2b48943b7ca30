package reliquary.guests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guests that drive disks and CDs by themselves, through the ATA ports. */
class AtaGuestsTest {
    private static final int FLOPPY_BYTES = 1_474_560;
    private static final int DISK_BYTES = 10 << 20;

    @Test
    void the_ata_ports_and_the_bios_see_the_same_disk(@TempDir Path folder) throws IOException {
        Path floppy = Files.write(folder.resolve("floppy.img"), Arrays.copyOf(program(), FLOPPY_BYTES));
        Path disk = folder.resolve("disk.img");
        try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
            file.setLength(DISK_BYTES);
        }
        Command run = Command.run(
                floppy,
                "--drive",
                "c=" + disk,
                "--profile",
                "generic-486",
                "--until",
                "ATA and BIOS (differ|agree after . interrupts)");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).as("one for each of 4 sectors, both ways").contains("agree after 8 interrupts");
    }

    @Test
    void openbsd_finds_the_disk_and_mounts_the_cd() {
        Command run = Command.run(
                Shared.guest("openbsd-floppy.img"),
                "--drive",
                "c=" + Shared.guest("freedos-hd20.img"),
                "--drive",
                "cd=" + Shared.guest("mikeos-4.5.iso"),
                "--profile",
                "generic-486",
                "--until",
                "boot>",
                "--type",
                "{ENTER}",
                "--until",
                "\\(S\\)hell\\?",
                "--type",
                "s{ENTER}",
                "--until",
                "\\n# *\\s*$",
                "--type",
                "mount_cd9660 /dev/cd0a /mnt; ls /mnt{ENTER}",
                "--until",
                "MIKEOS.FLP");
        assertThat(run.status()).as(run.err() + run.out()).isZero();
        assertThat(run.out()).contains("cd0 at scsibus0 targ 0 lun 0: <RELIQ, CD-ROM, 1.0>");
    }

    @Test
    void the_committed_program_is_what_its_source_assembles_to(@TempDir Path folder) throws Exception {
        Path output = folder.resolve("ata_and_bios.bin");
        Process nasm;
        try {
            nasm = new ProcessBuilder(
                            "nasm", "-f", "bin", "-Werror", "-o", output.toString(), "src/test/asm/ata_and_bios.asm")
                    .inheritIO()
                    .start();
        } catch (IOException e) {
            Assumptions.abort("nasm is not installed");
            return;
        }
        assertThat(nasm.waitFor()).isZero();
        assertThat(program()).isEqualTo(Files.readAllBytes(output));
    }

    private static byte[] program() throws IOException {
        try (InputStream in = AtaGuestsTest.class.getResourceAsStream("ata_and_bios.bin")) {
            return Objects.requireNonNull(in, "ata_and_bios.bin").readAllBytes();
        }
    }
}
