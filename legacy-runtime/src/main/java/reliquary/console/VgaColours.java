package reliquary.console;

import reliquary.device.VgaAdapter;

/** The way of a VGA's pixel through palette, colour select and DAC to a colour (IBM PS/2 HITR, Attribute Controller). */
final class VgaColours {
    private static final int MODE_CONTROL = 0x10;
    private static final int COLOUR_PLANE_ENABLE = 0x12;
    private static final int COLOUR_SELECT = 0x14;

    private final int[] sixteen = new int[16];
    private final int planes;

    VgaColours(VgaAdapter vga) {
        int select = vga.attribute(COLOUR_SELECT);
        boolean selectsBits4And5 = (vga.attribute(MODE_CONTROL) & 0x80) != 0;
        for (int i = 0; i < sixteen.length; i++) {
            int entry = vga.attribute(i);
            int low = selectsBits4And5 ? entry & 0x0F | (select & 0x03) << 4 : entry;
            sixteen[i] = vga.colour(low | (select & 0x0C) << 4);
        }
        planes = vga.attribute(COLOUR_PLANE_ENABLE) & 0x0F;
    }

    /** FFRRGGBBh of palette entry {@code number}, 0 to 15: what an attribute's half means. */
    int attribute(int number) {
        return sixteen[number];
    }

    /** FFRRGGBBh of a pixel of four planes, 0 to 15, of which some may be switched off. */
    int pixel(int bits) {
        return sixteen[bits & planes];
    }
}
