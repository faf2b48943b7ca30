package reliquary.console;

import reliquary.shim.bios.Cp437Font;

/** Draws a text mode of an adapter whose characters are in a ROM on the card: 8 dots wide, or 9 as on the MDA. */
final class RomFontPicture {
    private static final int FIRST_LINE_GRAPHIC = 0xC0;
    private static final int LAST_LINE_GRAPHIC = 0xDF;

    private final TextScreen screen;
    private final Cp437Font font;
    private final int dots;
    private final int lines;
    private final Framebuffer picture;

    /**
     * @param dots 8, or 9, of which the last is blank but in line graphics
     * @param lines lines that a row of characters has; programs make it less than the font's to get coarse graphics
     */
    RomFontPicture(TextScreen screen, Cp437Font font, int dots, int lines) {
        this.screen = screen;
        this.font = font;
        this.dots = dots;
        this.lines = lines;
        picture = new Framebuffer(screen.columns() * dots, screen.rows() * lines);
    }

    Framebuffer draw() {
        for (int row = 0; row < screen.rows(); row++) {
            for (int column = 0; column < screen.columns(); column++) {
                drawCell(column, row);
            }
        }
        return picture;
    }

    private void drawCell(int column, int row) {
        int code = screen.character(column, row);
        int attribute = screen.attribute(column, row);
        int foreground = screen.style().foreground(attribute);
        int background = screen.style().background(attribute);
        for (int line = 0; line < lines; line++) {
            boolean solid = cursorCovers(column, row, line)
                    || line == font.height() - 2 && screen.style().underlined(attribute);
            int pattern = solid ? 0x1FF : pattern(code, line);
            for (int dot = 0; dot < dots; dot++) {
                int colour = (pattern >> 8 - dot & 1) != 0 ? foreground : background;
                picture.pixel(column * dots + dot, row * lines + line, colour);
            }
        }
    }

    private int pattern(int code, int line) {
        int eight = line < font.height() ? font.row(code, line) : 0;
        boolean widened = code >= FIRST_LINE_GRAPHIC && code <= LAST_LINE_GRAPHIC;
        return eight << 1 | (widened ? eight & 1 : 0);
    }

    private boolean cursorCovers(int column, int row, int line) {
        TextScreen.Cursor cursor = screen.cursor();
        return cursor.visible()
                && cursor.column() == column
                && cursor.row() == row
                && line >= cursor.firstLine()
                && line <= cursor.lastLine();
    }
}
