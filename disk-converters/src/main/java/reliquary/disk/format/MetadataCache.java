package reliquary.disk.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Numbers of a file's tables, read through a cache of at most {@value #SLOTS} pages of 32 KiB (4 MiB). Tables of any
 * size can be looked up without holding them; several threads may do so at once.
 */
final class MetadataCache {
    private static final int PAGE = 32 * 1024;
    private static final int SLOTS = 128;

    private final ImageFile file;
    private final ByteOrder order;
    private final AtomicReferenceArray<Page> slots = new AtomicReferenceArray<>(SLOTS);

    private record Page(long number, ByteBuffer bytes) {}

    MetadataCache(ImageFile file, ByteOrder order) {
        this.file = file;
        this.order = order;
    }

    /** The unsigned 32-bit number at a byte offset of the file. */
    long int32(long offset) throws IOException {
        int within = (int) (offset % PAGE);
        if (within > PAGE - 4) {
            return Integer.toUnsignedLong(straddling(offset, 4).getInt(0));
        }
        return Integer.toUnsignedLong(page(offset, 4).getInt(within));
    }

    /** The 64-bit number at a byte offset of the file. */
    long int64(long offset) throws IOException {
        int within = (int) (offset % PAGE);
        return within > PAGE - 8
                ? straddling(offset, 8).getLong(0)
                : page(offset, 8).getLong(within);
    }

    /** The byte, 0 to 255, at a byte offset of the file. */
    int int8(long offset) throws IOException {
        return page(offset, 1).get((int) (offset % PAGE)) & 0xFF;
    }

    private ByteBuffer straddling(long offset, int length) throws IOException {
        return file.read(offset, length, "a table entry").order(order);
    }

    private ByteBuffer page(long offset, int length) throws IOException {
        if (offset < 0 || offset > file.size() - length) {
            throw file.damaged(offset, "a table entry lies behind the end of the file at " + file.size());
        }
        long number = offset / PAGE;
        int slot = (int) (number % SLOTS);
        Page known = slots.get(slot);
        if (known != null && known.number == number) {
            return known.bytes;
        }
        ByteBuffer bytes = ByteBuffer.allocate(PAGE).order(order);
        file.readPadded(number * PAGE, bytes);
        slots.set(slot, new Page(number, bytes));
        return bytes;
    }
}
