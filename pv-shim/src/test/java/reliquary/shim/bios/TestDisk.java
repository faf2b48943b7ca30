package reliquary.shim.bios;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import reliquary.disk.ByteRange;
import reliquary.disk.DiskImage;
import reliquary.disk.UnreadableRangeException;

/** A disk in memory, each sector filled with its number; one range may be unreadable. */
final class TestDisk implements DiskImage {
    final ByteBuffer content;
    private final boolean writable;
    private final List<ByteRange> unreadable;

    TestDisk(int sectors, boolean writable, List<ByteRange> unreadable) {
        content = ByteBuffer.allocate(sectors * 512);
        for (int i = 0; i < sectors; i++) {
            for (int j = 0; j < 512; j += 4) {
                content.putInt(i);
            }
        }
        this.writable = writable;
        this.unreadable = unreadable;
    }

    static TestDisk ofSectors(int sectors) {
        return new TestDisk(sectors, true, List.of());
    }

    /** The first four bytes of a sector as they are now. */
    int mark(int sector) {
        return content.getInt(sector * 512);
    }

    @Override
    public long size() {
        return content.capacity();
    }

    @Override
    public boolean writable() {
        return writable;
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
        ByteRange wanted = new ByteRange(offset, target.remaining());
        if (wanted.end() > size()) {
            throw new EOFException("behind the end");
        }
        for (ByteRange hole : unreadable) {
            if (hole.overlaps(wanted)) {
                throw new UnreadableRangeException(hole);
            }
        }
        target.put(content.slice((int) offset, target.remaining()));
    }

    @Override
    public void write(long offset, ByteBuffer source) {
        content.slice((int) offset, source.remaining()).put(source);
    }

    @Override
    public void flush() {
        // memory is durable enough
    }

    @Override
    public List<ByteRange> unreadable() {
        return unreadable;
    }

    @Override
    public void close() {
        // nothing to give back
    }
}
