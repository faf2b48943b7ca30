package reliquary.disk.overlay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import reliquary.disk.DiskFormatException;

/**
 * The L1 and L2 tables of an overlay: which cluster of the file holds which cluster of the disk (QEMU
 * docs/interop/qcow2.txt, "Cluster mapping"). L2 tables are read on first use and the latest used stay in memory.
 *
 * <p>Changes stay in memory until {@link #writeNewTables} and {@link #writeChanges}; between the two the caller waits
 * for the disk, so nothing in the file ever refers to something that is not there yet.
 */
final class ClusterMap {
    /** Entry bit: the cluster is used once and may be overwritten in place. */
    static final long COPIED = 1L << 63;
    /** Entry bit: the cluster is compressed; an overlay never has such, another tool may have made one. */
    static final long COMPRESSED = 1L << 62;
    /** Entry bit: the cluster reads as zeros, whatever the file or the original has there. */
    static final long ZERO = 1;
    /** Bits of an entry that are the offset in the file. */
    static final long OFFSET = 0x00FF_FFFF_FFFF_FE00L;

    static final int ENTRIES = OverlayFile.CLUSTER / 8;
    /** 128 tables are 8 MiB of memory and cover 64 GiB of disk. */
    private static final int TABLES_IN_MEMORY = 128;

    private final OverlayFile file;
    private final RefcountTable refcounts;
    private final long[] l1;
    private final Map<Integer, Table> tables = new LinkedHashMap<>(16, 0.75f, true);
    private int lastIndex = -1;
    private Table last = new Table(0, false);

    /** One L2 table; entries {@code from} to {@code to} (exclusive) differ from the file. */
    private static final class Table {
        final long[] entries = new long[ENTRIES];
        final long offset;
        boolean fresh;
        int from = ENTRIES;
        int to;

        Table(long offset, boolean fresh) {
            this.offset = offset;
            this.fresh = fresh;
        }

        boolean clean() {
            return !fresh && from >= to;
        }
    }

    ClusterMap(OverlayFile file, RefcountTable refcounts, int l1Entries) {
        this.file = file;
        this.refcounts = refcounts;
        this.l1 = new long[l1Entries];
    }

    /** Reads the L1 table of an existing file. */
    void load() throws IOException {
        ByteBuffer stored = ByteBuffer.allocate(l1.length * 8);
        file.read(OverlayFile.L1_TABLE, stored);
        stored.flip().asLongBuffer().get(l1);
    }

    /** The entry of a cluster of the disk; 0 if the overlay does not have it. */
    long get(long cluster) throws IOException {
        int index = (int) (cluster / ENTRIES);
        if (index != lastIndex && l1[index] == 0) {
            return 0;
        }
        return table(index).entries[(int) (cluster % ENTRIES)];
    }

    /** Sets the entry of a cluster of the disk. */
    void set(long cluster, long entry) throws IOException {
        int index = (int) (cluster / ENTRIES);
        Table table = l1[index] == 0 ? newTable(index) : table(index);
        int i = (int) (cluster % ENTRIES);
        table.entries[i] = entry;
        table.from = Math.min(table.from, i);
        table.to = Math.max(table.to, i + 1);
    }

    /** The first cluster from {@code cluster} on whose table exists; {@code end} if there is none. */
    long skipMissingTables(long cluster, long end) {
        while (cluster < end && l1[(int) (cluster / ENTRIES)] == 0) {
            cluster = (cluster / ENTRIES + 1) * ENTRIES;
        }
        return Math.min(cluster, end);
    }

    private Table newTable(int index) throws IOException {
        makeRoom();
        Table table = new Table(refcounts.allocate(), true);
        l1[index] = table.offset | COPIED;
        return remember(index, table);
    }

    private Table table(int index) throws IOException {
        if (index == lastIndex) {
            return last;
        }
        Table known = tables.get(index);
        if (known != null) {
            return use(index, known);
        }
        makeRoom();
        long offset = l1[index] & OFFSET;
        file.checkCluster(offset, "L1 entry " + index);
        Table table = new Table(offset, false);
        ByteBuffer stored = ByteBuffer.allocate(OverlayFile.CLUSTER);
        file.read(offset, stored);
        stored.flip().asLongBuffer().get(table.entries);
        for (long entry : table.entries) {
            if ((entry & COMPRESSED) != 0) {
                throw new DiskFormatException(file.path()
                        + ": the overlay has compressed clusters, made by another tool; convert it to a new image");
            }
        }
        return remember(index, table);
    }

    private Table remember(int index, Table table) {
        tables.put(index, table);
        return use(index, table);
    }

    private Table use(int index, Table table) {
        lastIndex = index;
        last = table;
        return table;
    }

    /** Lets go of the clean tables that were not used for the longest time, after a flush if all are changed. */
    private void makeRoom() throws IOException {
        if (tables.size() < TABLES_IN_MEMORY) {
            return;
        }
        if (tables.values().stream().noneMatch(Table::clean)) {
            flush();
        }
        int surplus = tables.size() - TABLES_IN_MEMORY + TABLES_IN_MEMORY / 4;
        for (Iterator<Table> i = tables.values().iterator(); i.hasNext() && surplus > 0; ) {
            if (i.next().clean()) {
                i.remove();
                surplus--;
            }
        }
        lastIndex = -1;
    }

    /** Brings all changes to the file in the order that a crash at any moment cannot hurt. */
    void flush() throws IOException {
        boolean changed = tables.values().stream().anyMatch(t -> !t.clean());
        refcounts.write();
        writeNewTables();
        file.extend(refcounts.end());
        file.force();
        if (changed) {
            writeChanges();
            file.force();
        }
    }

    private void writeNewTables() throws IOException {
        for (Table table : tables.values()) {
            if (table.fresh) {
                ByteBuffer whole = ByteBuffer.allocate(OverlayFile.CLUSTER);
                whole.asLongBuffer().put(table.entries);
                file.write(table.offset, whole);
                table.from = ENTRIES;
                table.to = 0;
            }
        }
    }

    private void writeChanges() throws IOException {
        for (Map.Entry<Integer, Table> e : tables.entrySet()) {
            Table table = e.getValue();
            if (table.fresh) {
                file.writeLong(OverlayFile.L1_TABLE + 8L * e.getKey(), l1[e.getKey()]);
                table.fresh = false;
            } else if (table.from < table.to) {
                ByteBuffer part = ByteBuffer.allocate((table.to - table.from) * 8);
                part.asLongBuffer().put(table.entries, table.from, table.to - table.from);
                file.write(table.offset + 8L * table.from, part);
                table.from = ENTRIES;
                table.to = 0;
            }
        }
    }

    /** Forgets every cluster, in memory and in the file. */
    void clear() throws IOException {
        Arrays.fill(l1, 0);
        tables.clear();
        lastIndex = -1;
        file.write(OverlayFile.L1_TABLE, ByteBuffer.allocate(l1.length * 8));
        file.force();
    }
}
