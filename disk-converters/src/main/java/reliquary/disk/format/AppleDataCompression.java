package reliquary.disk.format;

import java.io.IOException;

/**
 * ADC, the compression of old Apple disk images: a byte from 0x80 begins a run of plain bytes, one from 0x40 a copy with
 * a 16-bit distance, any other a copy with a 10-bit distance (as described in libmodi's format notes).
 */
final class AppleDataCompression {
    private AppleDataCompression() {}

    /** Unpacks to exactly {@code length} bytes. */
    static byte[] unpack(byte[] in, int length) throws IOException {
        byte[] out = new byte[length];
        int done = 0;
        int at = 0;
        while (done < length) {
            if (at >= in.length) {
                throw new IOException("an ADC run ends after " + done + " of " + length + " bytes");
            }
            int code = in[at] & 0xFF;
            int header = code >= 0x80 ? 1 : code >= 0x40 ? 3 : 2;
            int count = code >= 0x80 ? (code & 0x7F) + 1 : code >= 0x40 ? (code & 0x3F) + 4 : (code >> 2 & 0xF) + 3;
            int needed = header + (code >= 0x80 ? count : 0);
            if (at + needed > in.length || done + count > length) {
                throw new IOException("an ADC run is damaged after " + done + " of " + length + " bytes");
            }
            if (code >= 0x80) {
                System.arraycopy(in, at + 1, out, done, count);
            } else {
                int distance = code >= 0x40
                        ? ((in[at + 1] & 0xFF) << 8 | in[at + 2] & 0xFF) + 1
                        : ((code & 3) << 8 | in[at + 1] & 0xFF) + 1;
                copy(out, done, distance, count);
            }
            done += count;
            at += needed;
        }
        return out;
    }

    private static void copy(byte[] out, int at, int distance, int count) throws IOException {
        if (distance > at) {
            throw new IOException("an ADC run refers to bytes before its beginning");
        }
        for (int i = 0; i < count; i++) {
            out[at + i] = out[at + i - distance];
        }
    }
}
