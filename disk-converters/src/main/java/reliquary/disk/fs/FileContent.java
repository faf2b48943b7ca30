package reliquary.disk.fs;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import reliquary.disk.DiskFormatException;

/** The bytes of one file, read at random. For one thread at a time. */
public interface FileContent {
    /** Size in bytes. */
    long size();

    /**
     * Reads as much as is easily had, at least one byte.
     *
     * @param position in the file, from 0
     * @return the number of bytes read, or -1 at or behind the end
     */
    int read(long position, ByteBuffer target) throws IOException;

    /** Fills the rest of {@code target}, or fails with {@link EOFException} where the file ends before. */
    default void readFully(long position, ByteBuffer target) throws IOException {
        while (target.hasRemaining()) {
            int n = read(position, target);
            if (n < 0) {
                throw new EOFException("the file ends at " + size());
            }
            position += n;
        }
    }

    /** The whole content of a small file; refused if it is larger than {@code most} bytes. */
    default byte[] readAll(int most) throws IOException {
        if (size() > most) {
            throw new DiskFormatException("a file of " + size() + " bytes where at most " + most + " are expected");
        }
        ByteBuffer all = ByteBuffer.allocate((int) size());
        readFully(0, all);
        return all.array();
    }

    /** The first bytes, fewer than asked for if the file is shorter. */
    default byte[] head(int count) throws IOException {
        ByteBuffer start = ByteBuffer.allocate((int) Math.min(count, size()));
        readFully(0, start);
        return start.array();
    }

    /** The content from its beginning on. */
    default InputStream stream() {
        return new FileContentStream(this);
    }
}
