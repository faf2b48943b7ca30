package reliquary.disk.cd;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The 32-bit error detection code of data sectors (ECMA-130, 14.3): polynomial (x^16 + x^15 + x^2 + 1)(x^16 + x^2 + x +
 * 1), least significant bit first.
 */
final class ErrorDetectionCode {
    private static final int REVERSED_POLYNOMIAL = 0xD8018001;
    private static final int[] TABLE = new int[256];

    static {
        for (int i = 0; i < 256; i++) {
            int code = i;
            for (int bit = 0; bit < 8; bit++) {
                code = code >>> 1 ^ ((code & 1) != 0 ? REVERSED_POLYNOMIAL : 0);
            }
            TABLE[i] = code;
        }
    }

    private ErrorDetectionCode() {}

    /** The code over bytes {@code from} to {@code to - 1}. */
    static int over(ByteBuffer sector, int from, int to) {
        int code = 0;
        for (int i = from; i < to; i++) {
            code = code >>> 8 ^ TABLE[(code ^ sector.get(i)) & 0xFF];
        }
        return code;
    }

    /** Whether the code stored at {@code to}, little-endian, is that of the bytes from {@code from} up to it. */
    static boolean matches(ByteBuffer sector, int from, int to) {
        return sector.duplicate().order(ByteOrder.LITTLE_ENDIAN).getInt(to) == over(sector, from, to);
    }
}
