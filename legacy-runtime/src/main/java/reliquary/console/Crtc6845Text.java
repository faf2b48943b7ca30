package reliquary.console;

import java.util.function.IntUnaryOperator;

/**
 * The text that an MC6845 fetches: columns, rows, start and cursor from its registers (Motorola MC6845 data sheet).
 *
 * @param crtc reads a register by its number
 * @param memory reads the card's memory by its address, which wraps
 */
record Crtc6845Text(IntUnaryOperator crtc, IntUnaryOperator memory) {
    private static final int HORIZONTAL_DISPLAYED = 1;
    private static final int VERTICAL_DISPLAYED = 6;
    private static final int CURSOR_START = 10;
    private static final int CURSOR_END = 11;
    private static final int START_ADDRESS = 12;
    private static final int CURSOR = 14;
    private static final int ADDRESSES = 0x3FFF;
    private static final int NOT_SHOWN = 0x20;

    /** Characters in a row; 1 before a mode is set. */
    int columns() {
        return Math.max(1, crtc.applyAsInt(HORIZONTAL_DISPLAYED));
    }

    int rows() {
        return Math.max(1, crtc.applyAsInt(VERTICAL_DISPLAYED));
    }

    /** Address counter at the top left. */
    int start() {
        return word(START_ADDRESS);
    }

    /** The screen, its attributes changed by {@code attributes} to what they look like. */
    TextScreen read(TextScreen.Style style, IntUnaryOperator attributes) {
        int columns = columns();
        byte[] cells = new byte[columns * rows() * 2];
        for (int i = 0; i < cells.length / 2; i++) {
            int address = (start() + i & ADDRESSES) * 2;
            cells[2 * i] = (byte) memory.applyAsInt(address);
            cells[2 * i + 1] = (byte) attributes.applyAsInt(memory.applyAsInt(address + 1));
        }
        return new TextScreen(columns, rows(), cells, cursor(columns), style);
    }

    private TextScreen.Cursor cursor(int columns) {
        int place = word(CURSOR) - start() & ADDRESSES;
        int first = crtc.applyAsInt(CURSOR_START) & 0x1F;
        int last = crtc.applyAsInt(CURSOR_END) & 0x1F;
        // Of the four blinking modes, one hides the cursor.
        boolean shown = (crtc.applyAsInt(CURSOR_START) & 0x60) != NOT_SHOWN && first <= last;
        return new TextScreen.Cursor(place % columns, place / columns, first, last, shown && place < columns * rows());
    }

    private int word(int register) {
        return crtc.applyAsInt(register) << 8 | crtc.applyAsInt(register + 1);
    }
}
