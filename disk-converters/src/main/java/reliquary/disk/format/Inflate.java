package reliquary.disk.format;

import java.io.IOException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Deflate (RFC 1951), bare or in a zlib frame (RFC 1950), of one block whose unpacked size is known. */
final class Inflate {
    private Inflate() {}

    /** Unpacks a zlib frame to exactly {@code length} bytes. */
    static byte[] zlib(byte[] packed, int length) throws IOException {
        return unpack(packed, length, false);
    }

    /** Unpacks bare deflate data to exactly {@code length} bytes. */
    static byte[] bare(byte[] packed, int length) throws IOException {
        return unpack(packed, length, true);
    }

    private static byte[] unpack(byte[] packed, int length, boolean bare) throws IOException {
        Inflater inflater = new Inflater(bare);
        try {
            inflater.setInput(packed);
            byte[] out = new byte[length];
            int done = 0;
            while (done < length) {
                int n = inflater.inflate(out, done, length - done);
                if (n == 0) {
                    throw new IOException("a compressed block ends after " + done + " of " + length + " bytes");
                }
                done += n;
            }
            return out;
        } catch (DataFormatException e) {
            throw new IOException("a compressed block is damaged: " + e.getMessage(), e);
        } finally {
            inflater.end();
        }
    }
}
