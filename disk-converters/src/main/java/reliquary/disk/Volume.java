package reliquary.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A run of bytes on a disk that a partition table, a partition or a file system fills; offsets count from its first
 * byte.
 *
 * <p>Every access is checked against the volume's end, so that a number read from a damaged disk can neither reach into
 * a neighbouring partition nor make a buffer larger than {@link #LARGEST_STRUCTURE}.
 */
public final class Volume {
    /** The largest structure, in bytes, that is read at once: 16 MiB. What claims to be larger is damaged. */
    public static final int LARGEST_STRUCTURE = 16 << 20;

    private final DiskImage disk;
    private final ByteRange range;

    private Volume(DiskImage disk, ByteRange range) {
        this.disk = disk;
        this.range = range;
    }

    /** The whole disk. */
    public static Volume of(DiskImage disk) {
        return new Volume(disk, new ByteRange(0, disk.size()));
    }

    /** A part of a disk; what passes the end of the disk is cut off, as images that were copied too short need it. */
    public static Volume of(DiskImage disk, ByteRange range) {
        long start = Math.min(range.offset(), disk.size());
        return new Volume(disk, new ByteRange(start, Math.min(range.length(), disk.size() - start)));
    }

    /** The part of this volume from {@code offset} on, {@code length} bytes long at most. */
    public Volume part(long offset, long length) {
        long start = Math.max(0, Math.min(offset, size()));
        long count = Math.max(0, Math.min(length, size() - start));
        return new Volume(disk, new ByteRange(range.offset() + start, count));
    }

    /** Size in bytes. */
    public long size() {
        return range.length();
    }

    /** Where the volume lies on the disk, in bytes. */
    public ByteRange range() {
        return range;
    }

    /** The disk that the volume lies on. */
    public DiskImage disk() {
        return disk;
    }

    /** Whether {@link #write} is allowed. */
    public boolean writable() {
        return disk.writable();
    }

    /** Whether {@code length} bytes at {@code offset} lie inside the volume. */
    public boolean contains(long offset, long length) {
        return offset >= 0 && length >= 0 && offset <= size() - length;
    }

    /**
     * Reads a structure into a fresh little-endian buffer, position 0, limit {@code length}.
     *
     * @throws DiskFormatException if it passes the end of the volume or is larger than {@link #LARGEST_STRUCTURE}
     */
    public ByteBuffer read(long offset, int length) throws IOException {
        if (length < 0 || length > LARGEST_STRUCTURE) {
            throw new DiskFormatException(
                    "a structure of " + (length & 0xFFFF_FFFFL) + " bytes at " + offset + " cannot be right");
        }
        check(offset, length);
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        disk.read(range.offset() + offset, buffer);
        return buffer.flip();
    }

    /** Fills the rest of {@code target} from {@code offset} on; errors as for {@link #read(long, int)}. */
    public void read(long offset, ByteBuffer target) throws IOException {
        check(offset, target.remaining());
        disk.read(range.offset() + offset, target);
    }

    /** Writes the rest of {@code source} from {@code offset} on; errors as for {@link #read(long, int)}. */
    public void write(long offset, ByteBuffer source) throws IOException {
        check(offset, source.remaining());
        disk.write(range.offset() + offset, source);
    }

    private void check(long offset, long length) throws DiskFormatException {
        if (!contains(offset, length)) {
            throw new DiskFormatException(
                    length + " bytes at " + offset + " pass the end of the volume at " + size() + " bytes");
        }
    }
}
