package reliquary.disk.rescue;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import reliquary.disk.ByteRange;
import reliquary.disk.DiskImage;
import reliquary.disk.Geometry;
import reliquary.disk.MediaKind;
import reliquary.disk.format.Zeros;

/** A disk put together from the parts that Clonezilla saved; between them are zeros. */
final class ClonezillaImage implements DiskImage {
    private static final int SECTOR = 512;

    /** What stands at one place of the disk. */
    private sealed interface Part {
        long length();

        record Sectors(byte[] bytes) implements Part {
            @Override
            public long length() {
                return bytes.length;
            }
        }

        record Image(DiskImage image, long length) implements Part {}
    }

    private final NavigableMap<Long, Part> parts = new TreeMap<>();
    private final List<Closeable> open = new ArrayList<>();
    private final Optional<Geometry> geometry;
    private final long size;

    ClonezillaImage(long size, Optional<Geometry> geometry) {
        this.size = size;
        this.geometry = geometry;
    }

    /** Puts bytes at a sector; what does not fit onto the disk is cut off. */
    void put(long sector, byte[] bytes) {
        long room = Math.max(0, size - sector * SECTOR);
        if (room > 0 && bytes.length > 0) {
            parts.put(sector * SECTOR, new Part.Sectors(Arrays.copyOf(bytes, (int) Math.min(room, bytes.length))));
        }
    }

    /** Puts a partition's image at a sector, cut off at the partition's end; it is closed with the disk. */
    void put(long sector, long sectors, DiskImage image) {
        open.add(image);
        long length = Math.min(Math.min(sectors * SECTOR, image.size()), size - sector * SECTOR);
        if (length > 0) {
            parts.put(sector * SECTOR, new Part.Image(image, length));
        }
    }

    @Override
    public long size() {
        return size;
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
        while (target.hasRemaining()) {
            Map.Entry<Long, Part> entry = parts.floorEntry(offset);
            boolean inside =
                    entry != null && offset < entry.getKey() + entry.getValue().length();
            int count = (int) Math.min(target.remaining(), endOf(entry, inside, offset) - offset);
            if (inside) {
                readPart(entry.getValue(), offset - entry.getKey(), target.slice(target.position(), count));
                target.position(target.position() + count);
            } else {
                Zeros.put(target, count);
            }
            offset += count;
        }
    }

    /** Where the part or the gap at an offset ends: at its own end or where the next part begins. */
    private long endOf(Map.@Nullable Entry<Long, Part> entry, boolean inside, long offset) {
        Long next = parts.higherKey(offset);
        long end = next == null ? size : next;
        return inside && entry != null
                ? Math.min(end, entry.getKey() + entry.getValue().length())
                : end;
    }

    private static void readPart(Part part, long offset, ByteBuffer target) throws IOException {
        if (part instanceof Part.Sectors sectors) {
            target.put(sectors.bytes(), (int) offset, target.remaining());
        } else if (part instanceof Part.Image partition) {
            partition.image().read(offset, target);
        }
    }

    @Override
    public List<ByteRange> unreadable() {
        List<ByteRange> ranges = new ArrayList<>();
        parts.forEach((start, part) -> {
            if (part instanceof Part.Image partition) {
                for (ByteRange range : partition.image().unreadable()) {
                    if (range.offset() < partition.length()) {
                        ranges.add(new ByteRange(start + range.offset(), range.length()));
                    }
                }
            }
        });
        return ranges;
    }

    @Override
    public Extent extentAt(long offset) {
        Map.Entry<Long, Part> entry = parts.floorEntry(offset);
        boolean inside =
                entry != null && offset < entry.getKey() + entry.getValue().length();
        long length = endOf(entry, inside, offset) - offset;
        if (entry != null && inside && entry.getValue() instanceof Part.Image partition) {
            Extent below = partition.image().extentAt(offset - entry.getKey());
            return new Extent(offset, Math.min(length, below.length()), below.zero());
        }
        return new Extent(offset, length, !inside);
    }

    @Override
    public Optional<Geometry> geometry() {
        return geometry;
    }

    @Override
    public MediaKind media() {
        return MediaKind.HARD_DISK;
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
    public void close() throws IOException {
        for (Closeable image : open) {
            image.close();
        }
    }
}
