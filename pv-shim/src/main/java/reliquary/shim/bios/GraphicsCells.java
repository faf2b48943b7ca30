package reliquary.shim.bios;

import java.util.Arrays;

/** Characters drawn into a graphics mode's picture with the font that INT 43h and INT 1Fh point at. */
final class GraphicsCells implements CharacterCells {
    private static final int WIDTH = 8;
    private static final int WHITE = 0x0F;

    private final Dots dots;
    private final VideoFonts fonts;
    private final BiosDataArea data;

    GraphicsCells(Dots dots, VideoFonts fonts, BiosDataArea data) {
        this.dots = dots;
        this.fonts = fonts;
        this.data = data;
    }

    @Override
    public void write(int page, int column, int row, int character, int attribute) {
        byte[] glyph = fonts.graphicsGlyph(character);
        int colour = attribute == KEEP_ATTRIBUTE ? WHITE : attribute;
        for (int y = 0; y < glyph.length; y++) {
            dots.writeRow(page, column * WIDTH, row * glyph.length + y, glyph[y] & 0xFF, colour);
        }
    }

    /** Compares what is drawn with the font, character by character; 0 if nothing matches. */
    @Override
    public int read(int page, int column, int row) {
        int height = data.wordAt(BiosDataArea.CHARACTER_HEIGHT);
        byte[] drawn = new byte[height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < WIDTH; x++) {
                boolean lit = dots.read(page, column * WIDTH + x, row * height + y) != 0;
                drawn[y] |= (byte) (lit ? 0x80 >> x : 0);
            }
        }
        for (int code = 0; code < Cp437Font.CHARACTERS; code++) {
            if (Arrays.equals(drawn, fonts.graphicsGlyph(code))) {
                return isBlank(drawn) ? ' ' : code;
            }
        }
        return 0;
    }

    @Override
    public void scroll(int page, Window window, int lines, int attribute) {
        int height = data.wordAt(BiosDataArea.CHARACTER_HEIGHT);
        int x = window.left() * WIDTH;
        int width = window.width() * WIDTH;
        int top = window.top() * height;
        int total = window.height() * height;
        int distance = Math.abs(lines) * height;
        int moved = lines == 0 || distance >= total ? 0 : total - distance;
        for (int i = 0; i < moved; i++) {
            if (lines > 0) {
                dots.copyLine(page, x, top + distance + i, top + i, width);
            } else {
                int y = top + moved - 1 - i;
                dots.copyLine(page, x, y, y + distance, width);
            }
        }
        int first = lines > 0 ? top + moved : top;
        for (int y = 0; y < total - moved; y++) {
            dots.fillLine(page, x, first + y, width, attribute);
        }
    }

    private static boolean isBlank(byte[] rows) {
        for (byte row : rows) {
            if (row != 0) {
                return false;
            }
        }
        return true;
    }
}
