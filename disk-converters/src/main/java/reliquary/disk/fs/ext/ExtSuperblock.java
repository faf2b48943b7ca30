package reliquary.disk.fs.ext;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import reliquary.disk.Volume;

/**
 * The superblock at byte 1024 (Linux kernel documentation, "ext4 Data Structures and Algorithms", "Super Block").
 *
 * <p>Little-endian: 0 u32 inodes, 4 u32 blocks, 20 u32 first data block, 24 u32 log2 of block size minus 10, 32 u32 blocks
 * and 40 u32 inodes in a group, 56 u16 EF53, 58 u16 state, 72 u32 creator, 76 u32 revision, 88 u16 inode size, 92/96/100
 * u32 features, 120 name 16, 136 last mounted on 64, 254 u16 size of a group descriptor, 336 u32 blocks, high half.
 *
 * @param firstDataBlock block that holds the superblock
 * @param blockSize 1024 to 65,536 bytes
 * @param inodesPerGroup at least 1
 * @param inodeSize 128 to the block size, in bytes
 * @param descriptorSize of a group descriptor: 32 or more bytes
 */
record ExtSuperblock(
        long inodes,
        long blocks,
        long firstDataBlock,
        int blockSize,
        long blocksPerGroup,
        long inodesPerGroup,
        int inodeSize,
        int descriptorSize,
        int state,
        int revision,
        int compatible,
        int incompatible,
        int readOnly,
        int firstMetaGroup,
        String label,
        String lastMounted) {
    static final int OFFSET = 1024;
    static final int MAGIC = 0xEF53;

    static final int HAS_JOURNAL = 0x4;
    static final int COMPRESSION = 0x1;
    static final int FILE_TYPE = 0x2;
    static final int NEEDS_RECOVERY = 0x4;
    static final int JOURNAL_DEVICE = 0x8;
    static final int META_GROUPS = 0x10;
    static final int EXTENTS = 0x40;
    static final int WIDE = 0x80;
    static final int FLEXIBLE_GROUPS = 0x200;

    /** The superblock of a volume, if it has one that can be right. */
    static Optional<ExtSuperblock> read(Volume volume) throws IOException {
        if (!volume.contains(OFFSET, 1024)) {
            return Optional.empty();
        }
        ByteBuffer b = volume.read(OFFSET, 1024);
        int shift = b.getInt(24);
        if ((b.getShort(56) & 0xFFFF) != MAGIC || shift < 0 || shift > 6) {
            return Optional.empty();
        }
        int revision = b.getInt(76);
        boolean wide = revision > 0 && (b.getInt(96) & WIDE) != 0;
        ExtSuperblock s = new ExtSuperblock(
                b.getInt(0) & 0xFFFF_FFFFL,
                b.getInt(4) & 0xFFFF_FFFFL | (wide ? (long) b.getInt(336) << 32 : 0),
                b.getInt(20) & 0xFFFF_FFFFL,
                1024 << shift,
                b.getInt(32) & 0xFFFF_FFFFL,
                b.getInt(40) & 0xFFFF_FFFFL,
                revision > 0 ? b.getShort(88) & 0xFFFF : 128,
                wide ? b.getShort(254) & 0xFFFF : 32,
                b.getShort(58) & 0xFFFF,
                revision,
                revision > 0 ? b.getInt(92) : 0,
                revision > 0 ? b.getInt(96) : 0,
                revision > 0 ? b.getInt(100) : 0,
                b.getInt(260),
                text(b, 120, 16),
                text(b, 136, 64));
        return s.plausible() ? Optional.of(s) : Optional.empty();
    }

    private static String text(ByteBuffer b, int at, int length) {
        byte[] bytes = new byte[length];
        b.get(at, bytes);
        return new String(bytes, StandardCharsets.UTF_8).split("\0", 2)[0];
    }

    private boolean plausible() {
        return inodesPerGroup > 0
                && blocksPerGroup > 0
                && inodeSize >= 128
                && inodeSize <= blockSize
                && descriptorSize >= 32
                && descriptorSize <= 1024
                && firstDataBlock <= 1;
    }

    boolean has(int incompatibleFeature) {
        return (incompatible & incompatibleFeature) != 0;
    }

    /** The name of the oldest version that reads all of this. */
    String version() {
        if (has(EXTENTS) || has(WIDE) || has(FLEXIBLE_GROUPS)) {
            return "ext4";
        }
        return (compatible & HAS_JOURNAL) != 0 ? "ext3" : "ext2";
    }
}
