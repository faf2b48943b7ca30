package reliquary.disk.format;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import reliquary.disk.DiskImage;

/** A raw image file: offset in the file equals offset on the disk. */
public final class RawImage implements DiskImage {
    private final FileChannel channel;
    private final long size;
    private final boolean writable;

    private RawImage(FileChannel channel, boolean writable) throws IOException {
        this.channel = channel;
        this.size = channel.size();
        this.writable = writable;
    }

    /** Opens an original: read-only. */
    public static RawImage open(Path file) throws IOException {
        return new RawImage(FileChannel.open(file, StandardOpenOption.READ), false);
    }

    /** Opens a file of one's own for writing. */
    public static RawImage openWritable(Path file) throws IOException {
        return new RawImage(FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE), true);
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public boolean writable() {
        return writable;
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
        if (offset < 0 || offset > size - target.remaining()) {
            throw new EOFException("read at " + offset + " passes the end of the disk at " + size);
        }
        while (target.hasRemaining()) {
            int n = channel.read(target, offset);
            if (n < 0) {
                throw new EOFException("the image file became shorter while it was open");
            }
            offset += n;
        }
    }

    @Override
    public void write(long offset, ByteBuffer source) throws IOException {
        if (!writable) {
            throw new NonWritableChannelException();
        }
        if (offset < 0 || offset > size - source.remaining()) {
            throw new EOFException("write at " + offset + " passes the end of the disk at " + size);
        }
        while (source.hasRemaining()) {
            offset += channel.write(source, offset);
        }
    }

    @Override
    public void flush() throws IOException {
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
