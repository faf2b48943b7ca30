package reliquary.device;

import java.nio.ByteBuffer;

/**
 * Why a SCSI command ended with CHECK CONDITION (ANSI X3.131, SCSI-2, 8.2.14).
 *
 * @param key sense key, 0 to 15
 * @param code additional sense code, its qualifier in bits 7 to 0
 * @param sector the logical block at fault, or -1 if none is
 */
record ScsiSense(int key, int code, long sector) {
    static final ScsiSense NONE = new ScsiSense(0, 0, -1);
    static final ScsiSense NO_MEDIUM = new ScsiSense(2, 0x3A00, -1);
    static final ScsiSense UNKNOWN_COMMAND = new ScsiSense(5, 0x2000, -1);
    static final ScsiSense INVALID_FIELD = new ScsiSense(5, 0x2400, -1);
    static final ScsiSense REMOVAL_PREVENTED = new ScsiSense(5, 0x5302, -1);
    static final ScsiSense WAS_RESET = new ScsiSense(6, 0x2900, -1);

    private static final int BYTES = 18;

    static ScsiSense unreadable(long sector) {
        return new ScsiSense(3, 0x1100, sector);
    }

    static ScsiSense beyondEnd(long sector) {
        return new ScsiSense(5, 0x2100, sector);
    }

    /** The answer to REQUEST SENSE: fixed format, current error. */
    ByteBuffer data() {
        ByteBuffer data = ByteBuffer.allocate(BYTES);
        data.put(0, (byte) (sector < 0 ? 0x70 : 0xF0));
        data.put(2, (byte) key);
        data.putInt(3, (int) Math.max(0, sector));
        data.put(7, (byte) (BYTES - 8));
        data.putShort(12, (short) code);
        return data;
    }
}
