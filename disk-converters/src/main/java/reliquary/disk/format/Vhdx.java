package reliquary.disk.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * The structures of a VHDX ahead of its data ([MS-VHDX] 2.2 to 2.6; little-endian): headers at 64 and 128 KiB, region
 * tables at 192 and 256 KiB, metadata.
 *
 * @param file the file with its log replayed over it
 * @param blockTable byte offset of the block allocation table
 * @param blockTableLength in bytes
 * @param blockSize bytes in a payload block
 * @param size of the disk in bytes
 * @param dataWriteId changes whenever the disk's content may have
 * @param parent key and value pairs that tell where the parent is; empty if there is none
 */
record Vhdx(
        ImageFile file,
        long blockTable,
        long blockTableLength,
        long blockSize,
        int sectorSize,
        long size,
        UUID dataWriteId,
        Optional<Map<String, String>> parent) {
    static final long MAGIC = 0x656C696678646876L; // "vhdxfile"
    private static final long KB = 1024;
    private static final long MB = 1024 * KB;
    private static final int HEADER = 0x64616568; // "head"
    private static final int REGIONS = 0x69676572; // "regi"
    private static final long METADATA = 0x617461646174656DL; // "metadata"
    private static final UUID REGION_BLOCK_TABLE = UUID.fromString("2DC27766-F623-4200-9D64-115E9BFD4A08");
    private static final UUID REGION_METADATA = UUID.fromString("8B7CA206-4790-4B9A-B8FE-575F050F886E");
    private static final UUID ITEM_FILE = UUID.fromString("CAA16737-FA36-4D43-B3B6-33F0AA44E76B");
    private static final UUID ITEM_SIZE = UUID.fromString("2FA54224-CD1B-4876-B211-5DBED83BF4B8");
    private static final UUID ITEM_SECTOR = UUID.fromString("8141BF1D-A96F-4709-BA47-F233A8FAAB5F");
    private static final UUID ITEM_PARENT = UUID.fromString("A8D35F2D-B30B-454D-ABF7-D3D84834AB0C");

    private record Range(long offset, long length) {}

    static Vhdx read(ImageFile stored) throws IOException {
        ByteBuffer header = currentHeader(stored);
        ImageFile file = stored;
        UUID log = guid(header, 48);
        if (!log.equals(new UUID(0, 0))) {
            long length = Integer.toUnsignedLong(header.getInt(68));
            file = stored.patched(new VhdxLog(stored, header.getLong(72), length, log).replay());
        }
        Map<UUID, Range> regions = regions(file);
        Range table = required(file, regions, REGION_BLOCK_TABLE, "block table region");
        Range metadata = required(file, regions, REGION_METADATA, "metadata region");
        Map<UUID, Range> items = items(file, metadata);
        ByteBuffer parameters = item(file, items, ITEM_FILE, 8, "file parameters");
        long size = item(file, items, ITEM_SIZE, 8, "disk size").getLong(0);
        int sectorSize = item(file, items, ITEM_SECTOR, 4, "sector size").getInt(0);
        boolean hasParent = (parameters.getInt(4) & 2) != 0;
        Optional<Map<String, String>> parent = hasParent
                ? Optional.of(parentLocator(file, required(file, items, ITEM_PARENT, "parent locator")))
                : Optional.empty();
        return new Vhdx(
                        file,
                        table.offset,
                        table.length,
                        Integer.toUnsignedLong(parameters.getInt(0)),
                        sectorSize,
                        size,
                        guid(header, 32),
                        parent)
                .checked();
    }

    private Vhdx checked() throws IOException {
        if (sectorSize != 512 && sectorSize != 4096) {
            throw file.refused("VHDX sector size " + Integer.toUnsignedString(sectorSize) + " is neither 512 nor 4096");
        }
        if (blockSize < MB || blockSize > 256 * MB || Long.bitCount(blockSize) != 1) {
            throw file.refused("VHDX block size " + blockSize + " is no power of two from 1 to 256 MiB");
        }
        if (size < 0 || size > 64L * MB * MB) {
            throw file.refused("VHDX disk size " + Long.toUnsignedString(size) + " is more than 64 TiB");
        }
        long blocks = (size + blockSize - 1) / blockSize;
        if (blocks > 0 && tableIndex(blocks - 1) >= blockTableLength / 8) {
            throw file.damaged(blockTable, "the VHDX block table is too short for the disk");
        }
        return this;
    }

    /** Payload blocks between two sector bitmap entries of the table. */
    long chunkRatio() {
        return (1L << 23) * sectorSize / blockSize;
    }

    /** Where in the table a payload block's entry is. */
    long tableIndex(long block) {
        return block + block / chunkRatio();
    }

    /** Where in the table the entry of the sector bitmap is that covers a payload block. */
    long bitmapIndex(long block) {
        return (block / chunkRatio() + 1) * (chunkRatio() + 1) - 1;
    }

    private static ByteBuffer currentHeader(ImageFile file) throws IOException {
        ByteBuffer best = ByteBuffer.allocate(0);
        for (long at = 64 * KB; at <= 128 * KB; at += 64 * KB) {
            ByteBuffer b = file.readLittle(at, 4 * KB, "the VHDX header");
            boolean healthy = b.getInt(0) == HEADER && checksumHolds(b);
            if (healthy && (best.limit() == 0 || Long.compareUnsigned(b.getLong(8), best.getLong(8)) > 0)) {
                best = b;
            }
        }
        if (best.limit() == 0) {
            throw file.damaged(64 * KB, "neither of the two VHDX headers is healthy");
        }
        if (best.getShort(66) != 1) {
            throw file.damaged(64 * KB + 66, "VHDX version " + best.getShort(66) + " is not known; 1 is");
        }
        return best;
    }

    /** CRC-32C of the whole structure with the four bytes at 4 taken as zeros. */
    private static boolean checksumHolds(ByteBuffer b) {
        CRC32C crc = new CRC32C();
        crc.update(b.array(), 0, 4);
        crc.update(new byte[4]);
        crc.update(b.array(), 8, b.limit() - 8);
        return (int) crc.getValue() == b.getInt(4);
    }

    private static Map<UUID, Range> regions(ImageFile file) throws IOException {
        for (long at = 192 * KB; at <= 256 * KB; at += 64 * KB) {
            ByteBuffer b = file.readLittle(at, 64 * KB, "the VHDX region table");
            int count = b.getInt(8);
            if (b.getInt(0) != REGIONS || !checksumHolds(b) || count < 0 || count > 2047) {
                continue;
            }
            Map<UUID, Range> regions = new HashMap<>();
            for (int i = 0; i < count; i++) {
                int e = 16 + 32 * i;
                UUID id = guid(b, e);
                boolean known = id.equals(REGION_BLOCK_TABLE) || id.equals(REGION_METADATA);
                if (!known && (b.getInt(e + 28) & 1) != 0) {
                    throw file.damaged(at + e, "VHDX region " + id + " is required but not known");
                }
                regions.put(id, new Range(b.getLong(e + 16), Integer.toUnsignedLong(b.getInt(e + 24))));
            }
            return regions;
        }
        throw file.damaged(192 * KB, "neither of the two VHDX region tables is healthy");
    }

    private static Map<UUID, Range> items(ImageFile file, Range metadata) throws IOException {
        ByteBuffer b = file.readLittle(metadata.offset, 64 * KB, "the VHDX metadata table");
        int count = b.getShort(10) & 0xFFFF;
        if (b.getLong(0) != METADATA || count > 2047) {
            throw file.damaged(metadata.offset, "the VHDX metadata table is damaged");
        }
        Map<UUID, Range> items = new HashMap<>();
        for (int i = 0; i < count; i++) {
            int e = 32 + 32 * i;
            long offset = metadata.offset + Integer.toUnsignedLong(b.getInt(e + 16));
            items.put(guid(b, e), new Range(offset, Integer.toUnsignedLong(b.getInt(e + 20))));
        }
        return items;
    }

    private static Range required(ImageFile file, Map<UUID, Range> ranges, UUID id, String what) throws IOException {
        Range range = ranges.get(id);
        if (range == null) {
            throw file.refused("the VHDX has no " + what);
        }
        if (range.offset < 0 || range.offset > file.size() - range.length) {
            throw file.damaged(range.offset, "the VHDX " + what + " passes the end of the file");
        }
        return range;
    }

    private static ByteBuffer item(ImageFile file, Map<UUID, Range> items, UUID id, int length, String what)
            throws IOException {
        Range range = required(file, items, id, what);
        return file.readLittle(range.offset, length, "the VHDX " + what);
    }

    private static Map<String, String> parentLocator(ImageFile file, Range range) throws IOException {
        ByteBuffer b = file.readLittle(range.offset, Math.min(range.length, MB), "the VHDX parent locator");
        int count = b.limit() < 20 ? 0 : b.getShort(18) & 0xFFFF;
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < count && 32 + 12 * i <= b.limit(); i++) {
            int e = 20 + 12 * i;
            String key = text(b, b.getInt(e), b.getShort(e + 8) & 0xFFFF);
            values.put(key, text(b, b.getInt(e + 4), b.getShort(e + 10) & 0xFFFF));
        }
        return values;
    }

    private static String text(ByteBuffer b, int offset, int length) {
        boolean inside = offset >= 0 && offset <= b.limit() - length;
        return inside ? new String(b.array(), offset, length, StandardCharsets.UTF_16LE) : "";
    }

    /** A GUID as Microsoft stores it: the first three groups little-endian, the rest in order. */
    static UUID guid(ByteBuffer b, int at) {
        long high = Integer.toUnsignedLong(b.getInt(at)) << 32
                | (b.getShort(at + 4) & 0xFFFFL) << 16
                | b.getShort(at + 6) & 0xFFFFL;
        return new UUID(high, Long.reverseBytes(b.getLong(at + 8)));
    }
}
