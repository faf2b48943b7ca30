package reliquary.disk.overlay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Hands out the clusters of an overlay file, always at its end, and counts them (QEMU docs/interop/qcow2.txt, "Host
 * cluster management"; 16-bit counts). One refcount block describes 32,768 clusters, 2 GiB of file.
 *
 * <p>Counts reach the file before anything refers to the cluster, so a crash can leave a cluster counted and unused but
 * never used and uncounted.
 */
final class RefcountTable {
    private static final int COUNTS_PER_BLOCK = OverlayFile.CLUSTER / 2;
    private static final int MAX_BLOCKS = OverlayFile.CLUSTER / 8;

    private final OverlayFile file;
    private final short[] counts = new short[COUNTS_PER_BLOCK];
    private int block;
    private long blockOffset;
    private int dirtyFrom = COUNTS_PER_BLOCK;
    private int dirtyTo;
    private long next;

    RefcountTable(OverlayFile file) {
        this.file = file;
    }

    /** Starts a new file whose first {@code clusters} clusters hold header, tables and the first block. */
    void begin(int clusters) {
        Arrays.fill(counts, (short) 0);
        block = 0;
        blockOffset = OverlayFile.FIRST_REFCOUNT_BLOCK;
        for (int i = 0; i < clusters; i++) {
            count(i);
        }
        next = clusters;
    }

    /** Continues behind the last cluster of an existing file. */
    void resume() throws IOException {
        next = (file.length() + OverlayFile.CLUSTER - 1) / OverlayFile.CLUSTER;
        block = (int) Math.min(MAX_BLOCKS, next / COUNTS_PER_BLOCK);
        blockOffset = block == MAX_BLOCKS ? 0 : file.readLong(OverlayFile.REFCOUNT_TABLE + 8L * block);
        if (blockOffset != 0) {
            file.checkCluster(blockOffset, "refcount block");
            ByteBuffer stored = ByteBuffer.allocate(OverlayFile.CLUSTER);
            file.read(blockOffset, stored);
            stored.flip().asShortBuffer().get(counts);
        }
    }

    /** The next free cluster's offset in the file; it counts as used once from now on. */
    long allocate() throws IOException {
        if (next / COUNTS_PER_BLOCK != block || blockOffset == 0) {
            startBlock((int) Math.min(MAX_BLOCKS, next / COUNTS_PER_BLOCK));
        }
        count((int) (next % COUNTS_PER_BLOCK));
        return next++ * OverlayFile.CLUSTER;
    }

    private void startBlock(int number) throws IOException {
        if (number == MAX_BLOCKS) {
            throw new IOException(file.path() + ": the overlay has reached its limit of 16 TiB");
        }
        write();
        Arrays.fill(counts, (short) 0);
        block = number;
        blockOffset = next * OverlayFile.CLUSTER;
        count((int) (next++ % COUNTS_PER_BLOCK));
        file.write(blockOffset, ByteBuffer.allocate(OverlayFile.CLUSTER));
        write();
        file.force();
        file.writeLong(OverlayFile.REFCOUNT_TABLE + 8L * number, blockOffset);
    }

    private void count(int index) {
        counts[index] = 1;
        dirtyFrom = Math.min(dirtyFrom, index);
        dirtyTo = Math.max(dirtyTo, index + 1);
    }

    /** Writes the counts that changed since the last call. */
    void write() throws IOException {
        if (dirtyFrom >= dirtyTo) {
            return;
        }
        ByteBuffer changed = ByteBuffer.allocate((dirtyTo - dirtyFrom) * 2);
        for (int i = dirtyFrom; i < dirtyTo; i++) {
            changed.putShort(counts[i]);
        }
        file.write(blockOffset + 2L * dirtyFrom, changed.flip());
        dirtyFrom = COUNTS_PER_BLOCK;
        dirtyTo = 0;
    }

    /** The length the file must have for all clusters handed out to lie inside it. */
    long end() {
        return next * OverlayFile.CLUSTER;
    }
}
