package reliquary.console;

import reliquary.device.VgaAdapter;

/** Draws a VGA's graphics modes: four planes, CGA's pairs of bits, and bytes (IBM PS/2 HITR, Graphics Controller). */
final class GraphicsPicture {
    private static final int GRAPHICS_MODE = 5;
    private static final int INTERLEAVED_PAIRS = 0x20;
    private static final int BYTES = 0x40;
    private static final int ATTRIBUTE_MODE = 0x10;
    private static final int PAN_STOPS_AT_SPLIT = 0x20;
    private static final int PEL_PANNING = 0x13;

    private final VgaAdapter vga;
    private final VgaScan scan;
    private final VgaColours colours;
    private final boolean bytes;
    private final boolean pairs;

    GraphicsPicture(VgaAdapter vga, VgaScan scan) {
        this.vga = vga;
        this.scan = scan;
        colours = new VgaColours(vga);
        bytes = (vga.graphics(GRAPHICS_MODE) & BYTES) != 0;
        pairs = (vga.graphics(GRAPHICS_MODE) & INTERLEAVED_PAIRS) != 0;
    }

    Framebuffer draw() {
        int dots = bytes ? 4 : 8;
        int height = Math.max(1, scan.scanLines() / scan.repeats());
        Framebuffer picture = new Framebuffer(scan.columns() * dots, height);
        if (!vga.isLit()) {
            return picture;
        }
        // One character more than is seen: panning shifts a part of it in.
        int[] line = new int[(scan.columns() + 1) * dots];
        for (int y = 0; y < height; y++) {
            VgaScan.Line at = scan.line(y * scan.repeats());
            for (int character = 0; character <= scan.columns(); character++) {
                fetch(scan.address(at.counter() + character, at.rowScan()), line, character * dots);
            }
            int pan = panning(at.belowSplit());
            for (int x = 0; x < picture.width(); x++) {
                picture.pixel(x, y, line[x + pan]);
            }
        }
        return picture;
    }

    private int panning(boolean belowSplit) {
        if (belowSplit && (vga.attribute(ATTRIBUTE_MODE) & PAN_STOPS_AT_SPLIT) != 0) {
            return 0;
        }
        int pan = vga.attribute(PEL_PANNING) & 7;
        return bytes ? pan / 2 : pan;
    }

    private void fetch(int address, int[] line, int x) {
        if (bytes) {
            for (int plane = 0; plane < 4; plane++) {
                line[x + plane] = vga.colour(vga.plane(plane, address));
            }
        } else if (pairs) {
            fetchPairs(vga.plane(0, address), vga.plane(2, address), line, x);
            fetchPairs(vga.plane(1, address), vga.plane(3, address), line, x + 4);
        } else {
            fetchPlanes(address, line, x);
        }
    }

    /** Four pixels, two bits of each in {@code low} and two in {@code high}, leftmost in the top bits. */
    private void fetchPairs(int low, int high, int[] line, int x) {
        for (int i = 0; i < 4; i++) {
            int shift = 6 - 2 * i;
            line[x + i] = colours.pixel(low >> shift & 3 | (high >> shift & 3) << 2);
        }
    }

    private void fetchPlanes(int address, int[] line, int x) {
        int plane0 = vga.plane(0, address);
        int plane1 = vga.plane(1, address) << 1;
        int plane2 = vga.plane(2, address) << 2;
        int plane3 = vga.plane(3, address) << 3;
        for (int i = 0; i < 8; i++) {
            int shift = 7 - i;
            int bits = plane0 >> shift & 1 | plane1 >> shift & 2 | plane2 >> shift & 4 | plane3 >> shift & 8;
            line[x + i] = colours.pixel(bits);
        }
    }
}
