package reliquary.shim.bios;

/** A display page as rows of character cells, whatever the mode draws them with. Columns and rows count from 0. */
interface CharacterCells {
    /** The attribute that {@link #write} leaves as it is. */
    int KEEP_ATTRIBUTE = -1;

    /**
     * Writes one character.
     *
     * @param attribute the text attribute, in graphics modes the colour (bit 7: exclusive or); or {@link #KEEP_ATTRIBUTE}
     */
    void write(int page, int column, int row, int character, int attribute);

    /** The character in the low byte, its attribute in the high byte (0 in graphics modes). */
    int read(int page, int column, int row);

    /** Moves a window up by {@code lines} (down if negative) and fills what comes free; 0 clears it. Edges belong to it. */
    void scroll(int page, Window window, int lines, int attribute);

    /** A rectangle of cells. */
    record Window(int left, int top, int right, int bottom) {
        int width() {
            return right - left + 1;
        }

        int height() {
            return bottom - top + 1;
        }
    }
}
