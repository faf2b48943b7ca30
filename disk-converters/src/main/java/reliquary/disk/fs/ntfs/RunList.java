package reliquary.disk.fs.ntfs;

import java.util.Arrays;
import reliquary.disk.DiskFormatException;
import reliquary.disk.fs.MappedContent;

/** Where the clusters of a file lie: runs of clusters that follow each other on the volume, or holes. */
final class RunList implements MappedContent.Mapping {
    static final long HOLE = -1;
    /** More than a volume's defragmenter ever left; 16 bytes are kept for each. */
    private static final int MOST = 4 << 20;

    private final int clusterSize;
    private long[] ends = new long[8];
    private long[] starts = new long[8];
    private int count;

    RunList(int clusterSize) {
        this.clusterSize = clusterSize;
    }

    /** Clusters in all runs. */
    long clusters() {
        return count == 0 ? 0 : ends[count - 1];
    }

    void add(long length, long cluster) throws DiskFormatException {
        if (length <= 0 || length > 1L << 40 || cluster < HOLE || cluster > 1L << 40 || count >= MOST) {
            throw new DiskFormatException("a run of " + length + " clusters at " + cluster + " cannot be right");
        }
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, count * 2);
            starts = Arrays.copyOf(starts, count * 2);
        }
        ends[count] = clusters() + length;
        starts[count] = cluster;
        count++;
    }

    @Override
    public MappedContent.Piece pieceAt(long position) throws DiskFormatException {
        long wanted = position / clusterSize;
        int found = Arrays.binarySearch(ends, 0, count, wanted + 1);
        int run = found >= 0 ? found : -found - 1;
        if (run >= count) {
            throw new DiskFormatException("no run holds byte " + position + " of the file");
        }
        long first = run == 0 ? 0 : ends[run - 1];
        long rest = ends[run] * clusterSize - position;
        return starts[run] == HOLE
                ? MappedContent.Piece.hole(rest)
                : new MappedContent.Piece((starts[run] - first) * clusterSize + position, rest);
    }

    /** Whether a cluster of the file is stored. */
    boolean stored(long cluster) throws DiskFormatException {
        return cluster < clusters() && pieceAt(cluster * clusterSize).offset() != MappedContent.Piece.HOLE;
    }
}
