package reliquary.disk.format;

import java.nio.ByteBuffer;

/** Zero bytes: putting them into buffers, and finding whether a buffer holds nothing else. */
public final class Zeros {
    private static final byte[] PAGE = new byte[64 * 1024];

    private Zeros() {}

    /** Puts {@code count} zero bytes. */
    public static void put(ByteBuffer target, int count) {
        while (count > 0) {
            int n = Math.min(count, PAGE.length);
            target.put(PAGE, 0, n);
            count -= n;
        }
    }

    /** Whether {@code length} bytes from {@code offset} of the buffer are all zero. */
    public static boolean only(ByteBuffer buffer, int offset, int length) {
        int end = offset + length;
        for (int at = offset; at < end; at += PAGE.length) {
            int n = Math.min(PAGE.length, end - at);
            if (buffer.slice(at, n).mismatch(ByteBuffer.wrap(PAGE, 0, n)) >= 0) {
                return false;
            }
        }
        return true;
    }
}
