package reliquary.device;

/** The VGA's attribute controller: from attribute or pixel to the DAC's index, and panning (PS/2 HITR, 2-89). */
final class VgaAttributes {
    static final int MODE_CONTROL = 0x10;
    static final int OVERSCAN = 0x11;
    static final int COLOUR_PLANE_ENABLE = 0x12;
    static final int PEL_PANNING = 0x13;
    static final int COLOUR_SELECT = 0x14;

    private static final int REGISTERS = 0x15;
    private static final int PALETTE_WRITABLE = 0x3F;
    private static final int[] CONTROL_WRITABLE = {0xEF, 0xFF, 0x3F, 0x0F, 0x0F};

    private final int[] registers = new int[REGISTERS];
    private int index;
    private boolean expectsData;

    /** The next write goes to the index: what reading input status 1 does. */
    void resetFlipFlop() {
        expectsData = false;
    }

    int index() {
        return index;
    }

    /** Writes the index or the data, in turns. */
    void write(int value) {
        if (!expectsData) {
            index = value & 0x3F;
        } else if (number() < MODE_CONTROL) {
            registers[number()] = value & PALETTE_WRITABLE;
        } else if (number() < REGISTERS) {
            registers[number()] = value & CONTROL_WRITABLE[number() - MODE_CONTROL];
        }
        expectsData = !expectsData;
    }

    int read() {
        return number() < REGISTERS ? registers[number()] : 0;
    }

    int register(int number) {
        return registers[number];
    }

    /** The palette feeds the screen; otherwise the processor owns it and the screen is blank. */
    boolean displays() {
        return (index & 0x20) != 0;
    }

    private int number() {
        return index & 0x1F;
    }
}
