package reliquary.disk.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;
import reliquary.disk.Oracle;

/** Every variant of a format that qemu-img can make reads as the disk it was made from. */
class QemuVariantsTest {
    @TempDir
    Path folder;

    Path raw;

    @BeforeEach
    void make_a_disk() throws IOException {
        Oracle.need("qemu-img");
        raw = SparseContent.example().writeTo(folder.resolve("disk.raw"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "qcow2 | compat=0.10",
                "qcow2 | compat=1.1,cluster_size=512",
                "qcow2 | cluster_size=2M",
                "qcow2 | extended_l2=on,cluster_size=128k",
                "qcow2 | refcount_bits=1",
                "qcow2 | preallocation=full",
                "qcow2 | data_file=data.raw,data_file_raw=on",
                "qcow2 -c | compat=0.10",
                "qcow2 -c | compression_type=zstd",
                "qcow  | ",
                "vmdk  | subformat=monolithicSparse",
                "vmdk  | subformat=monolithicFlat",
                "vmdk  | subformat=twoGbMaxExtentSparse",
                "vmdk  | subformat=twoGbMaxExtentFlat",
                "vmdk  | subformat=streamOptimized",
                "vmdk  | subformat=monolithicSparse,zeroed_grain=on",
                "vdi   | ",
                "vdi   | static=on",
                "vpc   | subformat=dynamic,force_size=on",
                "vpc   | subformat=fixed,force_size=on",
                "vhdx  | subformat=dynamic",
                "vhdx  | subformat=fixed,block_size=1M",
                "parallels | ",
            })
    void a_variant_reads_as_its_source(String format, String options) throws IOException {
        Path image = folder.resolve("image");
        boolean compressed = format.endsWith(" -c");
        String name = format.replace(" -c", "");
        String shown = options == null
                ? ""
                : options.replace("data.raw", folder.resolve("data.raw").toString());
        Oracle.run(
                "qemu-img",
                "convert",
                compressed ? "-c" : "-q",
                "-f",
                "raw",
                "-O",
                name,
                "-o",
                shown.isEmpty() ? "size=" + Files.size(raw) : shown,
                raw,
                image);
        try (DiskImage in = RawImage.open(raw);
                DiskImage found = DiskFormats.open(image)) {
            assertThat(DiskFormats.recognise(image).name()).isEqualTo(name.equals("vpc") ? "vhd" : name);
            SameContent.assertSame(found, in);
        }
    }

    /** QEMU 7.2 ends this conversion with status 1 without a word, after all clusters are written. */
    @Test
    void compressed_clusters_of_version_1_are_read() throws IOException {
        SparseContent text = new SparseContent(4 << 20, List.of(new SparseContent.Run(100_000, 2_000_000, 0)));
        Path plain = text.writeTo(folder.resolve("text.raw"));
        Path image = folder.resolve("text.qcow");
        Oracle.ask("qemu-img", "convert", "-c", "-f", "raw", "-O", "qcow", plain, image);
        assertThat(Files.size(image)).isLessThan(500_000);
        try (DiskImage in = RawImage.open(plain);
                DiskImage found = DiskFormats.open(image)) {
            SameContent.assertSame(found, in);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"qcow2", "qcow", "vmdk"})
    void an_image_reads_through_to_its_backing_file(String format) throws IOException {
        Path base = folder.resolve("base.img");
        Path top = folder.resolve("top.img");
        String baseFormat = format.equals("vmdk") ? "vmdk" : "qcow2";
        Oracle.run("qemu-img", "convert", "-f", "raw", "-O", baseFormat, raw, base);
        Oracle.run("qemu-img", "create", "-f", format, "-b", "base.img", "-F", baseFormat, top);
        Oracle.run("qemu-io", "-f", format, "-c", "write -P 0x77 1000448 100000", top);
        Oracle.run("qemu-io", "-f", "raw", "-c", "write -P 0x77 1000448 100000", raw);
        try (DiskImage in = RawImage.open(raw);
                DiskImage found = DiskFormats.open(top)) {
            SameContent.assertSame(found, in);
        }
    }

    @Test
    void the_active_layer_counts_and_not_a_snapshot() throws IOException {
        Path image = folder.resolve("snapshots.qcow2");
        Oracle.run("qemu-img", "convert", "-f", "raw", "-O", "qcow2", raw, image);
        Oracle.run("qemu-img", "snapshot", "-c", "before", image);
        Oracle.run("qemu-io", "-f", "qcow2", "-c", "write -P 0x11 65536 65536", image);
        Oracle.run("qemu-io", "-f", "raw", "-c", "write -P 0x11 65536 65536", raw);
        try (DiskImage in = RawImage.open(raw);
                DiskImage found = DiskFormats.open(image)) {
            SameContent.assertSame(found, in);
        }
    }

    @Test
    void images_that_stand_on_each_other_are_refused() {
        Path one = folder.resolve("one.qcow2");
        Path two = folder.resolve("two.qcow2");
        Oracle.run("qemu-img", "create", "-f", "qcow2", one, "1M");
        Oracle.run("qemu-img", "create", "-f", "qcow2", "-b", one, "-F", "qcow2", two);
        Oracle.run("qemu-img", "rebase", "-u", "-f", "qcow2", "-b", two, "-F", "qcow2", one);
        assertThatThrownBy(() -> DiskFormats.open(one))
                .isInstanceOf(DiskFormatException.class)
                .hasMessageContaining("stands on this file again");
    }

    @Test
    void a_missing_backing_file_is_named() throws IOException {
        Path base = folder.resolve("base.qcow2");
        Path top = folder.resolve("top.qcow2");
        Oracle.run("qemu-img", "create", "-f", "qcow2", base, "1M");
        Oracle.run("qemu-img", "create", "-f", "qcow2", "-b", "base.qcow2", "-F", "qcow2", top);
        Files.delete(base);
        assertThatThrownBy(() -> DiskFormats.open(top))
                .isInstanceOf(DiskFormatException.class)
                .hasMessageContaining("\"base.qcow2\" is missing");
    }

    @Test
    void an_encrypted_image_is_refused() throws IOException {
        Path image = folder.resolve("secret.qcow2");
        Oracle.run("qemu-img", "create", "-f", "qcow2", image, "1M");
        ByteBuffer header = ByteBuffer.wrap(Files.readAllBytes(image));
        Files.write(image, header.putInt(32, 2).array()); // method 2: LUKS
        assertThatThrownBy(() -> DiskFormats.open(image))
                .isInstanceOf(DiskFormatException.class)
                .hasMessageContaining("encrypted");
    }
}
