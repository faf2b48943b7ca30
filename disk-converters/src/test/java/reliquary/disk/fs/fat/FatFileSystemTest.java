package reliquary.disk.fs.fat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import reliquary.disk.ByteRange;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;
import reliquary.disk.MemoryDisk;
import reliquary.disk.Oracle;
import reliquary.disk.Samples;
import reliquary.disk.Volume;
import reliquary.disk.format.DiskFormats;
import reliquary.disk.fs.FileEntry;

final class FatFileSystemTest {
    private static final LocalDateTime NOON = LocalDateTime.of(1994, 3, 1, 12, 0, 2);

    @TempDir
    Path folder;

    private static ByteArrayInputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @CsvSource({"freedos-min-360.img, FAT12", "freedos-min-1440.img, FAT12", "pcmos386-501-9user-patched.img, FAT12"})
    void every_file_of_a_real_floppy_is_what_mtools_reads(String guest, String type) throws IOException {
        Oracle.need("mcopy");
        Path image = Samples.guest(guest);
        try (DiskImage disk = DiskFormats.open(image)) {
            FatFileSystem files = FatFileSystem.open(Volume.of(disk));
            assertThat(files.type()).isEqualTo(type);
            List<FileEntry> entries = files.list(files.root());
            assertThat(entries).isNotEmpty();
            for (FileEntry entry : entries) {
                if (entry.isFile()) {
                    byte[] expected = Oracle.run("mcopy", "-i", image, "::" + entry.path(), "-")
                            .bytes();
                    assertThat(files.open(entry).readAll(2 << 20))
                            .as(entry.path())
                            .isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void a_file_of_a_real_hard_disk_is_found_by_path_whatever_its_case() throws IOException {
        try (DiskImage disk = DiskFormats.open(Samples.guest("freedos-hd20.img"))) {
            FatFileSystem files = FatFileSystem.open(Volume.of(disk, new ByteRange(63 * 512, disk.size())));
            assertThat(files.type()).isEqualTo("FAT16");
            assertThat(files.label()).isEqualTo("FREEDOSHD");
            FileEntry source = files.find("\\src\\hi.asm").orElseThrow();
            assertThat(source.path()).isEqualTo("/SRC/HI.ASM");
            assertThat(new String(files.open(source).readAll(10_000), StandardCharsets.US_ASCII))
                    .contains("HELLO FROM MASM 5.10");
        }
    }

    @Test
    void a_floppy_of_dos_1_without_a_parameter_block_is_known_by_its_media_byte() throws IOException {
        MemoryDisk disk = new MemoryDisk(160 * 1024);
        disk.bytes()
                .put(512, new byte[] {(byte) 0xFE, -1, -1, -1, 0x0F})
                .put(1024, new byte[] {(byte) 0xFE, -1, -1, -1, 0x0F});
        disk.bytes()
                .put(1536, "COMMAND COM".getBytes(StandardCharsets.US_ASCII))
                .putShort(1536 + 26, (short) 2);
        disk.bytes().putInt(1536 + 28, 5).put(7 * 512, "hello".getBytes(StandardCharsets.US_ASCII));
        FatFileSystem files = FatFileSystem.open(Volume.of(disk));
        FileEntry entry = files.list(files.root()).get(0);
        assertThat(entry.path()).isEqualTo("/COMMAND.COM");
        assertThat(files.open(entry).readAll(10)).isEqualTo("hello".getBytes(StandardCharsets.US_ASCII));
        assertThat(files.parameters().sectorsPerTrack()).isEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource({"437, Ü, 9A", "850, Ø, 9D", "852, Č, AC", "866, Ж, 86"})
    void short_names_are_written_in_the_code_page_of_the_system(int page, String letter, String hex)
            throws IOException {
        MemoryDisk disk = BlankFat.FLOPPY_360K.format();
        FatFileSystem files = FatFileSystem.open(Volume.of(disk), FatFileSystem.codePage(page));
        files.write(letter + "1.TXT", text("x"), NOON);
        int first = disk.bytes().get(5 * 512) & 0xFF;
        assertThat(first).isEqualTo(Integer.parseInt(hex, 16));
        assertThat(files.find("/" + letter + "1.TXT")).isPresent();
    }

    @Test
    void long_names_get_numbered_short_ones() throws IOException {
        MemoryDisk disk = BlankFat.FLOPPY_1440K.format();
        FatFileSystem files = FatFileSystem.open(Volume.of(disk));
        files.write("/LONGFI~1.TEX", text("first"), NOON);
        files.write("/Long file name.text", text("second"), NOON);
        assertThat(files.list(files.root()))
                .extracting(FileEntry::name)
                .containsExactly("LONGFI~1.TEX", "Long file name.text");
        files.write("/longfi~2.tex", text("the same file"), NOON);
        assertThat(files.open(files.find("/Long file name.text").orElseThrow()).readAll(100))
                .hasSize(13);
    }

    @ParameterizedTest
    @EnumSource(BlankFat.class)
    void mtools_reads_what_was_written(BlankFat kind) throws IOException {
        Oracle.need("mcopy");
        MemoryDisk disk = kind.format();
        FatFileSystem files = FatFileSystem.open(Volume.of(disk));
        files.makeDirectory("/Some Folder", NOON);
        files.write("/Some Folder/Letter to the bank.doc", text("Dear Sirs"), NOON);
        Path image = folder.resolve("fat.img");
        Files.write(image, disk.bytes().array());
        String path = "::/Some Folder/Letter to the bank.doc";
        assertThat(Oracle.run("mcopy", "-i", image, path, "-").text()).isEqualTo("Dear Sirs");
        assertThat(Oracle.run("mdir", "-i", image, "::/Some Folder").text()).contains("1994-03-01  12:00");
    }

    @Test
    void files_that_mtools_wrote_are_read() throws IOException {
        Oracle.need("mcopy");
        Path image = folder.resolve("fat.img");
        Files.write(image, BlankFat.FAT32.format().bytes().array());
        Path letter = Files.writeString(folder.resolve("A longer name.txt"), "x".repeat(100_000));
        Oracle.run("mmd", "-i", image, "::/A", "::/A/b c");
        Oracle.run("mcopy", "-i", image, letter, "::/A/b c/");
        FatFileSystem files = FatFileSystem.open(Volume.of(MemoryDisk.of(image)));
        FileEntry entry = files.find("/a/B C/A longer name.txt").orElseThrow();
        assertThat(files.open(entry).readAll(200_000)).isEqualTo(Files.readAllBytes(letter));
    }

    @Test
    void a_full_volume_keeps_the_old_file_and_gives_back_what_was_taken() throws IOException {
        FatFileSystem files = FatFileSystem.open(Volume.of(BlankFat.FLOPPY_360K.format()));
        files.write("/KEEP.ME", text("old"), NOON);
        long free = files.freeBytes();
        assertThatThrownBy(() -> files.write("/KEEP.ME", new ByteArrayInputStream(new byte[400_000]), NOON))
                .isInstanceOf(DiskFormatException.class)
                .hasMessage("the volume is full");
        assertThat(files.freeBytes()).isEqualTo(free);
        assertThat(files.open(files.find("/KEEP.ME").orElseThrow()).readAll(10)).hasSize(3);
    }

    @Test
    void a_full_root_directory_is_refused_while_others_grow() throws IOException {
        FatFileSystem files = FatFileSystem.open(Volume.of(BlankFat.FLOPPY_360K.format()));
        files.makeDirectory("/D", NOON);
        for (int i = 0; i < 150; i++) {
            files.write("/D/F" + i, text(""), NOON);
        }
        for (int i = 0; i < 111; i++) {
            files.write("/F" + i, text(""), NOON);
        }
        assertThat(files.list(files.find("/D").orElseThrow())).hasSize(150);
        assertThatThrownBy(() -> files.write("/LAST", text(""), NOON)).hasMessage("the root directory is full");
    }

    @Test
    void a_cluster_chain_that_runs_in_a_circle_ends_a_read_with_one_line() throws IOException {
        MemoryDisk disk = BlankFat.FAT16.format();
        FatFileSystem files = FatFileSystem.open(Volume.of(disk));
        files.write("/A", new ByteArrayInputStream(new byte[10_000]), NOON);
        disk.bytes().putShort(4 * 512 + 3 * 2, (short) 2);
        disk.bytes().putInt((4 + 2 * 20) * 512 + 28, -1);
        FatFileSystem damaged = FatFileSystem.open(Volume.of(disk));
        FileEntry entry = damaged.find("/A").orElseThrow();
        assertThatThrownBy(() -> damaged.open(entry).stream().transferTo(java.io.OutputStream.nullOutputStream()))
                .isInstanceOf(DiskFormatException.class)
                .hasMessageContaining("circle");
    }

    @Test
    void a_directory_cannot_be_moved_into_itself() throws IOException {
        FatFileSystem files = FatFileSystem.open(Volume.of(BlankFat.FAT16.format()));
        files.makeDirectory("/A", NOON);
        files.makeDirectory("/A/B", NOON);
        assertThatThrownBy(() -> files.rename("/A", "/A/B/C")).hasMessageContaining("lies within");
    }
}
