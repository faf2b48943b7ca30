package reliquary.device;

/**
 * Motorola MC6845 CRT controller (data sheet DS9838, 1984): 18 registers that say what is fetched when, and where the beam is.
 *
 * <p>The beam's place follows from guest time alone, so a program that waits for retrace sees it come and go.
 */
final class Crtc6845 {
    static final int HORIZONTAL_DISPLAYED = 1;
    static final int VERTICAL_DISPLAYED = 6;
    static final int MAXIMUM_SCAN_LINE = 9;
    static final int CURSOR_START = 10;
    static final int CURSOR_END = 11;
    static final int START_ADDRESS = 12;
    static final int CURSOR = 14;

    private static final int HORIZONTAL_TOTAL = 0;
    private static final int VERTICAL_TOTAL = 4;
    private static final int VERTICAL_ADJUST = 5;
    private static final int VERTICAL_SYNC = 7;
    private static final int FIRST_READABLE = 14;
    private static final int VERTICAL_SYNC_LINES = 16;
    private static final int PICOS_PER_NANO = 1000;
    private static final int[] WRITABLE = {
        0xFF, 0xFF, 0xFF, 0x0F, 0x7F, 0x1F, 0x7F, 0x7F, 0x03, 0x1F, 0x7F, 0x1F, 0x3F, 0xFF, 0x3F, 0xFF, 0, 0
    };

    private final int[] registers = new int[WRITABLE.length];
    private int index;

    /** Where the beam is: outside the displayed part, and in vertical retrace. */
    record Beam(boolean blanked, boolean verticalSync) {}

    void index(int value) {
        index = value & 0x1F;
    }

    void write(int value) {
        if (index < WRITABLE.length) {
            registers[index] = value & WRITABLE[index];
        }
    }

    /** Only the cursor's place and the light pen's can be read. */
    int read() {
        return index >= FIRST_READABLE && index < WRITABLE.length ? registers[index] : 0;
    }

    int register(int number) {
        return registers[number];
    }

    /**
     * The beam at guest time {@code now} in nanoseconds.
     *
     * @param characterPicos picoseconds the beam takes for a character
     */
    Beam beam(long now, long characterPicos) {
        int height = registers[MAXIMUM_SCAN_LINE] + 1;
        long line = (registers[HORIZONTAL_TOTAL] + 1) * characterPicos;
        int lines = Math.max(2, (registers[VERTICAL_TOTAL] + 1) * height + registers[VERTICAL_ADJUST]);
        long frame = line * lines;
        // A thousand frames last as many nanoseconds as one lasts picoseconds: reduced first, nothing overflows.
        long position = now % frame * PICOS_PER_NANO % frame;
        int y = (int) (position / line);
        long x = position % line / characterPicos;
        // Before firmware has set a mode, too, there are lines in retrace and others, so that no program waits for
        // ever.
        int sync = Math.max(1, Math.min(registers[VERTICAL_SYNC] * height, lines - 1));
        boolean displayed = y < registers[VERTICAL_DISPLAYED] * height && x < registers[HORIZONTAL_DISPLAYED];
        return new Beam(!displayed, y >= sync && y < sync + VERTICAL_SYNC_LINES);
    }
}
