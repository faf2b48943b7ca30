package reliquary.disk.floppy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import reliquary.disk.DiskFormatException;

/**
 * The chunks that PCE's image files are made of (Hampa Hug, PCE documentation, "psi-format.txt", "pri-format.txt"):
 * a name of four letters, size, data and a CRC-32 (polynomial 1EDC6F41h, from 0) over all three; big-endian.
 */
final class PceChunks {
    private static final int[] CRC = new int[256];

    static {
        for (int i = 0; i < 256; i++) {
            int crc = i << 24;
            for (int bit = 0; bit < 8; bit++) {
                crc = crc << 1 ^ (crc < 0 ? 0x1EDC6F41 : 0);
            }
            CRC[i] = crc;
        }
    }

    private final FloppyFile file;

    PceChunks(FloppyFile file) {
        this.file = file;
    }

    /** The next chunk; the one named "END " is the last. */
    Chunk next() throws DiskFormatException {
        int at = file.position();
        byte[] name = file.bytes(4);
        long size = file.u32be();
        file.seek(at);
        byte[] all = file.bytes(8 + Math.min(size, Integer.MAX_VALUE - 8));
        int crc = crc(all);
        String label = new String(name, StandardCharsets.ISO_8859_1);
        long stored = file.u32be();
        if (stored != (crc & 0xFFFFFFFFL)) {
            throw file.damaged(
                    at,
                    "checksum of chunk \"" + label.replaceAll("[^ -~]", "?").strip() + "\" is "
                            + Long.toHexString(stored) + ", it should be " + Integer.toHexString(crc));
        }
        byte[] data = Arrays.copyOfRange(all, 8, all.length);
        return new Chunk(label, at, data, new FloppyFile(file.name() + " (chunk at byte " + at + ")", data));
    }

    /** The check over a chunk's name, size and data. */
    static int crc(byte[] chunk) {
        int crc = 0;
        for (byte b : chunk) {
            crc = crc << 8 ^ CRC[(crc >>> 24) ^ b & 0xFF];
        }
        return crc;
    }

    /** A chunk's name with its trailing blanks, its place in the file, and its data. */
    record Chunk(String name, int at, byte[] data, FloppyFile fields) {
        boolean isEnd() {
            return name.equals("END ");
        }
    }
}
