package reliquary.console;

import reliquary.console.CellGrid.CursorShape;

/** Lays a guest's screen out on a terminal: text character by character, pictures as half blocks, or a word on why not. */
final class ScreenLayout {
    private static final char UPPER_HALF = '▀';
    private static final String HINT = " Ctrl-] menu ";
    private static final int WHITE = CellGrid.numbered(0xFFFFFF, 15);
    private static final int BLUE = CellGrid.numbered(0x0000AA, 1);
    private static final int DARK_GREY = CellGrid.numbered(0x555555, 8);

    private ScreenLayout() {}

    /** The grid of a terminal of {@code columns} and {@code rows}, both at least 1, that shows {@code screen}. */
    static CellGrid of(Screen screen, int columns, int rows) {
        CellGrid grid = new CellGrid(columns, rows);
        if (screen instanceof TextScreen text) {
            layOut(text, grid);
        } else if (screen instanceof Framebuffer picture) {
            layOut(picture, grid);
        }
        return grid;
    }

    /** Covers the lowest row with a line of the console's own. */
    static void banner(CellGrid grid, String line) {
        grid.print(0, grid.rows - 1, line + " ".repeat(Math.max(0, grid.columns - line.length())), WHITE, BLUE);
    }

    private static void layOut(TextScreen text, CellGrid grid) {
        if (text.columns() > grid.columns || text.rows() > grid.rows) {
            String sizes = "This terminal has " + grid.columns + "x" + grid.rows + " characters, the screen "
                    + text.columns() + "x" + text.rows() + ".";
            grid.print(0, 0, sizes, WHITE, CellGrid.BLACK);
            grid.print(0, 1, "Please enlarge it." + HINT, WHITE, CellGrid.BLACK);
            return;
        }
        for (int row = 0; row < text.rows(); row++) {
            for (int column = 0; column < text.columns(); column++) {
                putCharacter(text, grid, column, row);
            }
        }
        if (text.rows() < grid.rows) {
            grid.print(0, grid.rows - 1, HINT, DARK_GREY, CellGrid.BLACK);
        }
        TextScreen.Cursor cursor = text.cursor();
        if (cursor.visible()) {
            // A cursor that begins in the upper part of the character is a block to a terminal, which knows two shapes.
            boolean block = cursor.firstLine() * 2 <= cursor.lastLine();
            grid.cursor(cursor.column(), cursor.row(), block ? CursorShape.BLOCK : CursorShape.UNDERLINE);
        }
    }

    private static void putCharacter(TextScreen text, CellGrid grid, int column, int row) {
        int attribute = text.attribute(column, row);
        TextScreen.Style style = text.style();
        grid.put(
                column,
                row,
                CodePage437.toUnicode(text.character(column, row)),
                CellGrid.numbered(style.foreground(attribute), attribute & 0x0F),
                CellGrid.numbered(style.background(attribute), style.backgroundNumber(attribute)),
                (style.blinking(attribute) ? CellGrid.BLINKING : 0)
                        | (style.underlined(attribute) ? CellGrid.UNDERLINED : 0));
    }

    /** A cell is about twice as high as wide, so its halves are square; the picture is shown 4 to 3, as monitors were. */
    private static void layOut(Framebuffer picture, CellGrid grid) {
        int width = Math.max(1, Math.min(grid.columns, grid.rows * 2 * 4 / 3));
        int height = Math.max(1, Math.min(grid.rows, width * 3 / 4 / 2));
        int left = (grid.columns - width) / 2;
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                int upper = average(picture, column, width, 2 * row, 2 * height);
                int lower = average(picture, column, width, 2 * row + 1, 2 * height);
                grid.put(left + column, row, UPPER_HALF, CellGrid.plain(upper), CellGrid.plain(lower), 0);
            }
        }
    }

    /** The mean colour of the part of the picture that square {@code column} of {@code width}, {@code row} of {@code height} covers. */
    private static int average(Framebuffer picture, int column, int width, int row, int height) {
        int left = column * picture.width() / width;
        int right = Math.max(left + 1, (column + 1) * picture.width() / width);
        int top = row * picture.height() / height;
        int bottom = Math.max(top + 1, (row + 1) * picture.height() / height);
        int red = 0;
        int green = 0;
        int blue = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                int argb = picture.pixel(x, y);
                red += argb >> 16 & 0xFF;
                green += argb >> 8 & 0xFF;
                blue += argb & 0xFF;
            }
        }
        int count = (right - left) * (bottom - top);
        return red / count << 16 | green / count << 8 | blue / count;
    }
}
