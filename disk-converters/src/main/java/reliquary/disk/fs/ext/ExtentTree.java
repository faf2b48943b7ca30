package reliquary.disk.fs.ext;

import java.io.IOException;
import java.nio.ByteBuffer;
import reliquary.disk.DiskFormatException;
import reliquary.disk.Volume;
import reliquary.disk.fs.MappedContent;

/**
 * The extents of an ext4 file ("ext4 Data Structures and Algorithms", "Extent Tree").
 *
 * <p>A node: u16 F30A, u16 entries, u16 room, u16 depth, u32 generation; then 12 bytes each. Index: u32 first file block,
 * u32 node block, u16 its high half. Leaf: u32 first file block, u16 length (over 32768: not yet written, so zeros), u16
 * high half and u32 low half of the first block.
 */
final class ExtentTree implements MappedContent.Mapping {
    private static final int MAGIC = 0xF30A;
    private static final int WRITTEN = 32_768;
    private static final int DEEPEST = 5;

    private final Volume volume;
    private final int blockSize;
    private final ByteBuffer root;

    /** {@code root} is the 60-byte block map of the inode. */
    ExtentTree(Volume volume, int blockSize, ByteBuffer root) {
        this.volume = volume;
        this.blockSize = blockSize;
        this.root = root;
    }

    @Override
    public MappedContent.Piece pieceAt(long position) throws IOException {
        long wanted = position / blockSize;
        long until = 1L << 32;
        ByteBuffer node = root;
        for (int depth = check(node, DEEPEST + 1); depth > 0; depth = check(node, depth)) {
            int i = last(node, wanted);
            if (i + 1 < entries(node)) {
                until = Math.min(until, first(node, i + 1));
            }
            if (i < 0) {
                return hole(position, until);
            }
            int at = 12 + i * 12;
            long block = node.getInt(at + 4) & 0xFFFF_FFFFL | (long) (node.getShort(at + 8) & 0xFFFF) << 32;
            node = volume.read(block * blockSize, blockSize);
        }
        int i = last(node, wanted);
        if (i + 1 < entries(node)) {
            until = Math.min(until, first(node, i + 1));
        }
        return i < 0 ? hole(position, until) : leaf(node, i, position, until);
    }

    private MappedContent.Piece leaf(ByteBuffer node, int i, long position, long until) throws IOException {
        int at = 12 + i * 12;
        int length = node.getShort(at + 4) & 0xFFFF;
        boolean written = length <= WRITTEN;
        long count = written ? length : length - WRITTEN;
        long start = first(node, i) * blockSize;
        long end = start + count * blockSize;
        if (position >= end) {
            return hole(position, until);
        }
        if (!written) {
            return MappedContent.Piece.hole(end - position);
        }
        long block = node.getInt(at + 8) & 0xFFFF_FFFFL | (long) (node.getShort(at + 6) & 0xFFFF) << 32;
        return new MappedContent.Piece(block * blockSize + position - start, end - position);
    }

    private MappedContent.Piece hole(long position, long untilBlock) throws DiskFormatException {
        long length = untilBlock * blockSize - position;
        if (length <= 0) {
            throw new DiskFormatException("an extent tree is out of order at byte " + position + " of a file");
        }
        return MappedContent.Piece.hole(length);
    }

    private int check(ByteBuffer node, int above) throws DiskFormatException {
        int depth = node.getShort(6) & 0xFFFF;
        if ((node.getShort(0) & 0xFFFF) != MAGIC || depth >= above || 12 + entries(node) * 12 > node.limit()) {
            throw new DiskFormatException("an extent tree has a damaged node");
        }
        return depth;
    }

    private static int entries(ByteBuffer node) {
        return node.getShort(2) & 0xFFFF;
    }

    private static long first(ByteBuffer node, int i) {
        return node.getInt(12 + i * 12) & 0xFFFF_FFFFL;
    }

    /** The last entry that begins at or before a file block; -1 if none does. */
    private static int last(ByteBuffer node, long wanted) {
        int found = -1;
        for (int i = 0; i < entries(node) && first(node, i) <= wanted; i++) {
            found = i;
        }
        return found;
    }
}
