package reliquary.disk.fs.ntfs;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import reliquary.disk.DiskFormatException;

/**
 * LZNT1 ([MS-XCA] "Xpress Compression Algorithm", section 2.5): chunks of up to 4096 bytes, each behind a u16 with its size
 * minus 1 in bits 0-11 and bit 15 set if it is compressed; 0 ends. In a compressed chunk a byte of flags precedes eight
 * tokens, each a byte or a u16 of distance and length, whose border moves down as the chunk grows.
 */
final class Lznt1 {
    private static final int CHUNK = 4096;

    private final ByteBuffer in;
    private final byte[] out;
    private int at;

    private Lznt1(ByteBuffer in, int size) {
        this.in = in.slice().order(ByteOrder.LITTLE_ENDIAN);
        this.out = new byte[size];
    }

    /** Expands compressed bytes to exactly {@code size}, with zeros behind their end. */
    static ByteBuffer expand(ByteBuffer compressed, int size) throws DiskFormatException {
        Lznt1 lz = new Lznt1(compressed, size);
        while (lz.in.remaining() >= 2 && lz.at < size) {
            int header = lz.in.getShort() & 0xFFFF;
            if (header == 0) {
                break;
            }
            int length = Math.min((header & 0xFFF) + 1, lz.in.remaining());
            ByteBuffer chunk = lz.in.slice(lz.in.position(), length).order(ByteOrder.LITTLE_ENDIAN);
            lz.in.position(lz.in.position() + length);
            int start = lz.at;
            if ((header & 0x8000) != 0) {
                lz.chunk(chunk);
            } else {
                int count = Math.min(length, size - lz.at);
                chunk.get(lz.out, lz.at, count);
            }
            lz.at = start + CHUNK;
        }
        return ByteBuffer.wrap(lz.out);
    }

    private void chunk(ByteBuffer chunk) throws DiskFormatException {
        int start = at;
        int end = Math.min(out.length, start + CHUNK);
        while (chunk.hasRemaining() && at < end) {
            int flags = chunk.get();
            for (int bit = 0; bit < 8 && chunk.hasRemaining() && at < end; bit++) {
                if ((flags >> bit & 1) == 0) {
                    out[at++] = chunk.get();
                } else {
                    copy(chunk, start, end);
                }
            }
        }
    }

    private void copy(ByteBuffer chunk, int start, int end) throws DiskFormatException {
        if (chunk.remaining() < 2) {
            throw new DiskFormatException("compressed data ends within a token");
        }
        int token = chunk.getShort() & 0xFFFF;
        int lengthBits = 12;
        for (int reach = at - start - 1; reach >= 16; reach >>= 1) {
            lengthBits--;
        }
        int length = (token & (1 << lengthBits) - 1) + 3;
        int distance = (token >> lengthBits) + 1;
        if (distance > at - start) {
            throw new DiskFormatException("compressed data refers to bytes before its begin");
        }
        for (int i = 0; i < length && at < end; i++) {
            out[at] = out[at - distance];
            at++;
        }
    }
}
