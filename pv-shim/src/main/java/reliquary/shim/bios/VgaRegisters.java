package reliquary.shim.bios;

import reliquary.shim.PortIo;

/** The VGA's register files by port (IBM PS/2 Hardware Interface Technical Reference, "Video Subsystem"). */
final class VgaRegisters {
    static final int MAP_MASK = 2;
    static final int MEMORY_MODE = 4;
    static final int SET_RESET = 0;
    static final int ENABLE_SET_RESET = 1;
    static final int DATA_ROTATE = 3;
    static final int READ_MAP = 4;
    static final int GRAPHICS_MODE = 5;
    static final int MISCELLANEOUS = 6;
    static final int BIT_MASK = 8;
    static final int OVERSCAN = 0x11;
    static final int MODE_CONTROL = 0x10;
    static final int COLOUR_SELECT = 0x14;

    static final int CURSOR_START = 0x0A;
    static final int CURSOR_END = 0x0B;
    static final int START_ADDRESS = 0x0C;
    static final int CURSOR_LOCATION = 0x0E;
    static final int MAXIMUM_SCAN_LINE = 0x09;
    static final int VERTICAL_END = 0x12;
    private static final int PROTECT = 0x11;

    private static final int ATTRIBUTE = 0x3C0;
    private static final int ATTRIBUTE_READ = 0x3C1;
    private static final int MISC_OUTPUT = 0x3C2;
    private static final int SEQUENCER = 0x3C4;
    private static final int PEL_MASK = 0x3C6;
    private static final int DAC_READ = 0x3C7;
    private static final int DAC_WRITE = 0x3C8;
    private static final int DAC_DATA = 0x3C9;
    private static final int GRAPHICS = 0x3CE;
    private static final int MISC_OUTPUT_READ = 0x3CC;
    private static final int SCREEN_ON = 0x20;
    private static final int INPUT_STATUS = 6;

    private final PortIo ports;
    private final BiosDataArea data;

    VgaRegisters(PortIo ports, BiosDataArea data) {
        this.ports = ports;
        this.data = data;
    }

    void sequencer(int index, int value) {
        ports.out8(SEQUENCER, index);
        ports.out8(SEQUENCER + 1, value);
    }

    int sequencer(int index) {
        ports.out8(SEQUENCER, index);
        return ports.in8(SEQUENCER + 1);
    }

    void graphics(int index, int value) {
        ports.out8(GRAPHICS, index);
        ports.out8(GRAPHICS + 1, value);
    }

    int graphics(int index) {
        ports.out8(GRAPHICS, index);
        return ports.in8(GRAPHICS + 1);
    }

    void crtc(int index, int value) {
        int port = crtcPort();
        ports.out8(port, index);
        ports.out8(port + 1, value & 0xFF);
    }

    int crtc(int index) {
        int port = crtcPort();
        ports.out8(port, index);
        return ports.in8(port + 1);
    }

    /** Two neighbouring CRTC registers, the high byte first. */
    void crtcWord(int index, int value) {
        crtc(index, value >> 8);
        crtc(index + 1, value);
    }

    int crtcPort() {
        return data.wordAt(BiosDataArea.CRTC_PORT);
    }

    void miscellaneous(int value) {
        ports.out8(MISC_OUTPUT, value);
    }

    int miscellaneous() {
        return ports.in8(MISC_OUTPUT_READ);
    }

    /** All 25 CRTC registers; the first eight are protected by bit 7 of 11h. */
    void loadCrtc(byte[] values) {
        crtc(PROTECT, values[PROTECT] & 0x7F);
        for (int i = 0; i < values.length; i++) {
            crtc(i, values[i] & 0xFF);
        }
    }

    /** Writes an attribute controller register and leaves the picture on. */
    void attribute(int index, int value) {
        ports.in8(crtcPort() + INPUT_STATUS);
        ports.out8(ATTRIBUTE, index);
        ports.out8(ATTRIBUTE, value);
        ports.out8(ATTRIBUTE, SCREEN_ON);
    }

    int attribute(int index) {
        ports.in8(crtcPort() + INPUT_STATUS);
        ports.out8(ATTRIBUTE, index);
        int value = ports.in8(ATTRIBUTE_READ);
        ports.in8(crtcPort() + INPUT_STATUS);
        ports.out8(ATTRIBUTE, SCREEN_ON);
        ports.in8(crtcPort() + INPUT_STATUS);
        return value;
    }

    /** One colour, 0 to 255, of 6-bit intensities. */
    void dac(int index, int red, int green, int blue) {
        ports.out8(DAC_WRITE, index);
        ports.out8(DAC_DATA, red);
        ports.out8(DAC_DATA, green);
        ports.out8(DAC_DATA, blue);
    }

    /** Red, green and blue of one colour, 0 to 63. */
    int[] dac(int index) {
        ports.out8(DAC_READ, index);
        return new int[] {ports.in8(DAC_DATA), ports.in8(DAC_DATA), ports.in8(DAC_DATA)};
    }

    void pelMask(int value) {
        ports.out8(PEL_MASK, value);
    }

    int pelMask() {
        return ports.in8(PEL_MASK);
    }

    /** Ports 3D8h and 3D9h of the CGA, or 3B8h of the MDA: {@code offset} 8 or 9 from 3x0h. */
    void compatible(int offset, int value) {
        ports.out8((crtcPort() & 0x3F0) + offset, value);
    }
}
