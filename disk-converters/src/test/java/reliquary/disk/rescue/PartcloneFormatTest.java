package reliquary.disk.rescue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;
import reliquary.disk.Oracle;
import reliquary.disk.format.DiskFormats;

class PartcloneFormatTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "mke2fs, -q -F -t ext2, partclone.ext2, 24",
        "mkfs.fat, -v, partclone.vfat, 24",
        "mkntfs, -F -Q -q, partclone.ntfs, 24",
    })
    void every_block_that_partclone_saved_is_the_file_systems(
            String mkfs, String options, String partclone, int megabytes) throws IOException {
        Path fs = folder.resolve("fs");
        try (RandomAccessFile file = new RandomAccessFile(fs.toFile(), "rw")) {
            file.setLength((long) megabytes << 20);
        }
        Path saved = folder.resolve("fs.pc");
        Oracle.run(
                mkfs,
                Stream.concat(Stream.of(options.split(" ")), Stream.of(fs)).toArray());
        Oracle.run(partclone, "-c", "-s", fs, "-o", saved, "-q", "-f", "1", "-L", folder.resolve("log"));
        assertThat(DiskFormats.recognise(saved).name()).isEqualTo("partclone");
        try (DiskImage image = DiskFormats.open(saved)) {
            assertThat(image.size()).isEqualTo(Files.size(fs));
            assertExtentsAreTrue(image);
            assertStoredBlocksAreThoseOf(Files.readAllBytes(fs), image);
        }
    }

    @Property(tries = 60)
    void blocks_in_use_are_found_behind_their_checksums(
            @ForAll @IntRange(min = 1, max = 2) int version,
            @ForAll @IntRange(min = 1, max = 400) int blocks,
            @ForAll @IntRange(max = 7) int perChecksum,
            @ForAll long seed)
            throws IOException {
        Path file = Files.createTempFile("partclone", ".pc");
        try {
            byte[] content = content(blocks, seed);
            Files.write(file, version == 1 ? version1(content) : version2(content, perChecksum));
            try (DiskImage image = DiskFormats.open(file)) {
                ByteBuffer all = ByteBuffer.allocate(content.length);
                image.read(0, all);
                assertThat(all.array()).isEqualTo(content);
                assertExtentsAreTrue(image);
            }
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void a_damaged_header_or_map_is_refused() throws IOException {
        byte[] bytes = version2(content(100, 1), 4);
        bytes[60] ^= 1;
        Path file = Files.write(folder.resolve("a.pc"), bytes);
        assertThatThrownBy(() -> DiskFormats.open(file))
                .isInstanceOf(DiskFormatException.class)
                .hasMessageContaining("the header's checksum does not match");
        bytes[60] ^= 1;
        bytes[111] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> DiskFormats.open(file))
                .isInstanceOf(DiskFormatException.class)
                .hasMessageContaining("the block map's checksum does not match");
    }

    @Test
    @Timeout(20)
    void mutated_images_are_read_or_refused_in_one_line() throws IOException {
        byte[][] originals = {version1(content(60, 1)), version2(content(60, 1), 4)};
        Path file = folder.resolve("m.pc");
        for (int seed = 0; seed < 1000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = originals[seed % 2].clone();
            for (int i = random.nextInt(6); i >= 0; i--) {
                bytes[30 + random.nextInt(90)] = (byte) (random.nextBoolean() ? random.nextInt() : -1);
            }
            if (seed % 2 == 1) {
                ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
                header.putInt(106, PartcloneFormat.crc(header, 0, 106));
            }
            Files.write(file, bytes);
            try (DiskImage image = new PartcloneFormat().open(file)) {
                image.read(0, ByteBuffer.allocate((int) Math.min(image.size(), 65_536)));
                image.read(image.size() - 1, ByteBuffer.allocate(1));
            } catch (IOException e) {
                assertThat(e.getMessage()).startsWith(file.toString()).doesNotContain("\n");
            }
        }
    }

    private static void assertExtentsAreTrue(DiskImage image) throws IOException {
        for (long at = 0; at < image.size(); ) {
            DiskImage.Extent extent = image.extentAt(at);
            assertThat(extent.offset()).isEqualTo(at);
            assertThat(extent.length()).isPositive();
            if (extent.zero()) {
                ByteBuffer bytes = ByteBuffer.allocate((int) extent.length());
                image.read(at, bytes);
                assertThat(bytes.array()).containsOnly(0);
            }
            at += extent.length();
        }
    }

    private static void assertStoredBlocksAreThoseOf(byte[] fs, DiskImage image) throws IOException {
        long stored = 0;
        for (long at = 0; at < image.size(); ) {
            DiskImage.Extent extent = image.extentAt(at);
            if (!extent.zero()) {
                ByteBuffer bytes = ByteBuffer.allocate((int) extent.length());
                image.read(at, bytes);
                assertThat(bytes.array()).isEqualTo(Arrays.copyOfRange(fs, (int) at, (int) (at + extent.length())));
                stored += extent.length();
            }
            at += extent.length();
        }
        assertThat(stored).isBetween(1L, image.size() - 1);
    }

    /** Blocks of 512 bytes, every second to fourth of them zero, which stands for not in use. */
    private static byte[] content(int blocks, long seed) {
        Random random = new Random(seed);
        byte[] content = new byte[blocks * 512];
        random.nextBytes(content);
        for (int block = 0; block < blocks; block += 1 + random.nextInt(3)) {
            Arrays.fill(content, block * 512, block * 512 + 512, (byte) 0);
        }
        return content;
    }

    private static boolean isUsed(byte[] content, int block) {
        for (int i = 0; i < 512; i++) {
            if (content[block * 512 + i] != 0) {
                return true;
            }
        }
        return false;
    }

    private static byte[] version1(byte[] content) {
        int blocks = content.length / 512;
        ByteBuffer header = ByteBuffer.allocate(4160).order(ByteOrder.LITTLE_ENDIAN);
        header.put("partclone-imageEXTFS".getBytes(StandardCharsets.US_ASCII));
        header.put(30, "0001".getBytes(StandardCharsets.US_ASCII));
        header.putInt(36, 512).putLong(40, content.length).putLong(48, blocks);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(header.array());
        for (int block = 0; block < blocks; block++) {
            out.write(isUsed(content, block) ? 1 : 0);
        }
        out.writeBytes("BiTmAgIc".getBytes(StandardCharsets.US_ASCII));
        writeBlocks(out, content, 1);
        return out.toByteArray();
    }

    static byte[] version2(byte[] content, int perChecksum) {
        int blocks = content.length / 512;
        ByteBuffer header = ByteBuffer.allocate(110).order(ByteOrder.LITTLE_ENDIAN);
        header.put("partclone-image\0000.3.23".getBytes(StandardCharsets.US_ASCII));
        header.put(30, "0002".getBytes(StandardCharsets.US_ASCII)).putShort(34, (short) 0xC0DE);
        header.putLong(52, content.length).putLong(60, blocks).putInt(84, 512);
        header.putInt(88, 18).putShort(92, (short) 2).putShort(94, (short) 64).putShort(96, (short) 32);
        header.putShort(98, (short) 4)
                .putInt(100, perChecksum)
                .put(104, (byte) 1)
                .put(105, (byte) 1);
        header.putInt(106, PartcloneFormat.crc(header, 0, 106));
        ByteBuffer map = ByteBuffer.allocate((blocks + 7) / 8 + 4).order(ByteOrder.LITTLE_ENDIAN);
        for (int block = 0; block < blocks; block++) {
            if (isUsed(content, block)) {
                map.put(block / 8, (byte) (map.get(block / 8) | 1 << block % 8));
            }
        }
        map.putInt(map.limit() - 4, PartcloneFormat.crc(map, 0, map.limit() - 4));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(header.array());
        out.writeBytes(map.array());
        writeBlocks(out, content, perChecksum);
        return out.toByteArray();
    }

    private static void writeBlocks(ByteArrayOutputStream out, byte[] content, int perChecksum) {
        int written = 0;
        for (int block = 0; block < content.length / 512; block++) {
            if (isUsed(content, block)) {
                out.write(content, block * 512, 512);
                if (perChecksum > 0 && ++written % perChecksum == 0) {
                    out.writeBytes(new byte[] {'C', 'R', 'C', '!'});
                }
            }
        }
        out.writeBytes(new byte[] {'C', 'R', 'C', '!'});
    }
}
