package reliquary.disk.floppy;

/** A 16-bit cyclic redundancy check, most significant bit first, with a table for one polynomial. */
final class Crc16 {
    /** CRC-16/CCITT, x^16 + x^12 + x^5 + 1: the check behind every ID and data field (ECMA-70, 4.10). */
    static final Crc16 CCITT = new Crc16(0x1021);

    /** The polynomial of Teledisk's own checks (Dave Dunfield, "TD0NOTES.TXT"). */
    static final Crc16 TELEDISK = new Crc16(0xA097);

    private final int[] table = new int[256];

    private Crc16(int polynomial) {
        for (int i = 0; i < 256; i++) {
            int crc = i << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = crc << 1 ^ ((crc & 0x8000) != 0 ? polynomial : 0);
            }
            table[i] = crc & 0xFFFF;
        }
    }

    /** The check after one more byte. */
    int next(int crc, int octet) {
        return (crc << 8 ^ table[crc >> 8 & 0xFF ^ octet & 0xFF]) & 0xFFFF;
    }

    /** The check after more bytes. */
    int over(int crc, byte[] bytes) {
        for (byte b : bytes) {
            crc = next(crc, b);
        }
        return crc;
    }
}
