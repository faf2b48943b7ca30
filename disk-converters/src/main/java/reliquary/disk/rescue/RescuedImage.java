package reliquary.disk.rescue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import reliquary.disk.ByteRange;
import reliquary.disk.DiskImage;
import reliquary.disk.Geometry;
import reliquary.disk.MediaKind;
import reliquary.disk.UnreadableRangeException;

/** A copy with places that were never read; a bad end that ddrescue did not write belongs to the disk all the same. */
final class RescuedImage implements DiskImage {
    private final DiskImage copy;
    private final long size;
    private final List<ByteRange> unreadable;

    RescuedImage(DiskImage copy, DdrescueMap map) {
        this.copy = copy;
        this.size = Math.max(copy.size(), map.end());
        List<ByteRange> ranges = new ArrayList<>(map.missing());
        if (copy.size() < size && ranges.stream().noneMatch(r -> r.end() > copy.size())) {
            ranges.add(new ByteRange(copy.size(), size - copy.size()));
        }
        this.unreadable = List.copyOf(ranges);
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int sectorSize() {
        return copy.sectorSize();
    }

    @Override
    public boolean writable() {
        return false;
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
        if (offset < 0 || offset + target.remaining() > size) {
            throw new EOFException("read at " + offset + " passes the end of the disk at " + size);
        }
        ByteRange wanted = new ByteRange(offset, target.remaining());
        int first = firstEndingAfter(offset);
        if (first < unreadable.size() && unreadable.get(first).overlaps(wanted)) {
            throw new UnreadableRangeException(unreadable.get(first));
        }
        if (wanted.end() > copy.size()) {
            throw new UnreadableRangeException(new ByteRange(copy.size(), size - copy.size()));
        }
        copy.read(offset, target);
    }

    private int firstEndingAfter(long offset) {
        int low = 0;
        int high = unreadable.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (unreadable.get(middle).end() > offset) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    @Override
    public void write(long offset, ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public void flush() {
        // nothing is ever written
    }

    @Override
    public Optional<Geometry> geometry() {
        return copy.geometry();
    }

    @Override
    public MediaKind media() {
        return copy.media() == MediaKind.CD ? MediaKind.CD : MediaKind.guess(size, sectorSize());
    }

    @Override
    public List<ByteRange> unreadable() {
        return unreadable;
    }

    @Override
    public void close() throws IOException {
        copy.close();
    }
}
