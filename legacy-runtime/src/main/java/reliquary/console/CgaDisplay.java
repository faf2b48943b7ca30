package reliquary.console;

import java.util.List;
import reliquary.device.CgaAdapter;
import reliquary.shim.bios.Cp437Font;

/** IBM Color Display at a CGA: 16 colours, brown for dark yellow (IBM Personal Computer Options and Adapters, 1984). */
final class CgaDisplay implements Display {
    static final List<Integer> COLOURS = List.of(
            0xFF000000,
            0xFF0000AA,
            0xFF00AA00,
            0xFF00AAAA,
            0xFFAA0000,
            0xFFAA00AA,
            0xFFAA5500,
            0xFFAAAAAA,
            0xFF555555,
            0xFF5555FF,
            0xFF55FF55,
            0xFF55FFFF,
            0xFFFF5555,
            0xFFFF55FF,
            0xFFFFFF55,
            0xFFFFFFFF);

    private static final int MAXIMUM_SCAN_LINE = 9;
    private static final int GRAPHICS = 0x02;
    private static final int NO_COLOUR_BURST = 0x04;
    private static final int VIDEO_ON = 0x08;
    private static final int WIDE_GRAPHICS = 0x10;
    private static final int BLINKING = 0x20;
    private static final int BRIGHT = 0x10;
    private static final int SECOND_SET = 0x20;
    private static final int ODD_LINES = 0x2000;
    private static final int HALF = 0x1FFF;

    private final CgaAdapter cga;

    CgaDisplay(CgaAdapter cga) {
        this.cga = cga;
    }

    @Override
    public boolean isText() {
        return (cga.mode() & GRAPHICS) == 0;
    }

    @Override
    public TextScreen text() {
        boolean blinks = (cga.mode() & BLINKING) != 0;
        return scan().read(new TextScreen.Style(blinks, false, COLOURS), attribute -> attribute);
    }

    private Crtc6845Text scan() {
        return new Crtc6845Text(cga::crtc, address -> cga.memory(address & CgaAdapter.MEMORY - 1));
    }

    @Override
    public Framebuffer picture() {
        boolean on = (cga.mode() & VIDEO_ON) != 0;
        if (isText()) {
            TextScreen text = text();
            int lines = cga.crtc(MAXIMUM_SCAN_LINE) + 1;
            return on
                    ? new RomFontPicture(text, Cp437Font.ofHeight(8), 8, lines).draw()
                    : new Framebuffer(text.columns() * 8, text.rows() * lines);
        }
        int dots = (cga.mode() & WIDE_GRAPHICS) != 0 ? 16 : 8;
        Crtc6845Text scan = scan();
        Framebuffer picture = new Framebuffer(scan.columns() * dots, scan.rows() * 2);
        if (on) {
            drawDots(scan, dots, picture);
        }
        return picture;
    }

    /** Two bytes a character clock, even lines in the first half of memory and odd ones in the second. */
    private void drawDots(Crtc6845Text scan, int dots, Framebuffer picture) {
        int bits = 16 / dots;
        int[] colours = bits == 1 ? twoColours() : fourColours();
        int dotsInByte = dots / 2;
        for (int y = 0; y < picture.height(); y++) {
            int line = scan.start() + y / 2 * scan.columns();
            for (int x = 0; x < picture.width(); x++) {
                int address = line * 2 + x / dotsInByte & HALF | (y & 1) * ODD_LINES;
                int shift = 8 - bits * (x % dotsInByte + 1);
                picture.pixel(x, y, colours[cga.memory(address) >> shift & (1 << bits) - 1]);
            }
        }
    }

    private int[] twoColours() {
        return new int[] {COLOURS.get(0), COLOURS.get(cga.colourSelect() & 0x0F)};
    }

    private int[] fourColours() {
        int select = cga.colourSelect();
        int bright = (select & BRIGHT) != 0 ? 8 : 0;
        int odd = (select & SECOND_SET) != 0 ? 1 : 0;
        boolean mixed = (cga.mode() & NO_COLOUR_BURST) != 0;
        return new int[] {
            COLOURS.get(select & 0x0F),
            COLOURS.get(bright | (mixed ? 3 : 2 + odd)),
            COLOURS.get(bright | (mixed ? 4 : 4 + odd)),
            COLOURS.get(bright | (mixed ? 7 : 6 + odd))
        };
    }
}
