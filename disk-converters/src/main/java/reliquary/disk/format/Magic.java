package reliquary.disk.format;

import java.nio.ByteBuffer;

/** The fixed bytes that mark a format. */
final class Magic {
    private Magic() {}

    /** Whether the bytes stand at {@code offset} of the buffer. */
    static boolean at(ByteBuffer b, int offset, byte[] expected) {
        if (offset < 0 || offset > b.limit() - expected.length) {
            return false;
        }
        return b.slice(offset, expected.length).equals(ByteBuffer.wrap(expected));
    }
}
