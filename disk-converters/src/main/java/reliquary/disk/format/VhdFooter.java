package reliquary.disk.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;

/**
 * The 512 bytes at the end of a VHD, repeated at the beginning of dynamic ones (Microsoft Virtual Hard Disk Image Format
 * Specification 1.0, "Hard Disk Footer Format"; numbers big-endian).
 *
 * @param dataOffset of the dynamic disk header, -1 for fixed disks
 * @param timestamp seconds since 2000-01-01 00:00 UTC
 * @param creator four characters of the program that made the file
 * @param size in bytes as the footer says it
 * @param type 2 fixed, 3 dynamic, 4 differencing
 */
record VhdFooter(
        long dataOffset,
        int timestamp,
        String creator,
        long size,
        int cylinders,
        int heads,
        int sectors,
        int type,
        UUID id) {
    static final int LENGTH = 512;
    static final int FIXED = 2;
    static final int DYNAMIC = 3;
    static final int DIFFERENCING = 4;
    static final long COOKIE = 0x636F6E6563746978L; // "conectix"

    private static final int CHECKSUM_AT = 64;
    /** Programs whose disks have the size of the footer; those of others have the size of the geometry. */
    private static final Set<String> SIZE_COUNTS = Set.of("win ", "qem2", "d2v ", "tap\0", "CTXS", "wa\0\0");

    private static final long LARGEST_GEOMETRY = 65_535L * 16 * 255;

    static VhdFooter parse(ByteBuffer b, int at) {
        byte[] creator = new byte[4];
        b.get(at + 28, creator);
        return new VhdFooter(
                b.getLong(at + 16),
                b.getInt(at + 24),
                new String(creator, StandardCharsets.ISO_8859_1),
                b.getLong(at + 48),
                b.getShort(at + 56) & 0xFFFF,
                b.get(at + 58) & 0xFF,
                b.get(at + 59) & 0xFF,
                b.getInt(at + 60),
                new UUID(b.getLong(at + 68), b.getLong(at + 76)));
    }

    static boolean isAt(ByteBuffer b, int at) {
        return at >= 0 && at + LENGTH <= b.limit() && b.getLong(at) == COOKIE;
    }

    /** One's complement of the sum of all bytes but those of the checksum itself. */
    static int checksum(ByteBuffer b, int at, int length, int checksumAt) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            if (i < checksumAt || i >= checksumAt + 4) {
                sum += b.get(at + i) & 0xFF;
            }
        }
        return ~sum;
    }

    /**
     * The size of the disk in bytes. Virtual PC takes it from the geometry, Hyper-V and disk2vhd from the size field;
     * the creator tells which (QEMU block/vpc.c does the same).
     */
    long diskSize() {
        long geometry = (long) cylinders * heads * sectors;
        return SIZE_COUNTS.contains(creator) || geometry == 0 || geometry == LARGEST_GEOMETRY || geometry * 512 > size
                ? size
                : geometry * 512;
    }

    ImageFacts facts() {
        return ImageFacts.of(diskSize(), cylinders, heads, sectors);
    }

    /** The footer as bytes, with its checksum. */
    ByteBuffer toBytes() throws IOException {
        ByteBuffer b = ByteBuffer.allocate(LENGTH);
        b.putLong(COOKIE).putInt(2).putInt(0x0001_0000).putLong(dataOffset).putInt(timestamp);
        b.put(creator.getBytes(StandardCharsets.ISO_8859_1)).putInt(0x0001_0000);
        b.put("Wi2k".getBytes(StandardCharsets.ISO_8859_1)).putLong(size).putLong(size);
        b.putShort((short) cylinders).put((byte) heads).put((byte) sectors).putInt(type);
        b.putInt(0).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        b.putInt(CHECKSUM_AT, checksum(b, 0, LENGTH, CHECKSUM_AT));
        return b.rewind();
    }
}
