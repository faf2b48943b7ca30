package reliquary.disk.fs.ufs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import reliquary.disk.Volume;
import reliquary.disk.fs.NameEncoding;

/**
 * The superblock (FreeBSD ufs/ffs/fs.h) at byte 8192, 65536, 262144 or 0.
 *
 * <p>16 i32 fragment of the inodes in a group, 24 i32 and 28 i32 offset and mask of a group's begin (UFS1), 44 i32 groups,
 * 48 i32 block size, 52 i32 fragment size, 184 i32 inodes and 188 i32 fragments in a group, 212 where mounted, 680 volume
 * name (UFS2), 1320 i32 longest link within an inode, 1324 i32 format of inodes (2: 4.4BSD), 1372 i32 00011954 UFS1 or
 * 19540119 UFS2.
 */
record UfsSuperblock(
        boolean two,
        ByteOrder order,
        int inodeFragment,
        int groupOffset,
        int groupMask,
        int groups,
        int blockSize,
        int fragmentSize,
        int inodesPerGroup,
        int fragmentsPerGroup,
        int longestShortLink,
        boolean typedEntries,
        String lastMounted,
        String label) {
    private static final int UFS1 = 0x0001_1954;
    private static final int UFS2 = 0x1954_0119;
    private static final int SIZE = 1376;
    private static final int[] PLACES = {8192, 65_536, 0, 262_144};

    /** The superblock of a volume, if it has one that can be right. */
    static Optional<UfsSuperblock> read(Volume volume) throws IOException {
        for (int place : PLACES) {
            if (volume.contains(place, SIZE)) {
                Optional<UfsSuperblock> found = parse(volume.read(place, SIZE));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<UfsSuperblock> parse(ByteBuffer b) {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            int magic = b.order(order).getInt(1372);
            if (magic == UFS1 || magic == UFS2) {
                boolean two = magic == UFS2;
                UfsSuperblock sb = new UfsSuperblock(
                        two,
                        order,
                        b.getInt(16),
                        b.getInt(24),
                        b.getInt(28),
                        b.getInt(44),
                        b.getInt(48),
                        b.getInt(52),
                        b.getInt(184),
                        b.getInt(188),
                        two ? 120 : 60,
                        two || b.getInt(1324) == 2,
                        NameEncoding.decodePadded(b.slice(212, 468)),
                        two ? NameEncoding.decodePadded(b.slice(680, 32)) : "");
                return sb.plausible() ? Optional.of(sb) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private boolean plausible() {
        return powerOfTwo(blockSize, 1024, 65_536)
                && powerOfTwo(fragmentSize, 512, blockSize)
                && groups > 0
                && inodeFragment > 0
                && inodesPerGroup > 0
                && fragmentsPerGroup > 0;
    }

    private static boolean powerOfTwo(int value, int least, int most) {
        return value >= least && value <= most && Integer.bitCount(value) == 1;
    }

    /** First fragment of the inodes of a group. */
    long inodeFragment(long group) {
        long start = fragmentsPerGroup * group;
        return start + (two ? 0 : groupOffset * (group & ~groupMask)) + inodeFragment;
    }
}
