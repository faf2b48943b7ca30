package reliquary.console;

import java.util.Arrays;
import java.util.List;

/**
 * What a text mode shows at one moment.
 *
 * @param columns characters in a row, at least 1
 * @param rows rows, at least 1
 * @param cells a code of code page 437 and its attribute byte for each place, row by row
 * @param cursor where the cursor is
 * @param style what attribute bytes mean
 */
public record TextScreen(int columns, int rows, byte[] cells, Cursor cursor, Style style) implements Screen {
    /**
     * @param column from 0; outside the screen when the cursor is elsewhere in memory
     * @param row from 0; likewise
     * @param firstLine topmost scan line, 0 to 31
     * @param lastLine bottom scan line, 0 to 31
     * @param visible whether it shows: switched on, on the screen, and {@code firstLine <= lastLine}
     */
    public record Cursor(int column, int row, int firstLine, int lastLine, boolean visible) {}

    /**
     * @param blinks bit 7 of an attribute makes the character blink; otherwise it makes the background bright
     * @param underlines a character whose attribute bits 0-2 and 4-6 are 1 is underlined, as on a monochrome display
     * @param colours the 16 colours as FFRRGGBBh
     */
    public record Style(boolean blinks, boolean underlines, List<Integer> colours) {
        public Style {
            colours = List.copyOf(colours);
            if (colours.size() != 16) {
                throw new IllegalArgumentException("a text mode has 16 colours, not " + colours.size());
            }
        }

        /** FFRRGGBBh of the character. */
        int foreground(int attribute) {
            return colours.get(attribute & 0x0F);
        }

        /** FFRRGGBBh behind the character. */
        int background(int attribute) {
            return colours.get(backgroundNumber(attribute));
        }

        /** Number of the colour behind the character, 0 to 15. */
        int backgroundNumber(int attribute) {
            return attribute >> 4 & (blinks ? 0x07 : 0x0F);
        }

        boolean blinking(int attribute) {
            return blinks && (attribute & 0x80) != 0;
        }

        boolean underlined(int attribute) {
            return underlines && (attribute & 0x77) == 0x01;
        }
    }

    public TextScreen {
        if (columns < 1 || rows < 1 || cells.length != columns * rows * 2) {
            throw new IllegalArgumentException(
                    cells.length + " bytes are not " + columns + " columns and " + rows + " rows");
        }
        cells = cells.clone();
    }

    /** A copy: the screen itself does not change. */
    @Override
    public byte[] cells() {
        return cells.clone();
    }

    /** The code of code page 437 at a place, 0 to 255. */
    public int character(int column, int row) {
        return cells[2 * (row * columns + column)] & 0xFF;
    }

    /** The attribute byte at a place, 0 to 255. */
    public int attribute(int column, int row) {
        return cells[2 * (row * columns + column) + 1] & 0xFF;
    }

    /** One row as Unicode, without trailing blanks. */
    public String row(int row) {
        StringBuilder line = new StringBuilder(columns);
        int end = 0;
        for (int column = 0; column < columns; column++) {
            char shown = CodePage437.toUnicode(character(column, row));
            line.append(shown);
            if (shown != ' ' && shown != '\u00A0') {
                end = column + 1;
            }
        }
        return line.substring(0, end);
    }

    /** All rows, each without trailing blanks, joined by newlines. */
    public String text() {
        StringBuilder text = new StringBuilder(columns * rows);
        for (int row = 0; row < rows; row++) {
            text.append(row == 0 ? "" : "\n").append(row(row));
        }
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TextScreen that
                && columns == that.columns
                && rows == that.rows
                && Arrays.equals(cells, that.cells)
                && cursor.equals(that.cursor)
                && style.equals(that.style);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(cells) * 31 + cursor.hashCode();
    }

    @Override
    public String toString() {
        return columns + "x" + rows + " " + cursor + "\n" + text();
    }
}
