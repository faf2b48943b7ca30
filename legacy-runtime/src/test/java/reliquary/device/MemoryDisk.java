package reliquary.device;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import reliquary.disk.ByteRange;
import reliquary.disk.DiskImage;
import reliquary.disk.UnreadableRangeException;

/** A disk whose bytes are an array, with one place that cannot be read. */
final class MemoryDisk implements DiskImage {
    private static final ByteRange NOTHING = new ByteRange(0, 0);

    final byte[] bytes;
    ByteRange bad = NOTHING;
    boolean writable = true;
    int flushes;

    MemoryDisk(int sectors) {
        bytes = new byte[sectors * 512];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 7 + (i >> 9) * 31);
        }
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public boolean writable() {
        return writable;
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
        int length = target.remaining();
        if (offset + length > bytes.length) {
            throw new EOFException();
        }
        if (bad.overlaps(new ByteRange(offset, length))) {
            throw new UnreadableRangeException(bad);
        }
        target.put(bytes, (int) offset, length);
    }

    @Override
    public void write(long offset, ByteBuffer source) throws IOException {
        if (!writable) {
            throw new NonWritableChannelException();
        }
        if (offset + source.remaining() > bytes.length) {
            throw new EOFException();
        }
        source.get(bytes, (int) offset, source.remaining());
    }

    @Override
    public void flush() {
        flushes++;
    }

    @Override
    public void close() {
        // an array needs no closing
    }
}
