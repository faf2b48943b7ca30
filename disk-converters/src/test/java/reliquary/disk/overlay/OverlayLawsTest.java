package reliquary.disk.overlay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import reliquary.disk.Oracle;
import reliquary.disk.format.DiskFormats;

class OverlayLawsTest {
    private static final int SIZE = 400_384;

    private Path folder = Path.of("");
    private Path original = Path.of("");
    private final byte[] base = new byte[SIZE];

    /** A write of equal bytes, followed by a flush or not. */
    record Step(int offset, int length, int value, boolean flush) {}

    @BeforeProperty
    void make_an_original() throws IOException {
        folder = Files.createTempDirectory("overlay");
        new Random(5).nextBytes(base);
        original = Files.write(folder.resolve("disk.img"), base);
    }

    @AfterProperty
    void clean_up() throws IOException {
        try (var files = Files.list(folder)) {
            for (Path p : files.toList()) {
                Files.delete(p);
            }
        }
        Files.delete(folder);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, SIZE / 512 - 1),
                        Arbitraries.integers().between(1, 200),
                        Arbitraries.integers().between(0, 255),
                        Arbitraries.of(false, false, true))
                .as((sector, count, value, flush) ->
                        new Step(sector * 512, Math.min(count * 512, SIZE - sector * 512), value, flush))
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    private static ByteBuffer bytes(Step step) {
        byte[] data = new byte[step.length];
        Arrays.fill(data, (byte) step.value);
        return ByteBuffer.wrap(data);
    }

    @Property(tries = 100)
    void an_overlay_reads_back_what_a_plain_array_would(@ForAll("steps") List<Step> steps) throws IOException {
        byte[] model = base.clone();
        Path file = folder.resolve("model.qcow2");
        Overlay overlay = Overlay.create(file, original, DiskFormats.open(original));
        try {
            for (Step step : steps) {
                overlay.write(step.offset, bytes(step));
                Arrays.fill(model, step.offset, step.offset + step.length, (byte) step.value);
                if (step.flush) {
                    overlay.close();
                    overlay = Overlay.open(file);
                }
                assertThat(OverlayTest.bytes(overlay, 0, SIZE)).isEqualTo(model);
            }
        } finally {
            overlay.close();
            Files.delete(file);
        }
    }

    @Property(tries = 150)
    void a_power_cut_never_harms_what_was_flushed(@ForAll("steps") List<Step> steps, @ForAll long seed)
            throws IOException {
        byte[] flushed = base.clone();
        byte[] model = base.clone();
        BitSet unflushedSectors = new BitSet();
        Path file = folder.resolve("cut.qcow2");
        Path after = folder.resolve("after.qcow2");
        Overlay.create(file, original, DiskFormats.open(original)).close();
        PowerCutChannel channel = new PowerCutChannel(file);
        try (Overlay overlay = OverlayFiles.open(file, channel)) {
            for (Step step : steps) {
                overlay.write(step.offset, bytes(step));
                Arrays.fill(model, step.offset, step.offset + step.length, (byte) step.value);
                unflushedSectors.set(step.offset / 512, (step.offset + step.length) / 512);
                if (step.flush) {
                    Files.write(after, channel.afterPowerCut(new Random(seed)));
                    assertFlushedIsThere(after, flushed, unflushedSectors, seed);
                    overlay.flush();
                    System.arraycopy(model, 0, flushed, 0, SIZE);
                    unflushedSectors.clear();
                }
            }
            Files.write(after, channel.afterPowerCut(new Random(seed)));
            assertFlushedIsThere(after, flushed, unflushedSectors, seed);
        } finally {
            Files.delete(file);
        }
    }

    @Property(tries = 60)
    void a_power_cut_in_the_middle_of_a_flush_never_harms_what_was_flushed(
            @ForAll("steps") List<Step> steps, @ForAll long seed) throws IOException {
        byte[] flushed = base.clone();
        BitSet unflushed = new BitSet();
        Path file = folder.resolve("mid.qcow2");
        Path after = folder.resolve("after.qcow2");
        Overlay.create(file, original, DiskFormats.open(original)).close();
        List<byte[]> cuts = new ArrayList<>();
        PowerCutChannel channel = new PowerCutChannel(file) {
            @Override
            public void force(boolean metaData) throws IOException {
                cuts.add(afterPowerCut(new Random(seed)));
                super.force(metaData);
                cuts.add(afterPowerCut(new Random(seed)));
            }
        };
        try (Overlay overlay = OverlayFiles.open(file, channel)) {
            for (Step step : steps) {
                overlay.write(step.offset, bytes(step));
                Arrays.fill(flushed, step.offset, step.offset + step.length, (byte) step.value);
            }
            overlay.flush();
            Step again = steps.get(0);
            overlay.write(again.offset / 2, bytes(again));
            unflushed.set(again.offset / 2 / 512, (again.offset / 2 + again.length + 511) / 512);
            cuts.clear();
            overlay.flush();
        } finally {
            Files.delete(file);
        }
        for (byte[] cut : cuts) {
            Files.write(after, cut);
            assertFlushedIsThere(after, flushed, unflushed, seed);
        }
    }

    private static void assertFlushedIsThere(Path after, byte[] flushed, BitSet unflushedSectors, long seed)
            throws IOException {
        try (Overlay reopened = Overlay.open(after)) {
            byte[] found = OverlayTest.bytes(reopened, 0, SIZE);
            for (int sector = 0; sector < SIZE / 512; sector++) {
                if (!unflushedSectors.get(sector)) {
                    int at = sector * 512;
                    assertThat(Arrays.equals(found, at, at + 512, flushed, at, at + 512))
                            .as("sector %d", sector)
                            .isTrue();
                }
            }
        }
        if (Oracle.installed("qemu-img") && seed % 8 == 0) { // one in eight: the program takes longer than the test
            int status = Oracle.ask("qemu-img", "check", after).status();
            assertThat(status).as("0: healthy, 3: only leaked clusters").isIn(0, 3);
        }
    }
}
