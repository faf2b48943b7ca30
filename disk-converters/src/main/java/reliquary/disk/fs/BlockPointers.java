package reliquary.disk.fs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import reliquary.disk.Volume;

/**
 * The classic UNIX block map: some direct block numbers, then one each that leads to a block of block numbers, to a block
 * of such blocks and so on. 0 stands for a block of zeros that is not stored.
 */
public final class BlockPointers implements MappedContent.Mapping {
    private static final int LONGEST_RUN = 64;

    private final Layout layout;
    private final long[] roots;
    private final long[] cachedAt = {-1, -1, -1, -1};
    private final ByteBuffer[] cached = new ByteBuffer[4];

    /**
     * What is the same for all files of a volume.
     *
     * @param blockSize in bytes
     * @param unit what a block number counts, in bytes: the block, or the fragment on UFS
     * @param direct number of direct block numbers
     * @param width of a number within an indirect block: 2, 4 or 8 bytes
     * @param order of a number within an indirect block
     * @param wordSwapped 4-byte numbers with their 16-bit halves exchanged, as on the PDP-11
     */
    public record Layout(
            Volume volume, int blockSize, long unit, int direct, int width, ByteOrder order, boolean wordSwapped) {

        /** A number within an indirect block. */
        long pointer(ByteBuffer block, int index) {
            block.order(order);
            long value = switch (width) {
                case 2 -> block.getShort(index * 2) & 0xFFFF;
                case 4 -> block.getInt(index * 4) & 0xFFFF_FFFFL;
                default -> block.getLong(index * 8);
            };
            return wordSwapped ? (value & 0xFFFF) << 16 | value >> 16 : value;
        }
    }

    /** The map of one file; {@code roots} are the numbers of its inode. */
    public BlockPointers(Layout layout, long[] roots) {
        this.layout = layout;
        this.roots = roots.clone();
    }

    /** The content of a file with this map. */
    public FileContent content(long size) {
        return new MappedContent(layout.volume, size, this);
    }

    @Override
    public MappedContent.Piece pieceAt(long position) throws IOException {
        long index = position / layout.blockSize;
        int within = (int) (position % layout.blockSize);
        long first = block(index);
        if (first == 0) {
            return MappedContent.Piece.hole(layout.blockSize - within);
        }
        long step = layout.blockSize / layout.unit;
        int run = 1;
        while (run < LONGEST_RUN && block(index + run) == first + run * step) {
            run++;
        }
        return new MappedContent.Piece(first * layout.unit + within, (long) run * layout.blockSize - within);
    }

    /** The number of a block of the file; 0 for a hole and for what no pointer reaches. */
    long block(long index) throws IOException {
        if (index < layout.direct) {
            return roots[(int) index];
        }
        long rest = index - layout.direct;
        long perBlock = layout.blockSize / layout.width;
        long reach = perBlock;
        for (int level = 1; layout.direct + level - 1 < roots.length; level++) {
            if (rest < reach) {
                return descend(roots[layout.direct + level - 1], rest, level, reach / perBlock);
            }
            rest -= reach;
            reach *= perBlock;
        }
        return 0;
    }

    private long descend(long root, long rest, int levels, long reach) throws IOException {
        long at = root;
        long each = reach;
        for (int level = levels; level > 0 && at != 0; level--) {
            at = layout.pointer(indirect(level, at), (int) (rest / each));
            rest %= each;
            each /= layout.blockSize / layout.width;
        }
        return at;
    }

    private ByteBuffer indirect(int level, long number) throws IOException {
        if (cachedAt[level] != number) {
            cached[level] = layout.volume.read(number * layout.unit, layout.blockSize);
            cachedAt[level] = number;
        }
        return cached[level];
    }
}
