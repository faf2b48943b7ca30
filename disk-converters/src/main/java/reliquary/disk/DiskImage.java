package reliquary.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * A disk as the guest's controller would see it: {@link #size()} bytes that can be read at random.
 *
 * <p>Offsets and sizes are in bytes from the first byte of the disk, whatever file format holds it. Reads may come from
 * several threads at once; writes need outside locking. Nothing of an image is held in memory in proportion to its
 * size.
 */
public interface DiskImage extends Closeable {

    /** The size of the disk in bytes; constant while the image is open. */
    long size();

    /** Bytes in a logical sector: 512 for nearly all disks, 2048 for CDs, 128 to 8192 for odd floppies. */
    default int sectorSize() {
        return 512;
    }

    /** Whether {@link #write} is allowed. Originals are opened read-only. */
    boolean writable();

    /**
     * Fills the rest of {@code target} from the disk.
     *
     * @param offset first byte to read, 0 to {@code size() - target.remaining()}
     * @throws UnreadableRangeException where the original could not be read; {@code target}'s content is then undefined
     * @throws java.io.EOFException where the range passes the end of the disk
     */
    void read(long offset, ByteBuffer target) throws IOException;

    /**
     * Writes the rest of {@code source} to the disk.
     *
     * @param offset first byte to write, 0 to {@code size() - source.remaining()}
     * @throws java.nio.channels.NonWritableChannelException if the image is not {@link #writable()}
     */
    void write(long offset, ByteBuffer source) throws IOException;

    /** Makes everything written so far durable. */
    void flush() throws IOException;

    /** What the image itself states about its geometry; empty where it says nothing (it is then worked out). */
    default Optional<Geometry> geometry() {
        return Optional.empty();
    }

    /** What the medium is: decides which drive it goes into. */
    default MediaKind media() {
        return MediaKind.guess(size(), sectorSize());
    }

    /** Ranges that the tool which made the image could not read, sorted, not overlapping. */
    default List<ByteRange> unreadable() {
        return List.of();
    }

    /**
     * How far from {@code offset} the content is known to be the same kind: stored data, or zeros that are not stored.
     * Copying skips what is known to be zero. An image that does not know answers with stored data to its end.
     */
    default Extent extentAt(long offset) {
        return new Extent(offset, size() - offset, false);
    }

    /** A run of bytes that are either stored ({@code zero} false) or known to be zero without being stored. */
    record Extent(long offset, long length, boolean zero) {}
}
