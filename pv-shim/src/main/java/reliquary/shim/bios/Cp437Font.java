package reliquary.shim.bios;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * The character shapes of code page 437 in the cell sizes of IBM's display adapters: 8x8 (CGA), 8x14 (EGA), 8x16 (VGA).
 *
 * <p>The shapes are this project's own drawing: {@code cp437-8x16.txt} and {@code cp437-8x8.txt} beside this class show
 * the code page as 16 bands of 16 characters, a number sign for each lit dot. The 8x14 shapes are the 8x16 ones without
 * two rows. Bit 7 of a row is its leftmost dot, as in the character generators of the adapters.
 */
public final class Cp437Font {
    /** Characters in a font. */
    public static final int CHARACTERS = 256;

    private static final int BAND = 16;
    private static final int WIDTH = 8;

    /** Dots that must alternate or fill evenly: shades and blocks lose their outer rows, all others an inner one. */
    private static final int FIRST_SHADE = 0xB0;

    private static final int LAST_SHADE = 0xB2;
    private static final int FIRST_BLOCK = 0xDB;
    private static final int LAST_BLOCK = 0xDF;

    /** Where an 8x16 letter can lose a row: above the baseline in row 11, first where two rows are equal anyway. */
    private static final int[] SPARE_ROWS = {9, 8, 10, 6, 5};

    private static final Cp437Font ROWS_8 = new Cp437Font(8, draw("cp437-8x8.txt", 8));
    private static final Cp437Font ROWS_16 = new Cp437Font(16, draw("cp437-8x16.txt", 16));
    private static final Cp437Font ROWS_14 = new Cp437Font(14, shorten(ROWS_16));

    private final int height;
    private final byte[] dots;

    private Cp437Font(int height, byte[] dots) {
        this.height = height;
        this.dots = dots;
    }

    /**
     * The font for a cell of {@code height} scan lines.
     *
     * @throws IllegalArgumentException if it is none of 8, 14 and 16
     */
    public static Cp437Font ofHeight(int height) {
        return switch (height) {
            case 8 -> ROWS_8;
            case 14 -> ROWS_14;
            case 16 -> ROWS_16;
            default -> throw new IllegalArgumentException("fonts are 8, 14 or 16 rows high, not " + height);
        };
    }

    /** Rows in a character cell: 8, 14 or 16. */
    public int height() {
        return height;
    }

    /** One row of a character's dots, 0 to 255, bit 7 leftmost; {@code code} 0 to 255, {@code y} 0 to height - 1. */
    public int row(int code, int y) {
        return dots[code * height + y] & 0xFF;
    }

    /** The rows of one character from top to bottom. */
    public byte[] glyph(int code) {
        return Arrays.copyOfRange(dots, code * height, (code + 1) * height);
    }

    /** All 256 characters, {@link #height()} bytes each, as a character generator ROM holds them. */
    public byte[] bytes() {
        return dots.clone();
    }

    private static byte[] draw(String chart, int height) {
        byte[] text = read(chart);
        byte[] dots = new byte[CHARACTERS * height];
        int line = 0;
        int column = 0;
        for (byte b : text) {
            if (b == '\n') {
                line += column == 0 ? 0 : 1;
                column = 0;
                continue;
            }
            int glyph = column / (WIDTH + 1);
            if (b == '#') {
                int code = line / height * BAND + glyph;
                dots[code * height + line % height] |= (byte) (0x80 >> column % (WIDTH + 1));
            }
            column++;
        }
        if (line != BAND * height) {
            throw new IllegalStateException(chart + " has " + line + " lines of dots instead of " + BAND * height);
        }
        return dots;
    }

    private static byte[] read(String chart) {
        try (InputStream in = Cp437Font.class.getResourceAsStream(chart)) {
            if (in == null) {
                throw new IllegalStateException("the program's file " + chart + " is missing");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] shorten(Cp437Font tall) {
        byte[] dots = new byte[CHARACTERS * 14];
        for (int code = 0; code < CHARACTERS; code++) {
            boolean filling = code >= FIRST_SHADE && code <= LAST_SHADE || code >= FIRST_BLOCK && code <= LAST_BLOCK;
            int drop = filling ? 0 : spareRow(tall, code);
            int at = code * 14;
            for (int y = 0; y < 15; y++) {
                if (y != drop) {
                    dots[at++] = (byte) tall.row(code, y);
                }
            }
        }
        return dots;
    }

    private static int spareRow(Cp437Font tall, int code) {
        for (int y : SPARE_ROWS) {
            if (tall.row(code, y) == tall.row(code, y + 1)) {
                return y;
            }
        }
        return SPARE_ROWS[0];
    }
}
