package reliquary.disk.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;
import reliquary.disk.Oracle;
import reliquary.disk.Samples;

class EwfFormatTest {
    @TempDir
    Path folder;

    private Path acquire(SparseContent content, String format, String compression, int sectorsPerChunk)
            throws IOException {
        Oracle.need("ewfacquire");
        Path raw = content.writeTo(folder.resolve("disk.raw"));
        Oracle.run(
                "ewfacquire",
                "-u",
                "-q",
                "-f",
                format,
                "-c",
                compression,
                "-b",
                sectorsPerChunk,
                "-S",
                "1048576",
                "-t",
                folder.resolve("image"),
                raw);
        return raw;
    }

    @ParameterizedTest
    @CsvSource({
        "encase6, deflate:fast, 64",
        "encase5, none, 128",
        "ftk, deflate:best, 16",
        "smart, deflate:fast, 64",
        "linen6, deflate:empty-block, 64"
    })
    void an_image_in_many_parts_reads_as_its_source(String format, String compression, int sectorsPerChunk)
            throws IOException {
        SparseContent content = new SparseContent(
                5_000_192,
                List.of(new SparseContent.Run(0, 2_500_000, 7), new SparseContent.Run(4_000_000, 900_000, 0)));
        Path raw = acquire(content, format, compression, sectorsPerChunk);
        Path first = folder.resolve(format.equals("smart") ? "image.s01" : "image.E01");
        assertThat(folder.resolve(String.valueOf(first.getFileName()).replace("01", "03")))
                .exists();
        try (DiskImage in = RawImage.open(raw);
                DiskImage image = DiskFormats.open(first)) {
            SameContent.assertSame(image, in);
            assertThat(StoredHash.check(image)).isNotEmpty().allMatch(StoredHash.Check::holds);
        }
    }

    @Test
    void a_missing_part_is_named() throws IOException {
        SparseContent content = new SparseContent(3_000_320, List.of(new SparseContent.Run(0, 3_000_320, 7)));
        acquire(content, "encase6", "none", 64);
        Files.delete(folder.resolve("image.E03"));
        assertThatThrownBy(() -> DiskFormats.open(folder.resolve("image.E01")))
                .isInstanceOf(DiskFormatException.class)
                .hasMessageContaining("image.E02: is not the last part");
    }

    @Test
    void a_changed_byte_is_found_by_the_chunks_checksum() throws IOException {
        SparseContent content = new SparseContent(500_224, List.of(new SparseContent.Run(0, 500_224, 7)));
        acquire(content, "encase6", "none", 64);
        Path image = folder.resolve("image.E01");
        byte[] bytes = Files.readAllBytes(image);
        bytes[bytes.length / 2] ^= 1;
        Files.write(image, bytes);
        try (DiskImage disk = DiskFormats.open(image)) {
            assertThatThrownBy(() -> Samples.sha256(disk))
                    .isInstanceOf(DiskFormatException.class)
                    .hasMessageContaining("does not match its checksum");
        }
    }

    @ParameterizedTest
    @CsvSource({"EVF2, Ex01", "LVF, logical evidence"})
    void what_is_not_read_is_refused_by_name(String magic, String reason) throws IOException {
        byte[] head = new byte[1024];
        System.arraycopy(magic.getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, head, 0, magic.length());
        byte[] rest = magic.equals("EVF2") ? new byte[] {13, 10, (byte) 0x81, 0} : new byte[] {9, 13, 10, -1, 0};
        System.arraycopy(rest, 0, head, magic.length(), rest.length);
        Path file = Files.write(folder.resolve("image.Ex01"), head);
        assertThatThrownBy(() -> DiskFormats.open(file))
                .isInstanceOf(DiskFormatException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void part_names_go_from_01_to_99_and_then_from_aa_to_zz() {
        assertThat(EwfSegments.extension('E', 1)).isEqualTo("E01");
        assertThat(EwfSegments.extension('E', 99)).isEqualTo("E99");
        assertThat(EwfSegments.extension('E', 100)).isEqualTo("EAA");
        assertThat(EwfSegments.extension('E', 126)).isEqualTo("EBA");
        assertThat(EwfSegments.extension('E', 99 + 676)).isEqualTo("EZZ");
        assertThat(EwfSegments.extension('E', 100 + 676)).isEqualTo("FAA");
        assertThat(EwfSegments.extension('s', 100)).isEqualTo("saa");
        assertThat(EwfSegments.extension('E', 100 + 22 * 676)).isEmpty();
    }

    @Test
    void places_that_could_not_be_acquired_are_read_errors() throws IOException {
        Path sample = Samples.format("dfvfs/ext2.E01");
        byte[] bytes = Files.readAllBytes(sample);
        Path image = Files.write(folder.resolve("bad.E01"), withReadErrors(bytes, 10, 4));
        try (DiskImage disk = DiskFormats.open(image)) {
            assertThat(disk.unreadable()).containsExactly(new reliquary.disk.ByteRange(10 * 512, 4 * 512));
            assertThatThrownBy(() -> disk.read(9 * 512, ByteBuffer.allocate(1024)))
                    .isInstanceOf(reliquary.disk.UnreadableRangeException.class);
            disk.read(14 * 512, ByteBuffer.allocate(1024));
            DiskWriters.Result result =
                    DiskWriters.write(disk, folder.resolve("out"), "raw", DiskWriters.Progress.NONE);
            assertThat(result.unreadable()).isEqualTo(disk.unreadable());
        }
    }

    /** Puts an error2 section ahead of the last one, "done". */
    private static byte[] withReadErrors(byte[] image, int firstSector, int count) {
        int done = image.length - 76;
        int length = 76 + 520 + 8 + 4;
        ByteBuffer b = ByteBuffer.allocate(image.length + length).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        b.put(image, 0, done);
        b.put("error2".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        b.putLong(done + 16, done + length).putLong(done + 24, length);
        b.putInt(done + 76, 1).putInt(done + 76 + 520, firstSector).putInt(done + 76 + 524, count);
        b.position(done + length).put(image, done, 76);
        return b.putLong(done + length + 16, done + length).array();
    }
}
