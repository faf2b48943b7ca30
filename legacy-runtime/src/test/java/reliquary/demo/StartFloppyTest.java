package reliquary.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reliquary.demo.StartFloppy.Content;
import reliquary.disk.DiskImage;
import reliquary.disk.MediaKind;
import reliquary.disk.Volume;
import reliquary.disk.format.DiskFormats;
import reliquary.disk.fs.FileEntry;
import reliquary.disk.fs.fat.FatFileSystem;

class StartFloppyTest {
    @TempDir
    Path folder;

    @Test
    void it_is_a_floppy_that_holds_its_files_in_order() throws IOException {
        Path image = folder.resolve("floppy.img");
        byte[] program = "not really a program".getBytes(StandardCharsets.US_ASCII);
        byte[] data = new byte[5000];
        StartFloppy.create(
                image, List.of(new Content("PROGRAM.SYS", program), new Content("DATA.DAT", data)), LedgerFloppy.DATE);
        try (DiskImage disk = DiskFormats.open(image)) {
            assertThat(disk.size()).isEqualTo(360 * 1024);
            assertThat(disk.media()).isEqualTo(MediaKind.FLOPPY);
            FatFileSystem files = FatFileSystem.open(Volume.of(disk));
            List<FileEntry> entries = files.list(files.root());
            assertThat(entries).extracting(FileEntry::name).containsExactly("PROGRAM.SYS", "DATA.DAT");
            assertThat(files.open(entries.get(0)).readAll(100)).isEqualTo(program);
            assertThat(files.open(entries.get(1)).readAll(5000)).isEqualTo(data);
        }
    }

    @Test
    void fsck_finds_nothing_wrong_with_it() throws IOException, InterruptedException {
        Path image = folder.resolve("ledger.img");
        LedgerFloppy.create(image);
        Process fsck;
        try {
            fsck = new ProcessBuilder("fsck.fat", "-n", image.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            Assumptions.abort("fsck.fat is not installed");
            return;
        }
        String said = new String(fsck.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(fsck.waitFor()).as(said).isZero();
        assertThat(said).contains("2 files");
    }

    @Test
    void a_program_larger_than_a_segment_is_refused() {
        Content tooLarge = new Content("PROGRAM.SYS", new byte[StartFloppy.LARGEST_PROGRAM + 1]);
        assertThatThrownBy(() -> StartFloppy.create(folder.resolve("floppy.img"), List.of(tooLarge), LedgerFloppy.DATE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("65535");
        assertThat(folder.resolve("floppy.img"))
                .satisfies(f -> assertThat(Files.exists(f)).isFalse());
    }
}
