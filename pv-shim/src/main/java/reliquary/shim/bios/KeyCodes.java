package reliquary.shim.bios;

/**
 * What each key puts into the keyboard buffer: scan code in the high byte, character in the low byte (IBM PS/2 BIOS
 * Interface Technical Reference, keyboard scan codes and INT 16h/10h).
 *
 * <p>A low byte of E0h marks the grey cursor keys, F0h the combinations that only the enhanced functions 10h to 12h
 * return.
 */
final class KeyCodes {
    /** The key makes no code with these shift keys. */
    static final int NONE = -1;

    /** Set 1 scan codes of the keys on the number pad from Home to Del. */
    static final int PAD_FIRST = 0x47;

    static final int PAD_LAST = 0x53;

    private static final int KEYS = 0x59;

    /** Four columns a key: plain, shift, control, alt. */
    private static final int[][] MAIN = new int[KEYS][];

    private static final int[][] GREY = new int[KEYS][];

    static {
        key(0x01, 0x011B, 0x011B, 0x011B, 0x01F0);
        digitRow();
        key(0x0E, 0x0E08, 0x0E08, 0x0E7F, 0x0EF0);
        key(0x0F, 0x0F09, 0x0F00, 0x9400, 0xA500);
        letters(0x10, "qwertyuiop");
        letters(0x1E, "asdfghjkl");
        letters(0x2C, "zxcvbnm");
        symbol(0x1A, '[', '{', 0x1A1B);
        symbol(0x1B, ']', '}', 0x1B1D);
        key(0x1C, 0x1C0D, 0x1C0D, 0x1C0A, 0x1CF0);
        symbol(0x27, ';', ':', NONE);
        symbol(0x28, '\'', '"', NONE);
        symbol(0x29, '`', '~', NONE);
        symbol(0x2B, '\\', '|', 0x2B1C);
        symbol(0x33, ',', '<', NONE);
        symbol(0x34, '.', '>', NONE);
        symbol(0x35, '/', '?', NONE);
        key(0x37, 0x372A, 0x372A, 0x9600, 0x37F0);
        key(0x39, 0x3920, 0x3920, 0x3920, 0x3920);
        functionKeys();
        pad();
        key(0x56, 0x565C, 0x567C, NONE, NONE);
        grey();
    }

    private KeyCodes() {}

    /**
     * The code that a key makes, or {@link #NONE}.
     *
     * @param scan make code of set 1, 00h to 7Fh
     * @param extended whether E0h came before it
     * @param modifiers which shift keys are held; control wins over shift, alt over both
     */
    static int code(int scan, boolean extended, Modifiers modifiers) {
        if (scan >= KEYS) {
            return NONE;
        }
        int[] columns = extended ? GREY[scan] : MAIN[scan];
        if (columns == null) {
            return NONE;
        }
        if (modifiers.alt()) {
            return columns[3];
        }
        if (modifiers.control()) {
            return columns[2];
        }
        boolean shift = modifiers.shift();
        if (!extended && isLetter(scan)) {
            shift ^= modifiers.caps();
        } else if (!extended && isPad(scan)) {
            shift ^= modifiers.num();
        }
        return columns[shift ? 1 : 0];
    }

    /** The digit on a key of the number pad, or -1: for characters typed as Alt and a number. */
    static int padDigit(int scan) {
        return switch (scan) {
            case 0x52 -> 0;
            case 0x4F, 0x50, 0x51 -> scan - 0x4E;
            case 0x4B, 0x4C, 0x4D -> scan - 0x47;
            case 0x47, 0x48, 0x49 -> scan - 0x40;
            default -> -1;
        };
    }

    /** The shift keys and locks that choose among a key's codes. */
    record Modifiers(boolean shift, boolean control, boolean alt, boolean caps, boolean num) {}

    private static boolean isLetter(int scan) {
        return scan >= 0x10 && scan <= 0x19 || scan >= 0x1E && scan <= 0x26 || scan >= 0x2C && scan <= 0x32;
    }

    private static boolean isPad(int scan) {
        return scan >= PAD_FIRST && scan <= PAD_LAST && scan != 0x4A && scan != 0x4E;
    }

    private static void key(int scan, int plain, int shift, int control, int alt) {
        MAIN[scan] = new int[] {plain, shift, control, alt};
    }

    private static void digitRow() {
        String plain = "1234567890-=";
        String shift = "!@#$%^&*()_+";
        for (int i = 0; i < plain.length(); i++) {
            int scan = 0x02 + i;
            key(scan, scan << 8 | plain.charAt(i), scan << 8 | shift.charAt(i), NONE, 0x7800 + (i << 8));
        }
        MAIN[0x03][2] = 0x0300;
        MAIN[0x07][2] = 0x071E;
        MAIN[0x0C][2] = 0x0C1F;
    }

    private static void letters(int first, String row) {
        for (int i = 0; i < row.length(); i++) {
            int code = first + i << 8;
            int letter = row.charAt(i);
            key(first + i, code | letter, code | letter - 0x20, code | letter & 0x1F, code);
        }
    }

    private static void symbol(int scan, char plain, char shift, int control) {
        key(scan, scan << 8 | plain, scan << 8 | shift, control, scan << 8 | 0xF0);
    }

    private static void functionKeys() {
        for (int i = 0; i < 10; i++) {
            int step = i << 8;
            key(0x3B + i, 0x3B00 + step, 0x5400 + step, 0x5E00 + step, 0x6800 + step);
        }
        key(0x57, 0x8500, 0x8700, 0x8900, 0x8B00);
        key(0x58, 0x8600, 0x8800, 0x8A00, 0x8C00);
    }

    private static void pad() {
        int[] control = {0x7700, 0x8D00, 0x8400, 0, 0x7300, 0x8F00, 0x7400, 0, 0x7500, 0x9100, 0x7600, 0x9200, 0x9300};
        String digits = "789-456+1230.";
        for (int i = 0; i < digits.length(); i++) {
            int scan = PAD_FIRST + i;
            key(scan, scan << 8, scan << 8 | digits.charAt(i), control[i], NONE);
        }
        key(0x4A, 0x4A2D, 0x4A2D, 0x8E00, 0x4AF0);
        key(0x4E, 0x4E2B, 0x4E2B, 0x9000, 0x4EF0);
        MAIN[0x4C][0] = 0x4CF0;
    }

    private static void grey() {
        GREY[0x1C] = new int[] {0xE00D, 0xE00D, 0xE00A, 0xA600};
        GREY[0x35] = new int[] {0xE02F, 0xE02F, 0x9500, 0xA400};
        for (int scan = PAD_FIRST; scan <= PAD_LAST; scan++) {
            if (isPad(scan) && scan != 0x4C) {
                int plain = scan << 8 | 0xE0;
                GREY[scan] = new int[] {plain, plain, MAIN[scan][2] | 0xE0, 0x9700 + (scan - PAD_FIRST << 8)};
            }
        }
    }
}
