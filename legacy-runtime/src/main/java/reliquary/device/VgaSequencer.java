package reliquary.device;

/** The VGA's sequencer: clocks, which planes are written, how the processor's addresses fall on planes (PS/2 HITR, 2-40). */
final class VgaSequencer {
    static final int CLOCKING_MODE = 1;
    static final int MAP_MASK = 2;
    static final int CHARACTER_MAP = 3;
    static final int MEMORY_MODE = 4;

    private static final int[] WRITABLE = {0x03, 0x3D, 0x0F, 0x3F, 0x0E};

    private final int[] registers = new int[WRITABLE.length];
    private int index;

    int index() {
        return index;
    }

    void index(int value) {
        index = value & 7;
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

    /** Planes that the processor writes: bit n for plane n. */
    int mapMask() {
        return registers[MAP_MASK];
    }

    /** Four successive bytes of the processor's lie in four planes. */
    boolean chain4() {
        return (registers[MEMORY_MODE] & 0x08) != 0;
    }

    /** Even addresses write planes 0 and 2, odd ones 1 and 3. */
    boolean oddEven() {
        return (registers[MEMORY_MODE] & 0x0C) == 0;
    }

    /** Dots in one character clock, 8 or 9. */
    int dotsPerCharacter() {
        return (registers[CLOCKING_MODE] & 0x01) != 0 ? 8 : 9;
    }

    /** The dot clock is half the master clock: 320 or 360 dots a line. */
    boolean halfDotClock() {
        return (registers[CLOCKING_MODE] & 0x08) != 0;
    }
}
