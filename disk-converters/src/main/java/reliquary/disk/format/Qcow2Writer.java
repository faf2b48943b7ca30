package reliquary.disk.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;

/**
 * Writes QCOW2 version 3 with clusters of 64 KiB (QEMU docs/interop/qcow2.txt): the header's cluster, then data and L2
 * tables as they come, then the L1 table and the refcounts. Clusters of zeros are not stored.
 */
final class Qcow2Writer implements DiskWriter {
    private static final int BITS = 16;
    private static final int CLUSTER = 1 << BITS;
    private static final int ENTRIES = CLUSTER / 8;
    private static final long COPIED = 1L << 63;
    private static final long MAX_SIZE = 1L << 50;

    private final OutFile file;
    private final long size;
    private final ByteBuffer l1;
    private final ByteBuffer l2 = ByteBuffer.allocate(CLUSTER);
    private long l2Index;
    private boolean l2Used;
    private long next = 1;

    Qcow2Writer(OutFile file, DiskImage disk) throws IOException {
        this.file = file;
        this.size = disk.size();
        if (size > MAX_SIZE) {
            throw new DiskFormatException("a disk of " + size + " bytes is too big to be written as QCOW2 (1 PiB)");
        }
        long reach = (long) ENTRIES * CLUSTER;
        this.l1 = ByteBuffer.allocate((int) Math.max(1, (size + reach - 1) / reach) * 8);
    }

    @Override
    public void write(long offset, ByteBuffer data) throws IOException {
        int end = data.limit();
        int from = 0; // where the run of clusters begins that are stored one behind the other
        long place = next;
        for (int at = 0; at < end; at += CLUSTER) {
            if (Zeros.only(data, at, Math.min(CLUSTER, end - at))) {
                store(data, from, at, place);
                from = at + CLUSTER;
                place = next;
            } else {
                if (at == from) {
                    selectTable(offset + at);
                    place = next;
                }
                l2.putLong((int) ((offset + at) / CLUSTER % ENTRIES) * 8, next++ * CLUSTER | COPIED);
                l2Used = true;
            }
        }
        store(data, from, end, place);
    }

    private void store(ByteBuffer data, int from, int to, long place) throws IOException {
        if (from < to) {
            file.write(place * CLUSTER, data.limit(to).position(from));
            data.limit(data.capacity());
        }
    }

    /** Chunks never reach from one table into the next: a table covers 512 MiB. */
    private void selectTable(long offset) throws IOException {
        long index = offset / ((long) ENTRIES * CLUSTER);
        if (index != l2Index) {
            writeTable();
            l2Index = index;
        }
    }

    private void writeTable() throws IOException {
        if (l2Used) {
            l1.putLong((int) l2Index * 8, next * CLUSTER | COPIED);
            file.write(next++ * CLUSTER, l2.duplicate().clear());
            l2.put(0, new byte[CLUSTER]);
            l2Used = false;
        }
    }

    @Override
    public void finish(String sha256) throws IOException {
        writeTable();
        long l1At = next;
        file.write(l1At * CLUSTER, l1.duplicate().clear());
        long tableAt = l1At + clusters(l1.capacity());
        long blocks = 1;
        long tableClusters = 1;
        long total = tableAt + tableClusters + blocks;
        while (blocks * (CLUSTER / 2) < total || tableClusters * ENTRIES < blocks) {
            blocks = clusters(total * 2);
            tableClusters = clusters(blocks * 8);
            total = tableAt + tableClusters + blocks;
        }
        writeRefcounts(tableAt, tableClusters, total);
        file.extend(total * CLUSTER);
        Qcow2Header.Tables tables =
                new Qcow2Header.Tables(l1.capacity() / 8, l1At * CLUSTER, tableAt * CLUSTER, (int) tableClusters);
        file.write(
                0,
                Qcow2Header.forNewFile(BITS, size, Optional.empty(), Map.of(), tables)
                        .toBytes());
    }

    private static long clusters(long bytes) {
        return (bytes + CLUSTER - 1) / CLUSTER;
    }

    /** Every cluster of the file is used exactly once. */
    private void writeRefcounts(long tableAt, long tableClusters, long total) throws IOException {
        long blockAt = tableAt + tableClusters;
        for (long first = 0, block = 0; first < total; first += CLUSTER / 2, block++) {
            ByteBuffer counts = ByteBuffer.allocate(CLUSTER);
            for (long i = first; i < Math.min(total, first + CLUSTER / 2); i++) {
                counts.putShort((short) 1);
            }
            file.write((blockAt + block) * CLUSTER, counts.clear());
            ByteBuffer entry = ByteBuffer.allocate(8).putLong(0, (blockAt + block) * CLUSTER);
            file.write(tableAt * CLUSTER + block * 8, entry);
        }
    }
}
