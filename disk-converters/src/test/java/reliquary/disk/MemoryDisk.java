package reliquary.disk;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk in memory, for tests that build small disks byte by byte. */
public final class MemoryDisk implements DiskImage {
    private final ByteBuffer bytes;

    public MemoryDisk(int size) {
        this(new byte[size]);
    }

    public MemoryDisk(byte[] content) {
        this.bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    }

    public static MemoryDisk of(Path file) throws IOException {
        return new MemoryDisk(Files.readAllBytes(file));
    }

    /** The content itself, little-endian. */
    public ByteBuffer bytes() {
        return bytes;
    }

    @Override
    public long size() {
        return bytes.capacity();
    }

    @Override
    public boolean writable() {
        return true;
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
        if (offset < 0 || offset + target.remaining() > size()) {
            throw new EOFException("read at " + offset + " passes the end of the disk at " + size());
        }
        target.put(bytes.slice((int) offset, target.remaining()));
    }

    @Override
    public void write(long offset, ByteBuffer source) throws IOException {
        if (offset < 0 || offset + source.remaining() > size()) {
            throw new EOFException("write at " + offset + " passes the end of the disk at " + size());
        }
        bytes.slice((int) offset, source.remaining()).put(source);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
