package reliquary.disk.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A table of 32-bit entries at a fixed place of a new file, filled from its first entry to its last without being held
 * in memory.
 */
final class EntryTable {
    private static final int PAGE = 16 * 1024; // entries

    private final OutFile file;
    private final long start;
    private final long count;
    private final int empty;
    private final ByteBuffer page;
    private long first;
    private boolean changed;

    /**
     * @param start byte offset of the table
     * @param count entries
     * @param empty what entries are that are never set
     */
    EntryTable(OutFile file, long start, long count, int empty, ByteOrder order) {
        this.file = file;
        this.start = start;
        this.count = count;
        this.empty = empty;
        this.page = ByteBuffer.allocate(PAGE * 4).order(order);
        clear();
    }

    private void clear() {
        for (int i = 0; i < PAGE; i++) {
            page.putInt(i * 4, empty);
        }
        changed = empty != 0;
    }

    /** Sets an entry; indexes only rise. */
    void set(long index, int value) throws IOException {
        turnTo(index);
        page.putInt((int) (index - first) * 4, value);
        changed = true;
    }

    private void turnTo(long index) throws IOException {
        while (index >= first + PAGE) {
            writePage();
            long next = first + PAGE;
            first = empty == 0 ? index / PAGE * PAGE : next; // untouched pages of zeros stay holes
            clear();
        }
    }

    private void writePage() throws IOException {
        if (changed) {
            int entries = (int) Math.min(PAGE, count - first);
            file.write(start + 4 * first, page.duplicate().position(0).limit(entries * 4));
        }
    }

    /** Writes what is left up to the last entry. */
    void finish() throws IOException {
        if (count > 0) {
            turnTo(count - 1);
            writePage();
            file.extend(start + 4 * count);
        }
    }
}
