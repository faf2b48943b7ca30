package reliquary.device;

/**
 * The VGA's CRT controller: where on the screen what is fetched, and where the beam is (PS/2 HITR, 2-50).
 *
 * <p>The beam's place follows from guest time alone, so a program that waits for retrace sees it come and go.
 */
final class VgaCrtc {
    static final int HORIZONTAL_TOTAL = 0x00;
    static final int HORIZONTAL_DISPLAY_END = 0x01;
    static final int VERTICAL_TOTAL = 0x06;
    static final int OVERFLOW = 0x07;
    static final int VERTICAL_RETRACE_START = 0x10;
    static final int VERTICAL_RETRACE_END = 0x11;
    static final int VERTICAL_DISPLAY_END = 0x12;
    static final int REGISTERS = 0x19;

    private static final int LINE_COMPARE_BIT = 0x10;
    private static final int HORIZONTAL_TOTAL_BIAS = 5;
    private static final int VERTICAL_TOTAL_BIAS = 2;
    private static final int PICOS_PER_NANO = 1000;

    private final int[] registers = new int[REGISTERS];
    private int index;

    int index() {
        return index;
    }

    void index(int value) {
        index = value & 0x3F;
    }

    int read() {
        return index < REGISTERS ? registers[index] : 0;
    }

    void write(int value) {
        if (index >= REGISTERS) {
            return;
        }
        if (index > OVERFLOW || !isWriteProtected()) {
            registers[index] = value;
        } else if (index == OVERFLOW) {
            registers[OVERFLOW] = registers[OVERFLOW] & ~LINE_COMPARE_BIT | value & LINE_COMPARE_BIT;
        }
    }

    int register(int number) {
        return registers[number];
    }

    /**
     * Input status 1: bit 0 outside the displayed part, bit 3 in vertical retrace.
     *
     * @param now guest time in nanoseconds
     * @param characterPicos picoseconds the beam takes for a character
     */
    int status(long now, long characterPicos) {
        long line = (registers[HORIZONTAL_TOTAL] + HORIZONTAL_TOTAL_BIAS) * characterPicos;
        int lines = tenBits(VERTICAL_TOTAL, 0, 5) + VERTICAL_TOTAL_BIAS;
        long frame = line * lines;
        // A thousand frames last as many nanoseconds as one lasts picoseconds: reduced first, nothing overflows.
        long position = now % frame * PICOS_PER_NANO % frame;
        int y = (int) (position / line);
        long x = position % line / characterPicos;
        boolean displayed = y <= tenBits(VERTICAL_DISPLAY_END, 1, 6) && x <= registers[HORIZONTAL_DISPLAY_END];
        return (displayed ? 0 : 1) | (inVerticalRetrace(y, lines) ? 8 : 0);
    }

    private boolean inVerticalRetrace(int y, int lines) {
        // Before firmware has set a mode, too, there are lines in retrace and others, so that no program waits for
        // ever.
        int start = Math.max(1, Math.min(tenBits(VERTICAL_RETRACE_START, 2, 7), lines - 1));
        int length = (registers[VERTICAL_RETRACE_END] - start & 0x0F);
        return y >= start && y < start + (length == 0 ? 16 : length);
    }

    private boolean isWriteProtected() {
        return (registers[VERTICAL_RETRACE_END] & 0x80) != 0;
    }

    /** A vertical count whose bits 8 and 9 stand in the overflow register. */
    private int tenBits(int register, int bit8, int bit9) {
        return registers[register] | (registers[OVERFLOW] >> bit8 & 1) << 8 | (registers[OVERFLOW] >> bit9 & 1) << 9;
    }
}
