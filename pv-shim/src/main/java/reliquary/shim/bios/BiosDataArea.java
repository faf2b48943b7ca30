package reliquary.shim.bios;

import reliquary.shim.GuestMemory;

/** The BIOS data area at 0040:0000, named as in the IBM PC AT and PS/2 Technical References; offsets are in bytes. */
final class BiosDataArea {
    static final int SEGMENT = 0x40;
    static final int BASE = 0x400;

    /** Port bases of COM1 to COM4, words; 0 where there is none. */
    static final int SERIAL_PORTS = 0x00;
    /** Port bases of LPT1 to LPT3, words; LPT4's place holds the segment of the extended area. */
    static final int PARALLEL_PORTS = 0x08;

    static final int EBDA_SEGMENT = 0x0E;
    static final int EQUIPMENT = 0x10;
    /** Conventional memory in KiB. */
    static final int MEMORY_SIZE = 0x13;

    static final int KEYBOARD_FLAGS_0 = 0x17;
    static final int KEYBOARD_FLAGS_1 = 0x18;
    static final int ALT_NUMBER = 0x19;
    static final int KEYBOARD_HEAD = 0x1A;
    static final int KEYBOARD_TAIL = 0x1C;
    static final int KEYBOARD_BUFFER = 0x1E;
    static final int KEYBOARD_BUFFER_END = 0x3E;

    static final int SEEK_STATUS = 0x3E;
    static final int MOTOR_STATUS = 0x3F;
    /** Ticks until the floppy motors stop. */
    static final int MOTOR_COUNT = 0x40;

    static final int FLOPPY_STATUS = 0x41;

    static final int VIDEO_MODE = 0x49;
    static final int COLUMNS = 0x4A;
    /** Bytes in a display page. */
    static final int PAGE_SIZE = 0x4C;

    static final int PAGE_START = 0x4E;
    /** Column and row of the cursor of each of eight pages. */
    static final int CURSOR_POSITIONS = 0x50;
    /** Last and first scan line of the cursor. */
    static final int CURSOR_SHAPE = 0x60;

    static final int ACTIVE_PAGE = 0x62;
    static final int CRTC_PORT = 0x63;
    /** What was last written to port 3x8h. */
    static final int MODE_REGISTER = 0x65;
    /** What was last written to port 3D9h. */
    static final int COLOUR_REGISTER = 0x66;

    /** Far pointer that shutdown codes 5 and 0Ah jump to. */
    static final int RESUME_POINTER = 0x67;

    static final int TICKS = 0x6C;
    static final int MIDNIGHT = 0x70;
    static final int BREAK_FLAG = 0x71;
    static final int RESET_FLAG = 0x72;
    static final int WARM_START = 0x1234;

    static final int HARD_DISK_STATUS = 0x74;
    static final int HARD_DISKS = 0x75;
    static final int PARALLEL_TIMEOUTS = 0x78;
    static final int SERIAL_TIMEOUTS = 0x7C;
    static final int KEYBOARD_START_POINTER = 0x80;
    static final int KEYBOARD_END_POINTER = 0x82;

    /** Text rows on the screen, less one. */
    static final int ROWS = 0x84;
    /** Scan lines in a character, a word. */
    static final int CHARACTER_HEIGHT = 0x85;

    static final int VIDEO_CONTROL = 0x87;
    static final int VIDEO_SWITCHES = 0x88;
    static final int VIDEO_FLAGS = 0x89;
    static final int DISPLAY_COMBINATION = 0x8A;
    static final int FLOPPY_MEDIA_CONTROL = 0x8B;
    static final int FLOPPY_CAPABILITIES = 0x8F;
    /** One byte for each of two drives: data rate and whether the medium is known. */
    static final int FLOPPY_MEDIA_STATE = 0x90;

    static final int FLOPPY_CYLINDERS = 0x94;
    static final int KEYBOARD_FLAGS_2 = 0x96;
    static final int KEYBOARD_LEDS = 0x97;
    /** Far pointer to the byte whose bit 7 an event wait sets. */
    static final int WAIT_FLAG_POINTER = 0x98;

    /** Microseconds left of the event wait, a double word. */
    static final int WAIT_COUNT = 0x9C;

    static final int WAIT_ACTIVE = 0xA0;
    static final int VIDEO_POINTERS = 0xA8;
    /** What print screen is doing, at 0050:0000. */
    static final int PRINT_SCREEN_STATUS = 0x100;

    private final GuestMemory memory;

    BiosDataArea(GuestMemory memory) {
        this.memory = memory;
    }

    int byteAt(int offset) {
        return memory.read8(BASE + offset);
    }

    void setByte(int offset, int value) {
        memory.write8(BASE + offset, value & 0xFF);
    }

    int wordAt(int offset) {
        return memory.read16(BASE + offset);
    }

    void setWord(int offset, int value) {
        memory.write16(BASE + offset, value & 0xFFFF);
    }

    int doubleAt(int offset) {
        return memory.read32(BASE + offset);
    }

    void setDouble(int offset, int value) {
        memory.write32(BASE + offset, value);
    }

    /** Linear address of the extended BIOS data area, wherever a memory manager has moved it. */
    int extendedArea() {
        return wordAt(EBDA_SEGMENT) << 4;
    }

    boolean bits(int offset, int mask) {
        return (byteAt(offset) & mask) != 0;
    }

    /** Sets or clears the bits in {@code mask} of one byte. */
    void setBits(int offset, int mask, boolean on) {
        int old = byteAt(offset);
        setByte(offset, on ? old | mask : old & ~mask);
    }
}
