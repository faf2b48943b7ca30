package reliquary.console;

import java.util.Optional;

/** How a terminal is told colours: ECMA-48 and ITU-T T.416 Select Graphic Rendition, with the 256 and 16 colours of xterm. */
enum TerminalColours {
    TRUE_COLOUR,
    COLOURS_256,
    COLOURS_16;

    private static final int CUBE = 16;
    private static final int GREYS = 232;
    private static final int[] CUBE_LEVELS = {0, 95, 135, 175, 215, 255};
    private static final int[] SIXTEEN = {
        0x000000, 0x0000AA, 0x00AA00, 0x00AAAA, 0xAA0000, 0xAA00AA, 0xAA5500, 0xAAAAAA,
        0x555555, 0x5555FF, 0x55FF55, 0x55FFFF, 0xFF5555, 0xFF55FF, 0xFFFF55, 0xFFFFFF
    };

    /**
     * What a terminal can do.
     *
     * @param colorTerm the environment variable COLORTERM
     * @param maximum terminfo's max_colors
     */
    static TerminalColours of(Optional<String> colorTerm, int maximum) {
        boolean claimed = colorTerm
                .filter(value -> value.equals("truecolor") || value.equals("24bit"))
                .isPresent();
        if (claimed || maximum > 256) {
            return TRUE_COLOUR;
        }
        return maximum == 256 ? COLOURS_256 : COLOURS_16;
    }

    /** Parameters that set the character's colour, a colour of {@link CellGrid}. */
    String foreground(int colour) {
        return parameters(colour, 30, 90, 38);
    }

    /** Parameters that set the colour behind the character. */
    String background(int colour) {
        return parameters(colour, 40, 100, 48);
    }

    private String parameters(int colour, int dim, int bright, int extended) {
        int rgb = colour & 0xFFFFFF;
        return switch (this) {
            case TRUE_COLOUR -> extended + ";2;" + (rgb >> 16) + ";" + (rgb >> 8 & 0xFF) + ";" + (rgb & 0xFF);
            case COLOURS_256 -> extended + ";5;" + of256(rgb);
            case COLOURS_16 -> {
                int number = colour >> 24 == 0 ? nearest16(rgb) : (colour >> 24) - 1;
                yield Integer.toString((number < 8 ? dim : bright) + ansi(number & 7));
            }
        };
    }

    /** A PC's colour has blue in bit 0 and red in bit 2, an ANSI terminal's the other way round. */
    private static int ansi(int number) {
        return (number & 1) << 2 | number & 2 | number >> 2;
    }

    private static int of256(int rgb) {
        int red = nearestLevel(rgb >> 16);
        int green = nearestLevel(rgb >> 8 & 0xFF);
        int blue = nearestLevel(rgb & 0xFF);
        int cube = CUBE_LEVELS[red] << 16 | CUBE_LEVELS[green] << 8 | CUBE_LEVELS[blue];
        int mean = ((rgb >> 16) + (rgb >> 8 & 0xFF) + (rgb & 0xFF)) / 3;
        int step = Math.max(0, Math.min(23, (mean - 3) / 10));
        int grey = (8 + 10 * step) * 0x010101;
        return distance(rgb, grey) < distance(rgb, cube) ? GREYS + step : CUBE + 36 * red + 6 * green + blue;
    }

    private static int nearestLevel(int part) {
        int best = 0;
        for (int i = 1; i < CUBE_LEVELS.length; i++) {
            if (Math.abs(CUBE_LEVELS[i] - part) < Math.abs(CUBE_LEVELS[best] - part)) {
                best = i;
            }
        }
        return best;
    }

    private static int nearest16(int rgb) {
        int best = 0;
        for (int i = 1; i < SIXTEEN.length; i++) {
            if (distance(rgb, SIXTEEN[i]) < distance(rgb, SIXTEEN[best])) {
                best = i;
            }
        }
        return best;
    }

    private static int distance(int a, int b) {
        int red = (a >> 16) - (b >> 16);
        int green = (a >> 8 & 0xFF) - (b >> 8 & 0xFF);
        int blue = (a & 0xFF) - (b & 0xFF);
        return red * red + green * green + blue * blue;
    }
}
