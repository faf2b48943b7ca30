package reliquary.disk.floppy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reliquary.disk.ByteRange;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;
import reliquary.disk.Geometry;
import reliquary.disk.Oracle;
import reliquary.disk.Samples;
import reliquary.disk.format.DiskFormats;
import reliquary.disk.format.DiskWriters;

class ImdWriterTest {
    private static final LocalDateTime WHEN = LocalDateTime.of(1989, 3, 1, 9, 30);

    @Property(tries = 40)
    void what_is_written_is_read_back(
            @ForAll @IntRange(min = 1, max = 80) int cylinders,
            @ForAll @IntRange(min = 1, max = 2) int heads,
            @ForAll @IntRange(min = 1, max = 11) int sectors,
            @ForAll @IntRange(max = 3) int sizeCode,
            @ForAll @IntRange(max = 5) int holes,
            @ForAll long seed)
            throws IOException {
        Geometry geometry = new Geometry(cylinders, heads, sectors);
        FloppyImage floppy = floppy(geometry, 128 << sizeCode, holes, seed);
        FloppyDisk read = ImdFormat.parse(new FloppyFile("test.imd", written(floppy, geometry)));
        FloppyImage back = read.image();
        assertThat(read.comment()).isEqualTo("first line\r\nsecond line");
        assertThat(back.geometry()).contains(geometry);
        assertThat(back.unreadable()).isEqualTo(floppy.unreadable());
        for (int at = 0; at < floppy.size(); at += floppy.sectorSize()) {
            ByteRange sector = new ByteRange(at, floppy.sectorSize());
            if (floppy.unreadable().stream().noneMatch(sector::overlaps)) {
                assertThat(bytes(back, sector)).isEqualTo(bytes(floppy, sector));
            }
        }
    }

    @Test
    void a_floppy_of_extended_density_is_refused() {
        Geometry geometry = new Geometry(80, 2, 36);
        assertThatThrownBy(() -> written(floppy(geometry, 512, 0, 1), geometry))
                .isInstanceOf(DiskFormatException.class)
                .hasMessageContaining("no mode for tracks of 36 sectors");
    }

    @Test
    void libdsk_reads_what_is_written(@TempDir Path folder) throws IOException {
        Geometry geometry = new Geometry(40, 2, 9);
        FloppyImage floppy = floppy(geometry, 512, 0, 5);
        Path imd = Files.write(folder.resolve("out.imd"), written(floppy, geometry));
        Path raw = folder.resolve("out.raw");
        Oracle.run("dsktrans", "-itype", "imd", "-otype", "raw", "-format", "ibm360", imd, raw);
        assertThat(Samples.sha256(raw)).isEqualTo(Samples.sha256(floppy));
    }

    @Test
    void a_converted_floppy_keeps_its_content_and_its_unreadable_sectors(@TempDir Path folder) throws IOException {
        FloppyImage floppy = floppy(new Geometry(80, 2, 9), 512, 3, 9);
        Path imd = folder.resolve("copy.imd");
        DiskWriters.write(floppy, imd, "imd", DiskWriters.Progress.NONE);
        try (DiskImage copy = DiskFormats.open(imd)) {
            assertThat(copy.geometry()).contains(new Geometry(80, 2, 9));
            assertThat(floppy.unreadable()).hasSize(3);
            assertThat(copy.unreadable()).isEqualTo(floppy.unreadable());
            assertThat(bytes((FloppyImage) copy, new ByteRange(0, 18 * 512)))
                    .isEqualTo(bytes(floppy, new ByteRange(0, 18 * 512)));
        }
    }

    @Test
    void a_hard_disk_is_refused(@TempDir Path folder) throws IOException {
        Path raw = Files.write(folder.resolve("disk.img"), new byte[20 << 20]);
        try (DiskImage disk = DiskFormats.open(raw)) {
            assertThatThrownBy(() -> DiskWriters.write(disk, folder.resolve("x.imd"), "imd", DiskWriters.Progress.NONE))
                    .isInstanceOf(DiskFormatException.class)
                    .hasMessageContaining("IMD holds floppies only");
        }
        assertThat(folder.resolve("x.imd")).doesNotExist();
    }

    /** Random content with some uniform sectors; the first track stays whole so that the grid is known. */
    private static FloppyImage floppy(Geometry geometry, int sectorSize, int holes, long seed) {
        Random random = new Random(seed);
        byte[] content = new byte[(int) geometry.totalSectors() * sectorSize];
        random.nextBytes(content);
        Arrays.fill(content, 0, sectorSize, (byte) 0xF6);
        List<ByteRange> bad = new ArrayList<>();
        long track = (long) geometry.heads() * geometry.sectors();
        for (int i = 0; i < holes && geometry.cylinders() > 4 * holes; i++) {
            long lba = (2L + 3L * i) * track + random.nextInt(geometry.sectors());
            bad.add(new ByteRange(lba * sectorSize, sectorSize));
        }
        return new FloppyImage(content, sectorSize, geometry, bad, List.of());
    }

    private static byte[] written(FloppyImage floppy, Geometry geometry) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImdWriter.write(floppy, geometry, "first line\nsecond line", WHEN, out);
        return out.toByteArray();
    }

    private static byte[] bytes(FloppyImage floppy, ByteRange range) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) range.length());
        floppy.read(range.offset(), buffer);
        return buffer.array();
    }
}
