package reliquary.disk.fs.fat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import reliquary.disk.DiskFormatException;
import reliquary.disk.fs.MappedContent;

/**
 * The clusters of one file in order. Remembers one cluster in {@link #STEP}, so that a place far inside is found without
 * walking from the start and a long chain costs little memory.
 */
final class ClusterChain implements MappedContent.Mapping {
    private static final int STEP = 1024;
    private static final int LONGEST_RUN = 256;

    private final FatTable fat;
    private final BiosParameterBlock bpb;
    private final List<Long> steps = new ArrayList<>();
    private long index;
    private long cluster;

    ClusterChain(FatTable fat, BiosParameterBlock bpb, long first) {
        this.fat = fat;
        this.bpb = bpb;
        this.cluster = first;
        steps.add(first);
    }

    /** The cluster at a place in the chain, from 0; -1 if the chain ends before. */
    long at(long wanted) throws IOException {
        long step = Math.min(wanted / STEP, steps.size() - 1);
        if (index > wanted || index < step * STEP) {
            index = step * STEP;
            cluster = steps.get((int) step);
        }
        while (index < wanted) {
            long next = next(cluster);
            if (next < 0) {
                return -1;
            }
            cluster = next;
            index++;
            if (index == (long) steps.size() * STEP) {
                steps.add(cluster);
            }
        }
        return fat.isCluster(cluster) ? cluster : -1;
    }

    /** The one after a cluster, or -1 behind the last. */
    private long next(long from) throws IOException {
        if (!fat.isCluster(from)) {
            return -1;
        }
        long value = fat.get(from);
        if (fat.isCluster(value)) {
            if (index > fat.entries()) {
                throw new DiskFormatException("the cluster chain through " + from + " runs in a circle");
            }
            return value;
        }
        return -1;
    }

    /** The byte offset of a cluster on the volume. */
    static long offset(BiosParameterBlock bpb, long cluster) {
        return (bpb.firstDataSector() + (cluster - 2) * bpb.sectorsPerCluster()) * bpb.bytesPerSector();
    }

    @Override
    public MappedContent.Piece pieceAt(long position) throws IOException {
        int size = bpb.clusterSize();
        long wanted = position / size;
        long first = at(wanted);
        if (first < 0) {
            throw new DiskFormatException("the cluster chain ends before byte " + position + " of the file");
        }
        int run = 1;
        while (run < LONGEST_RUN && at(wanted + run) == first + run) {
            run++;
        }
        long within = position % size;
        return new MappedContent.Piece(offset(bpb, first) + within, (long) run * size - within);
    }
}
