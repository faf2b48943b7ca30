package reliquary.shim.bios;

/** A graphics mode's picture, dot by dot and a character row at a time. */
interface Dots {
    /** Bit of a colour that asks for exclusive or with what is there. */
    int EXCLUSIVE_OR = 0x80;

    /** The colour of a dot. */
    int read(int page, int x, int y);

    /** Sets a dot; bit 7 of the colour means exclusive or, except with 256 colours. */
    void write(int page, int x, int y, int colour);

    /**
     * Draws eight dots from x, a multiple of 8, on: those that are set in {@code row} (bit 7 leftmost) in the colour,
     * the others in 0; with exclusive or only the set ones change.
     */
    void writeRow(int page, int x, int y, int row, int colour);

    /** Copies {@code width} dots of a line, x and width multiples of 8, to another line. */
    void copyLine(int page, int x, int fromY, int toY, int width);

    /**
     * Fills {@code width} dots of a line, x and width multiples of 8; the CGA's modes take the colour as a byte of dots, as
     * their firmware does.
     */
    void fillLine(int page, int x, int y, int width, int colour);
}
