package reliquary.disk.fs;

import java.nio.ByteBuffer;

/** Content that is already in memory, such as a file kept within its directory record. */
public record BytesContent(ByteBuffer bytes) implements FileContent {
    @Override
    public long size() {
        return bytes.limit();
    }

    @Override
    public int read(long position, ByteBuffer target) {
        if (position < 0 || position >= bytes.limit()) {
            return -1;
        }
        int count = Math.min(target.remaining(), bytes.limit() - (int) position);
        target.put(bytes.slice((int) position, count));
        return count;
    }
}
