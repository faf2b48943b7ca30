package reliquary.disk.overlay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import reliquary.disk.DiskFormatException;

/**
 * The file of an overlay with its fixed places: header, refcount table (one cluster), first refcount block, L1 table,
 * then tables and data as they come. A throw-away file is never forced to the disk.
 */
final class OverlayFile {
    static final int CLUSTER_BITS = 16;
    static final int CLUSTER = 1 << CLUSTER_BITS;
    static final long REFCOUNT_TABLE = CLUSTER;
    static final long FIRST_REFCOUNT_BLOCK = 2L * CLUSTER;
    static final long L1_TABLE = 3L * CLUSTER;

    private final Path path;
    private final FileChannel channel;
    private final boolean durable;

    OverlayFile(Path path, FileChannel channel, boolean durable) {
        this.path = path;
        this.channel = channel;
        this.durable = durable;
    }

    Path path() {
        return path;
    }

    FileChannel channel() {
        return channel;
    }

    boolean durable() {
        return durable;
    }

    /** Takes the lock that keeps a second writer out, in this process or another; closing the file releases it. */
    void lock() throws IOException {
        String message =
                path + ": the overlay is in use by another running machine; stop that one or use another overlay";
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw new DiskFormatException(message);
            }
        } catch (OverlappingFileLockException e) {
            throw new DiskFormatException(message, e);
        }
    }

    long length() throws IOException {
        return channel.size();
    }

    /** Makes the file at least this long; the new part reads as zeros. */
    void extend(long length) throws IOException {
        if (channel.size() < length) {
            write(length - 1, ByteBuffer.allocate(1));
        }
    }

    void truncate(long length) throws IOException {
        channel.truncate(length);
    }

    /** Fills the rest of {@code target}; the not yet written end of the last cluster reads as zeros. */
    void read(long offset, ByteBuffer target) throws IOException {
        while (target.hasRemaining()) {
            int n = channel.read(target, offset);
            if (n < 0) {
                while (target.hasRemaining()) {
                    target.put((byte) 0);
                }
                return;
            }
            offset += n;
        }
    }

    void write(long offset, ByteBuffer source) throws IOException {
        while (source.hasRemaining()) {
            offset += channel.write(source, offset);
        }
    }

    long readLong(long offset) throws IOException {
        ByteBuffer b = ByteBuffer.allocate(8);
        read(offset, b);
        return b.getLong(0);
    }

    void writeLong(long offset, long value) throws IOException {
        write(offset, ByteBuffer.allocate(8).putLong(0, value));
    }

    /** Waits until everything written is on the disk. */
    void force() throws IOException {
        if (durable) {
            channel.force(false);
        }
    }

    /** Refuses a cluster reference that a healthy overlay cannot have. */
    void checkCluster(long offset, String what) throws IOException {
        boolean possible = offset == FIRST_REFCOUNT_BLOCK || offset >= L1_TABLE && offset % CLUSTER == 0;
        if (!possible) {
            throw new DiskFormatException(path + ": " + what + " refers to byte " + offset + ", which is no cluster");
        }
        if (offset >= length()) {
            throw new DiskFormatException(
                    path + ": " + what + " at byte " + offset + " lies behind the end of the file");
        }
    }

    void close() throws IOException {
        channel.close();
    }
}
