package reliquary.disk.format;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import reliquary.disk.DiskFormatException;

/**
 * The file behind an image, read at given offsets. A structure that would pass the end of the file is refused before
 * memory is taken for it, so no number in a file can ask for more memory than the file has bytes.
 */
public final class ImageFile implements Closeable {
    private final Path path;
    private final FileChannel channel;
    private final long size;
    private final FilePatches patches;

    private ImageFile(Path path, FileChannel channel, long size, FilePatches patches) {
        this.path = path;
        this.channel = channel;
        this.size = size;
        this.patches = patches;
    }

    /** Opens a file for reading. */
    public static ImageFile open(Path path) throws IOException {
        return of(path, FileChannel.open(path, StandardOpenOption.READ));
    }

    /** Wraps a channel that is already open; {@link #close} closes it. */
    public static ImageFile of(Path path, FileChannel channel) throws IOException {
        return new ImageFile(path, channel, channel.size(), FilePatches.NONE);
    }

    /** The same file as it would be with the patches written to it; closing either closes both. */
    ImageFile patched(FilePatches with) {
        return new ImageFile(path, channel, Math.max(size, with.end()), with);
    }

    public Path path() {
        return path;
    }

    /** Size in bytes when the file was opened. */
    public long size() {
        return size;
    }

    /**
     * Reads one structure.
     *
     * @param what its name for the message if it passes the end of the file
     * @return a big-endian heap buffer with position 0 and {@code length} bytes
     */
    public ByteBuffer read(long offset, long length, String what) throws IOException {
        if (offset < 0 || length < 0 || length > Integer.MAX_VALUE - 8 || offset > size - length) {
            throw damaged(offset, what + " of " + length + " bytes passes the end of the file at " + size);
        }
        ByteBuffer buffer = ByteBuffer.allocate((int) length);
        readPadded(offset, buffer);
        return buffer.flip();
    }

    /** As {@link #read}, little-endian. */
    public ByteBuffer readLittle(long offset, long length, String what) throws IOException {
        return read(offset, length, what).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Fills the rest of {@code target} from {@code offset}; refuses to pass the end of the file. */
    public void readFully(long offset, ByteBuffer target) throws IOException {
        if (offset < 0 || offset > size - target.remaining()) {
            throw damaged(offset, "the file ends at " + size + " where stored data was expected");
        }
        readPadded(offset, target);
    }

    /** Fills the rest of {@code target} from {@code offset}; what lies behind the end of the file reads as zeros. */
    public void readPadded(long offset, ByteBuffer target) throws IOException {
        if (patches.isEmpty()) {
            readStored(offset, target);
        } else {
            patches.read(offset, target, this::readStored);
        }
    }

    private void readStored(long offset, ByteBuffer target) throws IOException {
        while (target.hasRemaining()) {
            int n = offset >= size ? -1 : channel.read(target, offset);
            if (n < 0) {
                Zeros.put(target, target.remaining());
                return;
            }
            offset += n;
        }
    }

    /** The exception for a damaged place: file, reason, byte offset. */
    public DiskFormatException damaged(long offset, String reason) {
        return new DiskFormatException(path + ": " + reason + " (at byte " + offset + ")");
    }

    /** The exception for a file that is whole but not supported or not consistent. */
    public DiskFormatException refused(String reason) {
        return new DiskFormatException(path + ": " + reason);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
