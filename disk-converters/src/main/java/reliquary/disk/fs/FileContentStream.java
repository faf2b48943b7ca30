package reliquary.disk.fs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** A file's content as a stream. */
final class FileContentStream extends InputStream {
    private final FileContent content;
    private long position;

    FileContentStream(FileContent content) {
        this.content = content;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int n = content.read(position, ByteBuffer.wrap(target, offset, length));
        position += Math.max(0, n);
        return n;
    }

    @Override
    public long skip(long count) {
        long skipped = Math.max(0, Math.min(count, content.size() - position));
        position += skipped;
        return skipped;
    }
}
