package reliquary.console;

import java.util.Arrays;

/**
 * What a terminal of so many columns and rows should show: a character, two colours and flags in each cell, and the cursor.
 *
 * <p>A colour is RRGGBBh; bits 24 to 28 hold one more than its number if it is one of a text mode's 16, else 0.
 */
final class CellGrid {
    static final int BLINKING = 1;
    static final int UNDERLINED = 2;
    static final int BLACK = numbered(0, 0);
    static final int GREY = numbered(0xAAAAAA, 7);

    private static final int RGB = 0xFFFFFF;

    enum CursorShape {
        HIDDEN,
        UNDERLINE,
        BLOCK
    }

    final int columns;
    final int rows;
    private final char[] characters;
    private final int[] foregrounds;
    private final int[] backgrounds;
    private final byte[] flags;
    private CursorShape cursor = CursorShape.HIDDEN;
    private int cursorColumn;
    private int cursorRow;

    CellGrid(int columns, int rows) {
        this.columns = columns;
        this.rows = rows;
        characters = new char[columns * rows];
        foregrounds = new int[columns * rows];
        backgrounds = new int[columns * rows];
        flags = new byte[columns * rows];
        Arrays.fill(characters, ' ');
        Arrays.fill(foregrounds, GREY);
        Arrays.fill(backgrounds, BLACK);
    }

    /** Colour {@code number}, 0 to 15, of a text mode that looks like {@code rgb}. */
    static int numbered(int rgb, int number) {
        return rgb & RGB | number + 1 << 24;
    }

    /** A colour of a picture. */
    static int plain(int rgb) {
        return rgb & RGB;
    }

    void put(int column, int row, char character, int foreground, int background, int flag) {
        int at = row * columns + column;
        characters[at] = character;
        foregrounds[at] = foreground;
        backgrounds[at] = background;
        flags[at] = (byte) flag;
    }

    /** Writes {@code text} from {@code column} on and cuts it off at the right edge; a row outside is left out. */
    void print(int column, int row, String text, int foreground, int background) {
        for (int i = 0; i < text.length() && column + i < columns && row >= 0 && row < rows; i++) {
            put(column + i, row, text.charAt(i), foreground, background, 0);
        }
    }

    void cursor(int column, int row, CursorShape shape) {
        cursorColumn = column;
        cursorRow = row;
        cursor = shape;
    }

    CursorShape cursor() {
        return cursor;
    }

    int cursorColumn() {
        return cursorColumn;
    }

    int cursorRow() {
        return cursorRow;
    }

    char character(int column, int row) {
        return characters[row * columns + column];
    }

    int foreground(int column, int row) {
        return foregrounds[row * columns + column];
    }

    int background(int column, int row) {
        return backgrounds[row * columns + column];
    }

    int flags(int column, int row) {
        return flags[row * columns + column];
    }

    boolean sameSize(CellGrid other) {
        return columns == other.columns && rows == other.rows;
    }

    boolean sameCell(CellGrid other, int column, int row) {
        int at = row * columns + column;
        return characters[at] == other.characters[at]
                && foregrounds[at] == other.foregrounds[at]
                && backgrounds[at] == other.backgrounds[at]
                && flags[at] == other.flags[at];
    }
}
