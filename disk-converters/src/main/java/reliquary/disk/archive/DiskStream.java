package reliquary.disk.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import reliquary.disk.DiskImage;

/** The bytes of a disk from first to last as a stream. */
final class DiskStream extends InputStream {
    private final DiskImage disk;
    private long position;

    DiskStream(DiskImage disk) {
        this.disk = disk;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (position == disk.size()) {
            return length == 0 ? 0 : -1;
        }
        int count = (int) Math.min(length, disk.size() - position);
        disk.read(position, ByteBuffer.wrap(target, offset, count));
        position += count;
        return count;
    }
}
