package reliquary.disk.overlay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reliquary.disk.ByteRange;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;
import reliquary.disk.Oracle;
import reliquary.disk.UnreadableRangeException;
import reliquary.disk.format.DiskFormats;

class OverlayTest {
    private static final int SIZE = 1_000_448; // 15 clusters and a part, in whole sectors

    @TempDir
    Path folder;

    Path original;
    Path file;
    byte[] content = new byte[SIZE];

    @BeforeEach
    void make_an_original() throws IOException {
        new Random(1).nextBytes(content);
        original = Files.write(folder.resolve("disk.img"), content);
        file = folder.resolve("disk.qcow2");
    }

    Overlay create() throws IOException {
        return Overlay.create(file, original, DiskFormats.open(original));
    }

    static byte[] bytes(DiskImage image, long offset, int length) throws IOException {
        ByteBuffer b = ByteBuffer.allocate(length);
        image.read(offset, b);
        return b.array();
    }

    static ByteBuffer filled(int value, int length) {
        byte[] b = new byte[length];
        java.util.Arrays.fill(b, (byte) value);
        return ByteBuffer.wrap(b);
    }

    void patch(int offset, int value, int length) {
        java.util.Arrays.fill(content, offset, offset + length, (byte) value);
    }

    @Test
    void a_new_overlay_reads_as_the_original() throws IOException {
        try (Overlay overlay = create()) {
            assertThat(overlay.size()).isEqualTo(SIZE);
            assertThat(bytes(overlay, 0, SIZE)).isEqualTo(content);
            assertThat(overlay.changes()).isEmpty();
        }
    }

    @Test
    void writes_are_kept_and_the_original_stays_as_it_is() throws IOException {
        FileTime modified = Files.getLastModifiedTime(original);
        try (Overlay overlay = create()) {
            overlay.write(65_500, filled(0xAA, 1000));
            overlay.write(SIZE - 512, filled(0xBB, 512));
        }
        assertThat(Files.readAllBytes(original)).isEqualTo(content);
        assertThat(Files.getLastModifiedTime(original)).isEqualTo(modified);
        patch(65_500, 0xAA, 1000);
        patch(SIZE - 512, 0xBB, 512);
        try (Overlay overlay = Overlay.open(file)) {
            assertThat(bytes(overlay, 0, SIZE)).isEqualTo(content);
            assertThat(overlay.changes())
                    .containsExactly(new ByteRange(0, 131_072), new ByteRange(15 * 65_536, SIZE - 15 * 65_536));
        }
    }

    @Test
    void qemu_reads_the_same_disk_and_finds_nothing_wrong() throws IOException {
        Oracle.need("qemu-img");
        try (Overlay overlay = create()) {
            overlay.write(300_000, filled(0xCC, 70_000));
        }
        patch(300_000, 0xCC, 70_000);
        Path expected = Files.write(folder.resolve("expected.img"), content);
        Oracle.run("qemu-img", "check", file);
        Oracle.run("qemu-img", "compare", "-f", "raw", "-F", "qcow2", expected, file);
        assertThat(Oracle.run("qemu-img", "info", file).text())
                .contains("backing file: disk.img", "backing file format: raw");
    }

    @Test
    void a_second_writer_is_refused_until_the_first_closes() throws IOException {
        Overlay first = create();
        assertThatThrownBy(() -> Overlay.open(file))
                .isInstanceOf(DiskFormatException.class)
                .hasMessageContaining("in use");
        first.close();
        Overlay.open(file).close();
    }

    @Test
    void an_existing_file_is_never_made_into_an_overlay() throws IOException {
        Files.writeString(file, "mine");
        assertThatThrownBy(this::create).isInstanceOf(DiskFormatException.class).hasMessageContaining("exists already");
        assertThat(file).hasContent("mine");
    }

    @Test
    void an_overlay_of_another_original_is_refused() throws IOException {
        create().close();
        Files.write(original, new byte[512]);
        assertThatThrownBy(() -> Overlay.open(file))
                .isInstanceOf(DiskFormatException.class)
                .hasMessageContaining("was made for an original of 1000448 bytes");
    }

    @Test
    void a_missing_original_is_named() throws IOException {
        create().close();
        Files.delete(original);
        assertThatThrownBy(() -> Overlay.open(file)).hasMessageContaining("\"disk.img\" is missing");
    }

    @Test
    void discard_brings_the_original_back_and_shrinks_the_file() throws IOException {
        try (Overlay overlay = create()) {
            overlay.flush();
            long empty = Files.size(file);
            overlay.write(0, filled(1, 500_000));
            overlay.flush();
            overlay.discard();
            assertThat(Files.size(file)).isEqualTo(empty);
            assertThat(bytes(overlay, 0, SIZE)).isEqualTo(content);
            overlay.write(512, filled(2, 512));
        }
        patch(512, 2, 512);
        try (Overlay overlay = Overlay.open(file)) {
            assertThat(bytes(overlay, 0, SIZE)).isEqualTo(content);
        }
        if (Oracle.installed("qemu-img")) {
            Oracle.run("qemu-img", "check", file);
        }
    }

