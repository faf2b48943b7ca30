package reliquary.disk.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * The file being written; what is not written stays a hole.
 *
 * @param name that the file will have once complete
 */
record OutFile(FileChannel channel, String name) {
    void write(long offset, ByteBuffer data) throws IOException {
        while (data.hasRemaining()) {
            offset += channel.write(data, offset);
        }
    }

    /** Makes the file exactly this long, unless it is longer. */
    void extend(long length) throws IOException {
        if (length > channel.size()) {
            write(length - 1, ByteBuffer.allocate(1));
        }
    }

    /**
     * Writes those of the blocks that are not all zeros, neighbours in one go.
     *
     * @param offset where the first byte of {@code data} belongs in the file
     */
    void writeSparse(long offset, ByteBuffer data, int block) throws IOException {
        int begin = data.position();
        int end = data.limit();
        int from = begin;
        for (int at = begin; at < end; at += block) {
            int length = Math.min(block, end - at);
            if (Zeros.only(data, at, length)) {
                writePart(offset, data, begin, from, at);
                from = at + length;
            }
        }
        writePart(offset, data, begin, from, end);
    }

    private void writePart(long offset, ByteBuffer data, int begin, int from, int to) throws IOException {
        if (from < to) {
            data.limit(to).position(from);
            write(offset + from - begin, data);
        }
        data.limit(data.capacity());
    }
}
