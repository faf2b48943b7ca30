package reliquary.console;

import reliquary.device.VgaAdapter;

/**
 * Draws a VGA's text modes with the glyphs in plane 2, line by line as the adapter does: 8 or 9 dots, split screen, smooth
 * scrolling (IBM PS/2 HITR, Character Generator).
 */
final class TextPicture {
    private static final int GLYPH_BYTES = 32;
    private static final int CLOCKING_MODE = 1;
    private static final int CHARACTER_MAP = 3;
    private static final int ATTRIBUTE_MODE = 0x10;
    private static final int PAN_STOPS_AT_SPLIT = 0x20;
    private static final int LINE_GRAPHICS = 0x04;
    private static final int PEL_PANNING = 0x13;
    private static final int UNDERLINE = 0x14;
    private static final int FIRST_LINE_GRAPHIC = 0xC0;
    private static final int LAST_LINE_GRAPHIC = 0xDF;

    private final VgaAdapter vga;
    private final VgaScan scan;
    private final TextScreen screen;
    private final int dots;
    private final int fontOfBright;
    private final int fontOfDim;

    TextPicture(VgaAdapter vga, VgaScan scan, TextScreen screen) {
        this.vga = vga;
        this.scan = scan;
        this.screen = screen;
        dots = (vga.sequencer(CLOCKING_MODE) & 1) != 0 ? 8 : 9;
        int map = vga.sequencer(CHARACTER_MAP);
        fontOfBright = font(map >> 2 & 3 | map >> 3 & 4);
        fontOfDim = font(map & 3 | map >> 2 & 4);
    }

    /** Address in plane 2 of font {@code block}, 0 to 7: the last four lie between the first four. */
    private static int font(int block) {
        return (block & 3) * 0x4000 + (block >> 2) * 0x2000;
    }

    Framebuffer draw() {
        int repeats = scan.doubled() ? 2 : 1;
        int height = Math.max(1, scan.scanLines() / repeats);
        Framebuffer picture = new Framebuffer(scan.columns() * dots, height);
        if (!vga.isLit()) {
            return picture;
        }
        int cursorPlace = vga.crtc(0x0E) << 8 | vga.crtc(0x0F);
        // One character more than is seen: panning shifts a part of it in.
        int[] line = new int[(scan.columns() + 1) * dots];
        for (int y = 0; y < height; y++) {
            VgaScan.Line at = scan.line(y * repeats);
            for (int column = 0; column <= scan.columns(); column++) {
                int counter = at.counter() + column;
                boolean cursor = counter == cursorPlace && cursorCovers(at.rowScan());
                drawCell(scan.address(counter, at.rowScan()), at.rowScan(), cursor, line, column * dots);
            }
            int pan = panning(at.belowSplit());
            for (int x = 0; x < picture.width(); x++) {
                picture.pixel(x, y, line[x + pan]);
            }
        }
        return picture;
    }

    private boolean cursorCovers(int rowScan) {
        TextScreen.Cursor cursor = screen.cursor();
        return cursor.visible() && rowScan >= cursor.firstLine() && rowScan <= cursor.lastLine();
    }

    /** Dots that the picture is shifted left; of 9-dot characters, panning value 8 means none and 0 means one. */
    private int panning(boolean belowSplit) {
        if (belowSplit && (vga.attribute(ATTRIBUTE_MODE) & PAN_STOPS_AT_SPLIT) != 0) {
            return 0;
        }
        int pan = vga.attribute(PEL_PANNING);
        return dots == 8 ? pan & 7 : pan >= 8 ? 0 : pan + 1;
    }

    private void drawCell(int address, int rowScan, boolean cursor, int[] line, int x) {
        int code = vga.plane(0, address);
        int attribute = vga.plane(1, address);
        TextScreen.Style style = screen.style();
        int foreground = style.foreground(attribute);
        int background = style.background(attribute);
        int pattern = cursor || underlined(attribute, rowScan) ? 0x1FF : pattern(code, attribute, rowScan);
        for (int i = 0; i < dots; i++) {
            line[x + i] = (pattern >> 8 - i & 1) != 0 ? foreground : background;
        }
    }

    private boolean underlined(int attribute, int rowScan) {
        return rowScan == (vga.crtc(UNDERLINE) & 0x1F) && screen.style().underlined(attribute);
    }

    /** Nine dots, leftmost in bit 8. */
    private int pattern(int code, int attribute, int rowScan) {
        int font = (attribute & 0x08) != 0 ? fontOfBright : fontOfDim;
        int eight = vga.plane(2, font + code * GLYPH_BYTES + rowScan);
        boolean widened = (vga.attribute(ATTRIBUTE_MODE) & LINE_GRAPHICS) != 0
                && code >= FIRST_LINE_GRAPHIC
                && code <= LAST_LINE_GRAPHIC;
        return eight << 1 | (widened ? eight & 1 : 0);
    }
}