    @Test
    void commit_brings_the_changes_into_another_image() throws IOException {
        Path lower = folder.resolve("lower.qcow2");
        try (Overlay upper = create();
                Overlay target = Overlay.create(lower, original, DiskFormats.open(original))) {
            upper.write(123_456, filled(9, 4096));
            upper.commit(target);
            patch(123_456, 9, 4096);
            assertThat(bytes(target, 0, SIZE)).isEqualTo(content);
            assertThat(bytes(upper, 0, SIZE)).isEqualTo(content);
        }
    }

    @Test
    void a_throw_away_overlay_leaves_no_file_and_does_not_flush() throws IOException {
        Path temp = Path.of(System.getProperty("java.io.tmpdir"));
        try (Overlay overlay = Overlay.temporary(DiskFormats.open(original))) {
            overlay.write(1000, filled(3, 100_000));
            overlay.flush();
            patch(1000, 3, 100_000);
            assertThat(bytes(overlay, 0, SIZE)).isEqualTo(content);
            overlay.discard();
            assertThat(bytes(overlay, 0, SIZE)).isEqualTo(Files.readAllBytes(original));
        }
        String mine = "relic-" + ProcessHandle.current().pid() + "-";
        try (var left = Files.list(temp)) {
            assertThat(left.filter(p -> p.getFileName().toString().startsWith(mine)))
                    .isEmpty();
        }
    }

    @Test
    void access_behind_the_end_is_refused() throws IOException {
        try (Overlay overlay = create()) {
            assertThatThrownBy(() -> overlay.read(SIZE - 1, ByteBuffer.allocate(2)))
                    .isInstanceOf(EOFException.class);
            assertThatThrownBy(() -> overlay.write(SIZE - 1, ByteBuffer.allocate(2)))
                    .isInstanceOf(EOFException.class);
            assertThatThrownBy(() -> overlay.read(-1, ByteBuffer.allocate(2))).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void unreadable_sectors_stay_unreadable_until_they_are_written() throws IOException {
        DiskImage damaged = new DamagedDisk(DiskFormats.open(original), List.of(new ByteRange(1024, 1024)));
        try (Overlay overlay = Overlay.create(file, original, damaged)) {
            overlay.write(0, filled(7, 512));
            assertThatThrownBy(() -> bytes(overlay, 512, 1024)).isInstanceOf(UnreadableRangeException.class);
            assertThat(overlay.unreadable()).containsExactly(new ByteRange(1024, 1024));
            overlay.write(1024, filled(8, 512));
            assertThat(bytes(overlay, 1024, 512)).isEqualTo(filled(8, 512).array());
            assertThat(overlay.unreadable()).containsExactly(new ByteRange(1536, 512));
        }
        try (Overlay overlay = Overlay.open(file)) {
            assertThatThrownBy(() -> bytes(overlay, 1536, 1)).isInstanceOf(UnreadableRangeException.class);
            assertThat(bytes(overlay, 1024, 512)).isEqualTo(filled(8, 512).array());
        }
    }

    @Test
    void an_overlay_read_as_an_image_has_the_same_unreadable_places() throws IOException {
        Path map = folder.resolve("disk.img.map");
        Files.writeString(
                map,
                "# Mapfile. Created by GNU ddrescue version 1.27\n0x0 ? 1\n0x0 0x400 +\n0x400 0x400 -\n0x800 0xF3C00 +\n");
        try (Overlay overlay = create()) {
            assertThat(overlay.unreadable()).containsExactly(new ByteRange(1024, 1024));
            overlay.write(1024, filled(8, 512));
        }
        try (DiskImage image = DiskFormats.open(file)) {
            assertThat(image.unreadable()).containsExactly(new ByteRange(1536, 512));
            assertThat(bytes(image, 1024, 512)).isEqualTo(filled(8, 512).array());
            assertThatThrownBy(() -> bytes(image, 1536, 512)).isInstanceOf(UnreadableRangeException.class);
        }
    }

    @Test
    void a_sparse_terabyte_costs_next_to_nothing() throws IOException {
        Path big = folder.resolve("big.img");
        long size = 1L << 40;
        try (var channel = java.nio.channels.FileChannel.open(
                big, java.nio.file.StandardOpenOption.CREATE_NEW, java.nio.file.StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(1), size - 1);
        }
        try (Overlay overlay = Overlay.create(file, big, DiskFormats.open(big))) {
            for (long at = 0; at < size; at += 3L << 30) { // 342 tables: more than stay in memory
                overlay.write(at, filled((int) (at >> 30), 512));
            }
            for (long at = 0; at < size; at += 3L << 30) {
                assertThat(bytes(overlay, at, 512))
                        .isEqualTo(filled((int) (at >> 30), 512).array());
            }
            assertThat(overlay.changes()).hasSize(342);
        }
        assertThat(Files.size(file)).isLessThan(60_000_000);
    }
}
