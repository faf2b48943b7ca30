package reliquary.disk.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;

class DiskWritersTest {
    @TempDir
    Path folder;

    Path raw;

    @BeforeEach
    void make_a_disk() throws IOException {
        raw = SparseContent.example().writeTo(folder.resolve("disk.raw"));
    }

    /** The formats for disks of any kind and size; IMD holds floppies only and has tests of its own. */
    static List<String> formats() {
        return DiskWriters.formats().stream().filter(f -> !f.equals("imd")).toList();
    }

    private DiskWriters.Result write(DiskImage in, Path out, String format) throws IOException {
        return DiskWriters.write(in, out, format, DiskWriters.Progress.NONE);
    }

    @Test
    void an_existing_file_is_never_overwritten() throws IOException {
        try (DiskImage in = DiskFormats.open(raw)) {
            assertThatThrownBy(() -> write(in, raw, "raw"))
                    .isInstanceOf(DiskFormatException.class)
                    .hasMessageContaining("exists already");
        }
        assertThat(Files.size(raw)).isEqualTo(SparseContent.example().size());
    }

    @Test
    void an_unknown_format_is_refused_with_those_that_are_known() throws IOException {
        try (DiskImage in = DiskFormats.open(raw)) {
            assertThatThrownBy(() -> write(in, folder.resolve("out"), "floppy"))
                    .isInstanceOf(DiskFormatException.class)
                    .hasMessageContaining("raw, qcow2, vmdk, vdi, vhd, vhd-fixed");
        }
    }

    @Test
    void a_failed_conversion_leaves_nothing_behind() throws IOException {
        Path vmdk = folder.resolve("disk.vmdk");
        try (DiskImage in = DiskFormats.open(raw)) {
            write(in, vmdk, "vmdk");
        }
        Path qcow2 = folder.resolve("disk.qcow2");
        try (DiskImage in = new FailingDisk(DiskFormats.open(vmdk))) {
            assertThatThrownBy(() -> write(in, qcow2, "qcow2")).hasMessage("the cable fell out");
        }
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(raw, vmdk);
        }
    }

    /** A disk that can be read only up to 3 MiB. */
    private record FailingDisk(DiskImage disk) implements DiskImage {
        @Override
        public long size() {
            return disk.size();
        }

        @Override
        public boolean writable() {
            return false;
        }

        @Override
        public void read(long offset, ByteBuffer target) throws IOException {
            if (offset + target.remaining() > 3 << 20) {
                throw new IOException("the cable fell out");
            }
            disk.read(offset, target);
        }

        @Override
        public void write(long offset, ByteBuffer source) throws IOException {
            disk.write(offset, source);
        }

        @Override
        public void flush() throws IOException {
            disk.flush();
        }

        @Override
        public void close() throws IOException {
            disk.close();
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void the_same_disk_gives_the_same_file(String format) throws IOException {
        Path again = Files.createDirectory(folder.resolve("again")).resolve("out");
        try (DiskImage in = DiskFormats.open(raw)) {
            write(in, folder.resolve("out"), format);
            write(in, again, format);
        }
        assertThat(Files.mismatch(folder.resolve("out"), again)).isEqualTo(-1);
    }

    @ParameterizedTest
    @MethodSource("formats")
    void zeros_take_no_place(String format) throws IOException {
        Path big = folder.resolve("big.raw");
        new SparseContent(300 << 20, List.of(new SparseContent.Run(200 << 20, 512, 5))).writeTo(big);
        Path small = folder.resolve("small");
        try (DiskImage in = DiskFormats.open(big)) {
            write(in, small, format);
        }
        boolean holes = format.equals("raw") || format.equals("vhd-fixed");
        assertThat(Files.size(small)).isLessThan(holes ? (300L << 20) + 513 : 4 << 20);
    }

    @Test
    void progress_rises_to_the_size_of_the_disk() throws IOException {
        List<Long> seen = new ArrayList<>();
        try (DiskImage in = DiskFormats.open(raw)) {
            DiskWriters.write(in, folder.resolve("out"), "vdi", (done, total) -> {
                assertThat(total).isEqualTo(in.size());
                seen.add(done);
            });
            assertThat(seen).isSorted().last().isEqualTo(in.size());
        }
    }

    @Test
    void a_vhd_states_a_geometry_as_its_specification_works_it_out() {
        assertThat(VhdGeometry.of(40L << 20)).hasToString("963/5/17");
        assertThat(VhdGeometry.of(504L << 20)).hasToString("1024/16/63");
        assertThat(VhdGeometry.of(200L << 30)).hasToString("65535/16/255");
    }
}
