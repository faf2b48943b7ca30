package reliquary.disk.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import reliquary.disk.DiskImage;
import reliquary.disk.Oracle;
import reliquary.disk.Samples;

class DiskWritersLawsTest {
    private static final Map<String, String> QEMU_NAMES =
            Map.of("raw", "raw", "qcow2", "qcow2", "vmdk", "vmdk", "vdi", "vdi", "vhd", "vpc", "vhd-fixed", "vpc");

    private Path folder = Path.of("");

    @BeforeTry
    void make_a_folder() throws IOException {
        folder = Files.createTempDirectory("writers");
    }

    @AfterTry
    void remove_the_folder() throws IOException {
        try (var files = Files.list(folder)) {
            for (Path p : files.toList()) {
                Files.delete(p);
            }
        }
        Files.delete(folder);
    }

    @Provide
    Arbitrary<SparseContent> contents() {
        Arbitrary<Integer> sizes = Arbitraries.integers().between(1, 14_000).map(sectors -> sectors * 512);
        return sizes.flatMap(size -> Combinators.combine(
                        Arbitraries.integers().between(0, size - 1),
                        Arbitraries.integers().between(1, 400_000),
                        Arbitraries.integers().between(0, 9))
                .as(SparseContent.Run::new)
                .list()
                .ofMaxSize(5)
                .map(runs -> new SparseContent(size, runs)));
    }

    @Property(tries = 60)
    void what_is_written_reads_back_the_same(
            @ForAll("contents") SparseContent content, @ForAll("formats") String format) throws IOException {
        Path raw = content.writeTo(folder.resolve("in.raw"));
        Path out = folder.resolve("out");
        try (DiskImage in = RawImage.open(raw)) {
            DiskWriters.Result result = DiskWriters.write(in, out, format, DiskWriters.Progress.NONE);
            assertThat(result.sha256()).isEqualTo(Samples.sha256(raw));
            try (DiskImage back = DiskFormats.open(out)) {
                SameContent.assertSame(back, in);
            }
        }
    }

    @Provide
    Arbitrary<String> formats() {
        return Arbitraries.of(DiskWritersTest.formats());
    }

    @Property(tries = 24)
    void qemu_accepts_what_is_written_and_what_it_makes_of_that_reads_back_the_same(
            @ForAll("contents") SparseContent content,
            @ForAll("formats") String format,
            @ForAll("qemuFormats") String middle)
            throws IOException {
        Oracle.need("qemu-img");
        Path raw = content.writeTo(folder.resolve("in.raw"));
        Path out = folder.resolve("out");
        Path again = folder.resolve("again");
        try (DiskImage in = RawImage.open(raw)) {
            DiskWriters.write(in, out, format, DiskWriters.Progress.NONE);
            String name = QEMU_NAMES.get(format);
            if (!name.equals("raw") && !name.equals("vpc")) { // for these QEMU has no check
                Oracle.run("qemu-img", "check", "-f", name, out);
            }
            Oracle.run("qemu-img", "compare", "-f", "raw", "-F", name, raw, out);
            Oracle.run("qemu-img", "convert", "-f", name, "-O", middle, out, again);
            try (DiskImage back = DiskFormats.open(again)) {
                SameContent.assertSame(back, in);
            }
        }
    }

    @Provide
    Arbitrary<String> qemuFormats() {
        return Arbitraries.of("qcow2", "qcow", "vmdk", "vdi", "vhdx");
    }
}
