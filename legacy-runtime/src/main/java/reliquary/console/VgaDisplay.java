package reliquary.console;

import java.util.ArrayList;
import java.util.List;
import reliquary.device.VgaAdapter;

/** The monitor at a VGA. */
final class VgaDisplay implements Display {
    private static final int GRAPHICS_MISCELLANEOUS = 6;
    private static final int ATTRIBUTE_MODE = 0x10;
    private static final int CURSOR_START = 0x0A;
    private static final int CURSOR_END = 0x0B;
    private static final int CURSOR_HIGH = 0x0E;
    private static final int CURSOR_LOW = 0x0F;
    private static final int UNDERLINE = 0x14;

    private final VgaAdapter vga;

    VgaDisplay(VgaAdapter vga) {
        this.vga = vga;
    }

    @Override
    public boolean isText() {
        return (vga.graphics(GRAPHICS_MISCELLANEOUS) & 1) == 0;
    }

    @Override
    public TextScreen text() {
        return readText(VgaScan.of(vga));
    }

    @Override
    public Framebuffer picture() {
        VgaScan scan = VgaScan.of(vga);
        return isText() ? new TextPicture(vga, scan, readText(scan)).draw() : new GraphicsPicture(vga, scan).draw();
    }

    private TextScreen readText(VgaScan scan) {
        int rows = Math.max(1, scan.scanLines() / scan.rowLines());
        int columns = scan.columns();
        byte[] cells = new byte[columns * rows * 2];
        int at = 0;
        for (int row = 0; row < rows; row++) {
            int counter = scan.line(row * scan.rowLines()).counter();
            for (int column = 0; column < columns; column++) {
                int address = scan.address(counter + column, 0);
                cells[at++] = (byte) vga.plane(0, address);
                cells[at++] = (byte) vga.plane(1, address);
            }
        }
        return new TextScreen(columns, rows, cells, cursor(scan, rows), style(scan));
    }

    private TextScreen.Cursor cursor(VgaScan scan, int rows) {
        int place = vga.crtc(CURSOR_HIGH) << 8 | vga.crtc(CURSOR_LOW);
        int first = vga.crtc(CURSOR_START) & 0x1F;
        int last = vga.crtc(CURSOR_END) & 0x1F;
        boolean on = (vga.crtc(CURSOR_START) & 0x20) == 0 && first <= last && first < scan.rowHeight();
        for (int row = 0; row < rows; row++) {
            int column = place - scan.line(row * scan.rowLines()).counter();
            if (column >= 0 && column < scan.columns()) {
                return new TextScreen.Cursor(column, row, first, last, on);
            }
        }
        return new TextScreen.Cursor(0, rows, first, last, false);
    }

    private TextScreen.Style style(VgaScan scan) {
        VgaColours colours = new VgaColours(vga);
        List<Integer> sixteen = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            sixteen.add(colours.attribute(i));
        }
        boolean blinks = (vga.attribute(ATTRIBUTE_MODE) & 0x08) != 0;
        return new TextScreen.Style(blinks, (vga.crtc(UNDERLINE) & 0x1F) < scan.rowHeight(), sixteen);
    }
}
