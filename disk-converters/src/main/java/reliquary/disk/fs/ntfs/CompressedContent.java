package reliquary.disk.fs.ntfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import reliquary.disk.DiskFormatException;
import reliquary.disk.Volume;
import reliquary.disk.fs.FileContent;
import reliquary.disk.fs.MappedContent;

/**
 * A compressed file ("NTFS Documentation", concept Compression): units of 16 clusters, each either stored whole, a hole, or
 * compressed into fewer clusters with holes behind them.
 */
final class CompressedContent implements FileContent {
    private final Volume volume;
    private final RunList runs;
    private final int clusterSize;
    private final int unitClusters;
    private final long size;
    private final long initialised;
    private ByteBuffer unit = ByteBuffer.allocate(0);
    private long unitNumber = -1;

    CompressedContent(Volume volume, RunList runs, int clusterSize, NtfsAttribute first) throws DiskFormatException {
        this.volume = volume;
        this.runs = runs;
        this.clusterSize = clusterSize;
        this.unitClusters = first.unitClusters();
        this.size = first.size();
        this.initialised = first.initialised();
        if ((long) unitClusters * clusterSize > Volume.LARGEST_STRUCTURE) {
            throw new DiskFormatException("a compression unit of " + unitClusters + " clusters cannot be right");
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
        if (position < 0 || position >= size) {
            return -1;
        }
        int unitSize = unitClusters * clusterSize;
        int within = (int) (position % unitSize);
        load(position / unitSize, unitSize);
        int count = (int) Math.min(Math.min(unitSize - within, size - position), target.remaining());
        if (position >= initialised) {
            target.put(new byte[count]);
        } else {
            count = (int) Math.min(count, initialised - position);
            target.put(unit.slice(within, count));
        }
        return count;
    }

    private void load(long number, int unitSize) throws IOException {
        if (number == unitNumber) {
            return;
        }
        long first = number * unitClusters;
        int stored = 0;
        while (stored < unitClusters && runs.stored(first + stored)) {
            stored++;
        }
        ByteBuffer raw = ByteBuffer.allocate(stored * clusterSize);
        new MappedContent(volume, (first + stored) * clusterSize, runs).readFully(first * clusterSize, raw);
        unit = stored == unitClusters ? raw : Lznt1.expand(raw.flip(), unitSize);
        unitNumber = number;
    }
}
