package reliquary.device;

/**
 * The registers of one ATA device that a command takes its parameters from (T13 1153D, ATA/ATAPI-4, 7).
 *
 * <p>Features, count and the three address registers are two bytes deep (T13 1410D, ATA/ATAPI-6, 6.20): a write moves the
 * byte before it into bits 15 to 8, where the 48-bit commands and reads with HOB find it.
 */
final class AtaTaskFile {
    /** Device register: which device is meant. */
    static final int DEVICE_1 = 0x10;

    /** Device register: the address is a linear sector number. */
    static final int LBA = 0x40;

    /** Device register: bits that old disks want set, and that read as set. */
    private static final int OBSOLETE = 0xA0;

    private static final int HEAD = 0x0F;

    int features;
    int count;
    int low;
    int mid;
    int high;
    private int device;

    /** Writes a register, offset 1 to 6 in the command block. */
    void write(int offset, int value) {
        switch (offset) {
            case 1 -> features = pushed(features, value);
            case 2 -> count = pushed(count, value);
            case 3 -> low = pushed(low, value);
            case 4 -> mid = pushed(mid, value);
            case 5 -> high = pushed(high, value);
            default -> device = value;
        }
    }

    /** Reads a register, offset 2 to 6; {@code previous} asks for the byte that was written before the last. */
    int read(int offset, boolean previous) {
        int shift = previous ? 8 : 0;
        return switch (offset) {
            case 2 -> count >> shift & 0xFF;
            case 3 -> low >> shift & 0xFF;
            case 4 -> mid >> shift & 0xFF;
            case 5 -> high >> shift & 0xFF;
            default -> device | OBSOLETE;
        };
    }

    boolean isLba() {
        return (device & LBA) != 0;
    }

    /** Head number, or bits 27 to 24 of a linear sector number. */
    int head() {
        return device & HEAD;
    }

    void setHead(int head) {
        device = device & ~HEAD | head & HEAD;
    }

    /** Cylinder number, 0 to 65,535. */
    int cylinder() {
        return mid & 0xFF | (high & 0xFF) << 8;
    }

    /** Sets the registers to what a device shows after reset (T13 1153D, 9.12, "Signature and persistence"). */
    void sign(int cylinder) {
        count = 1;
        low = 1;
        mid = cylinder & 0xFF;
        high = cylinder >> 8;
        device = 0;
    }

    private static int pushed(int register, int value) {
        return (register << 8 | value) & 0xFFFF;
    }
}
