package reliquary.disk.rescue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32;
import reliquary.disk.DiskImage;
import reliquary.disk.format.DiskFormat;
import reliquary.disk.format.ImageFile;

/**
 * Partclone's images of one file system, versions 0001 and 0002 (partclone, "IMAGE_FORMATS.md" and its header partclone.h):
 * a header, a map of the blocks in use, then those blocks with checksums between them.
 */
public final class PartcloneFormat implements DiskFormat {
    private static final byte[] MARK = "partclone-image".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 30;

    // Version 0001; all fields little-endian.
    private static final int V1_BLOCK_SIZE = 36;
    private static final int V1_DEVICE_SIZE = 40;
    private static final int V1_BLOCKS = 48;
    private static final int V1_HEADER = 64 + 4096;
    private static final byte[] V1_MAP_END = "BiTmAgIc".getBytes(StandardCharsets.US_ASCII);
    private static final int CRC = 4;

    // Version 0002.
    private static final int V2_ENDIANNESS = 34;
    private static final int V2_DEVICE_SIZE = 52;
    private static final int V2_BLOCKS = 60;
    private static final int V2_BLOCK_SIZE = 84;
    private static final int V2_CHECKSUM_SIZE = 98;
    private static final int V2_BLOCKS_PER_CHECKSUM = 100;
    private static final int V2_MAP_MODE = 105;
    private static final int V2_HEADER_CRC = 106;
    private static final int V2_HEADER = 110;
    private static final int LITTLE = 0xC0DE;

    private static final int MAP_OF_BITS = 1;
    private static final int MAP_OF_BYTES = 8;
    private static final int MAX_BLOCK = 1 << 24;

    @Override
    public String name() {
        return "partclone";
    }

    @Override
    public boolean matches(ByteBuffer head, ByteBuffer tail, Path file) {
        return head.limit() >= V2_HEADER && head.slice(0, MARK.length).equals(ByteBuffer.wrap(MARK));
    }

    @Override
    public DiskImage open(Path path) throws IOException {
        ImageFile file = ImageFile.open(path);
        try {
            ByteBuffer header = file.readLittle(0, V2_HEADER, "partclone header");
            byte[] version = new byte[4];
            header.get(VERSION, version);
            return switch (new String(version, StandardCharsets.ISO_8859_1)) {
                case "0001" -> version1(file, header);
                case "0002" -> version2(file, header);
                default -> throw file.damaged(VERSION, "partclone image version is neither 0001 nor 0002");
            };
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static DiskImage version1(ImageFile file, ByteBuffer header) throws IOException {
        long blocks = header.getLong(V1_BLOCKS);
        BlockLayout layout = layout(file, header.getInt(V1_BLOCK_SIZE), blocks, header.getLong(V1_DEVICE_SIZE), CRC, 1);
        UsedBlocks used = UsedBlocks.ofBytes(file, V1_HEADER, blocks);
        ByteBuffer end = file.read(V1_HEADER + blocks, V1_MAP_END.length, "end of the block map");
        if (!end.equals(ByteBuffer.wrap(V1_MAP_END))) {
            throw file.damaged(V1_HEADER + blocks, "the block map does not end with BiTmAgIc");
        }
        return new PartcloneImage(file, layout, used, V1_HEADER + blocks + V1_MAP_END.length);
    }

    private static DiskImage version2(ImageFile file, ByteBuffer header) throws IOException {
        if ((header.getShort(V2_ENDIANNESS) & 0xFFFF) != LITTLE) {
            throw file.damaged(V2_ENDIANNESS, "written on a big-endian machine, which is not supported");
        }
        if (crc(header, 0, V2_HEADER_CRC) != header.getInt(V2_HEADER_CRC)) {
            throw file.damaged(V2_HEADER_CRC, "the header's checksum does not match");
        }
        long blocks = header.getLong(V2_BLOCKS);
        int checksum = header.getShort(V2_CHECKSUM_SIZE) & 0xFFFF;
        long per = Integer.toUnsignedLong(header.getInt(V2_BLOCKS_PER_CHECKSUM));
        BlockLayout layout =
                layout(file, header.getInt(V2_BLOCK_SIZE), blocks, header.getLong(V2_DEVICE_SIZE), checksum, per);
        return switch (header.get(V2_MAP_MODE)) {
            case MAP_OF_BITS -> {
                long length = (blocks + 7) / 8;
                UsedBlocks used = UsedBlocks.ofBits(file, V2_HEADER, blocks);
                ByteBuffer stored = file.readLittle(V2_HEADER + length, CRC, "checksum of the block map");
                if (stored.getInt(0) != used.crc()) {
                    throw file.damaged(V2_HEADER + length, "the block map's checksum does not match");
                }
                yield new PartcloneImage(file, layout, used, V2_HEADER + length + CRC);
            }
            case MAP_OF_BYTES -> {
                UsedBlocks used = UsedBlocks.ofBytes(file, V2_HEADER, blocks);
                yield new PartcloneImage(file, layout, used, V2_HEADER + blocks + V1_MAP_END.length);
            }
            case 0 -> new PartcloneImage(file, layout, UsedBlocks.all(file, blocks), V2_HEADER);
            default -> throw file.damaged(V2_MAP_MODE, "block map of unknown mode " + header.get(V2_MAP_MODE));
        };
    }

    private static BlockLayout layout(
            ImageFile file, int blockSize, long blocks, long deviceSize, int checksum, long perChecksum)
            throws IOException {
        if (blockSize < 512 || blockSize > MAX_BLOCK) {
            throw file.refused("blocks of " + Integer.toUnsignedLong(blockSize) + " bytes; 512 to " + MAX_BLOCK
                    + " are supported");
        }
        if (blocks < 1 || blocks > Long.MAX_VALUE / blockSize / 2 || deviceSize < 0) {
            throw file.refused(
                    "impossible size: " + blocks + " blocks of " + blockSize + " bytes on a device of " + deviceSize);
        }
        return new BlockLayout(blockSize, Math.max(deviceSize, blocks * blockSize), checksum, perChecksum);
    }

    /** Partclone's CRC-32 leaves out the last step, the complement (checksum.c). */
    static int crc(ByteBuffer bytes, int from, int to) {
        CRC32 crc = new CRC32();
        crc.update(bytes.slice(from, to - from).order(ByteOrder.LITTLE_ENDIAN));
        return ~(int) crc.getValue();
    }

    /**
     * Where blocks stand.
     *
     * @param blockSize in bytes
     * @param deviceSize in bytes
     * @param checksumSize bytes of a checksum between the blocks
     * @param perChecksum blocks before each checksum; 0 for none
     */
    record BlockLayout(int blockSize, long deviceSize, int checksumSize, long perChecksum) {
        /** Offset of a stored block from the first, counting the checksums before it. */
        long offset(long stored) {
            long checksums = perChecksum == 0 ? 0 : stored / perChecksum;
            return stored * blockSize + checksums * checksumSize;
        }
    }
}
