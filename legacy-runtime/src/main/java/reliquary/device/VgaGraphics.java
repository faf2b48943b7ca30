package reliquary.device;

/**
 * The VGA's graphics controller: what a processor's byte does to four planes and what it reads of them (PS/2 HITR, 2-73).
 *
 * <p>Four planes' bytes at one address travel as one {@code int}, plane 0 in the low byte.
 */
final class VgaGraphics {
    static final int SET_RESET = 0;
    static final int ENABLE_SET_RESET = 1;
    static final int COLOUR_COMPARE = 2;
    static final int DATA_ROTATE = 3;
    static final int READ_MAP_SELECT = 4;
    static final int MODE = 5;
    static final int MISCELLANEOUS = 6;
    static final int COLOUR_DO_NOT_CARE = 7;
    static final int BIT_MASK = 8;

    private static final int[] WRITABLE = {0x0F, 0x0F, 0x0F, 0x1F, 0x03, 0x7B, 0x0F, 0x0F, 0xFF};
    private static final int EVERY_BYTE = 0x01010101;

    private final int[] registers = new int[WRITABLE.length];
    private int index;
    private int latches;

    int index() {
        return index;
    }

    void index(int value) {
        index = value & 0x0F;
    }

    int read() {
        return index < registers.length ? registers[index] : 0;
    }

    void write(int value) {
        if (index < registers.length) {
            registers[index] = value & WRITABLE[index];
        }
    }

    int register(int number) {
        return registers[number];
    }

    /** 0: A0000h-BFFFFh, 1: A0000h-AFFFFh, 2: B0000h-B7FFFh, 3: B8000h-BFFFFh. */
    int memoryMap() {
        return registers[MISCELLANEOUS] >> 2 & 3;
    }

    /** Address bit 0 chooses the plane and is not part of the address within it. */
    boolean chainOddEven() {
        return (registers[MISCELLANEOUS] & 0x02) != 0;
    }

    /** Reads take the plane from address bit 0. */
    boolean readsOddEven() {
        return (registers[MODE] & 0x10) != 0;
    }

    int readMap() {
        return registers[READ_MAP_SELECT];
    }

    /** What the processor writes reaches the planes unchanged, and what it reads is the plane's byte. */
    boolean isTransparent() {
        return (registers[MODE] & 0x0B) == 0
                && registers[DATA_ROTATE] == 0
                && registers[ENABLE_SET_RESET] == 0
                && registers[BIT_MASK] == 0xFF;
    }

    /** A processor's read of the planes' {@code stored} bytes: loads the latches; read mode 0 gives plane {@code plane}. */
    int readPlanes(int stored, int plane) {
        latches = stored;
        if ((registers[MODE] & 0x08) == 0) {
            return stored >> 8 * plane & 0xFF;
        }
        int differing = (stored ^ planes(registers[COLOUR_COMPARE])) & planes(registers[COLOUR_DO_NOT_CARE]);
        return ~(differing | differing >> 8 | differing >> 16 | differing >> 24) & 0xFF;
    }

    /** The planes' bytes after the processor wrote {@code value} where {@code stored} was; {@code mask} bit n for plane n. */
    int writePlanes(int stored, int value, int mask) {
        int written = switch (registers[MODE] & 3) {
            case 0 -> masked(combined(setReset(rotated(value) * EVERY_BYTE)), registers[BIT_MASK]);
            case 1 -> latches;
            case 2 -> masked(combined(planes(value & 0x0F)), registers[BIT_MASK]);
            default -> masked(combined(planes(registers[SET_RESET])), registers[BIT_MASK] & rotated(value));
        };
        int chosen = planes(mask);
        return stored & ~chosen | written & chosen;
    }

    private int rotated(int value) {
        int count = registers[DATA_ROTATE] & 7;
        return (value >> count | value << 8 - count) & 0xFF;
    }

    private int setReset(int data) {
        int forced = planes(registers[ENABLE_SET_RESET]);
        return data & ~forced | planes(registers[SET_RESET]) & forced;
    }

    private int combined(int data) {
        return switch (registers[DATA_ROTATE] >> 3) {
            case 0 -> data;
            case 1 -> data & latches;
            case 2 -> data | latches;
            default -> data ^ latches;
        };
    }

    private int masked(int data, int bits) {
        int mask = bits * EVERY_BYTE;
        return data & mask | latches & ~mask;
    }

    /** All bits of the bytes whose plane's bit is set. */
    private static int planes(int bits) {
        return ((bits & 1) | (bits & 2) << 7 | (bits & 4) << 14 | (bits & 8) << 21) * 0xFF;
    }
}
