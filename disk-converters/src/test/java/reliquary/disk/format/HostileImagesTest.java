package reliquary.disk.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Random;
import java.util.zip.CRC32C;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reliquary.disk.DiskImage;
import reliquary.disk.Oracle;
import reliquary.disk.Samples;

/** Damaged images of every format: read or refused with one line, never slow, never with much memory. */
class HostileImagesTest {
    private static final int MUTATIONS = 300;
    private static final long MEMORY = 256L * 1024 * 1024;
    private static final long[] NASTY = {
        0, 1, -1, 0x7FFF_FFFFL, 0x8000_0000L, 0xFFFF_FFFFL, Long.MAX_VALUE, 1L << 40, 512
    };

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"qcow2", "vmdk", "vdi", "vhd", "vhd-fixed"})
    void a_damaged_image_of_a_written_format_is_read_or_refused(String format) throws IOException {
        Path raw = SparseContent.example().writeTo(folder.resolve("disk.raw"));
        Path image = folder.resolve("image");
        try (DiskImage in = RawImage.open(raw)) {
            DiskWriters.write(in, image, format, DiskWriters.Progress.NONE);
        }
        damageAgainAndAgain(image, format.hashCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dfvfs/ext2.E01",
                "dfvfs/hfsplus_zlib.dmg",
                "dfvfs/image.vhd",
                "qemu/simple-dmg.dmg",
                "qemu/empty.bochs",
                "qemu/parallels-v1",
                "qemu/simple-pattern.cloop",
                "qemu/virtualpc-dynamic.vhd",
                "qemu/afl9.vmdk",
                "go-vmdk-parser/vmdk-monolith.img"
            })
    void a_damaged_sample_is_read_or_refused(String name) throws IOException {
        damageAgainAndAgain(Files.copy(Samples.format(name), folder.resolve("image")), name.hashCode());
    }

    /** Whatever is damaged in the log, its checksums are right, so that the damage is seen by more than those. */
    @Test
    void a_damaged_log_of_a_vhdx_is_read_or_refused() throws IOException {
        Path image = folder.resolve("image");
        try (InputStream in =
                new GZIPInputStream(Files.newInputStream(Samples.format("DiscUtils/vhdx-log-replay.vhdx.gz")))) {
            Files.copy(in, image);
        }
        DiskFormat format = DiskFormats.recognise(image);
        ByteBuffer healthy = ByteBuffer.wrap(Files.readAllBytes(image)).order(ByteOrder.LITTLE_ENDIAN);
        int entry = healthy.getInt(64 * 1024 + 72); // where the log begins, in the first header
        assertThat(healthy.getInt(entry)).isEqualTo(0x65676F6C); // "loge"
        Random random = new Random(3);
        try (FileChannel channel = FileChannel.open(image, StandardOpenOption.WRITE)) {
            for (int i = 0; i < MUTATIONS; i++) {
                ByteBuffer log = ByteBuffer.wrap(healthy.array(), entry, healthy.getInt(entry + 8))
                        .slice()
                        .order(ByteOrder.LITTLE_ENDIAN);
                byte[] bytes = new byte[log.limit()];
                log.get(bytes);
                ByteBuffer damaged = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
                damaged.putInt(12 + random.nextInt(30) * 4, (int) NASTY[random.nextInt(NASTY.length)]);
                CRC32C crc = new CRC32C();
                damaged.putInt(4, 0);
                crc.update(bytes);
                damaged.putInt(4, (int) crc.getValue());
                channel.write(damaged, entry);
                readSome(format, image, i, "log mutation " + i);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "qcow2 -c compat=1.1",
                "qcow2 -c compression_type=zstd",
                "qcow2 -q extended_l2=on",
                "qcow -q size=9437696",
                "vmdk -q subformat=streamOptimized",
                "vhdx -q block_size=1M"
            })
    void a_damaged_image_of_qemu_is_read_or_refused(String variant) throws IOException {
        String[] words = variant.split(" ");
        Path raw = SparseContent.example().writeTo(folder.resolve("disk.raw"));
        Path image = folder.resolve("image");
        Oracle.run("qemu-img", "convert", words[1], "-f", "raw", "-O", words[0], "-o", words[2], raw, image);
        damageAgainAndAgain(image, variant.hashCode());
    }

    private void damageAgainAndAgain(Path image, long seed) throws IOException {
        Random random = new Random(seed);
        DiskFormat format = DiskFormats.recognise(image);
        byte[] healthy = Files.readAllBytes(image);
        try (FileChannel channel = FileChannel.open(image, StandardOpenOption.WRITE)) {
            for (int i = 0; i < MUTATIONS; i++) {
                int[] places = damage(channel, healthy, random);
                String what = "mutation " + i + " at " + java.util.Arrays.toString(places);
                Assertions.assertTimeout(Duration.ofSeconds(4), () -> readSome(format, image, random.nextLong(), what));
                for (int place : places) {
                    channel.write(ByteBuffer.wrap(healthy, place, Math.min(8, healthy.length - place)), place);
                }
                if (i % 20 == 19) {
                    channel.truncate(random.nextInt(healthy.length));
                    readSome(format, image, i, "cut off to " + channel.size());
                    channel.write(ByteBuffer.wrap(healthy), 0);
                }
            }
        }
    }

    /** Changes one to three places, mostly in the first and last kilobytes, where the numbers are. */
    private static int[] damage(FileChannel channel, byte[] healthy, Random random) throws IOException {
        int[] places = new int[1 + random.nextInt(3)];
        for (int i = 0; i < places.length; i++) {
            int reach = Math.min(healthy.length, random.nextBoolean() ? 700 : 300_000);
            int place = random.nextInt(reach);
            places[i] = random.nextInt(4) == 0 ? healthy.length - 1 - place : place;
            ByteBuffer value = ByteBuffer.allocate(8).putLong(0, random.nextLong());
            if (random.nextBoolean()) {
                long nasty = NASTY[random.nextInt(NASTY.length)];
                value.putLong(0, random.nextBoolean() ? nasty : Long.reverseBytes(nasty));
            }
            int length = Math.min(healthy.length - places[i], 1 << random.nextInt(4));
            channel.write(value.limit(length), places[i]);
        }
        return places;
    }

    private static void readSome(DiskFormat format, Path image, long seed, String what) {
        ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = memory.getCurrentThreadAllocatedBytes();
        try (DiskImage disk = format.open(image)) {
            Random random = new Random(seed);
            ByteBuffer buffer = ByteBuffer.allocate(70_000);
            for (int i = 0; i < 8; i++) {
                int length = (int) Math.min(buffer.capacity(), disk.size());
                long at = i == 0 ? 0 : (random.nextLong() >>> 1) % (disk.size() - length + 1);
                disk.extentAt(at);
                disk.read(i == 1 ? disk.size() - length : at, buffer.clear().limit(length));
            }
        } catch (IOException e) {
            assertThat(e.getMessage()).as(what).isNotBlank().hasLineCount(1);
        } catch (RuntimeException | OutOfMemoryError e) {
            fail(what, e);
        }
        assertThat(memory.getCurrentThreadAllocatedBytes() - before).as(what).isLessThan(MEMORY);
    }
}
