package reliquary.device;

/**
 * The 8042's translation of a keyboard's scan set 2 into set 1 (IBM PS/2 Technical Reference, "Keyboard and Auxiliary
 * Device Controller", scan code translation table).
 */
final class ScanCodes {
    /** Set 2's prefix of a released key; set 1 sets bit 7 of the code instead. */
    static final int BREAK = 0xF0;

    private static final String SET_1 =
            // 00 to 7F of set 2
            """
            FF 43 41 3F 3D 3B 3C 58 64 44 42 40 3E 0F 29 59
            65 38 2A 70 1D 10 02 5A 66 71 2C 1F 1E 11 03 5B
            67 2E 2D 20 12 05 04 5C 68 39 2F 21 14 13 06 5D
            69 31 30 23 22 15 07 5E 6A 72 32 24 16 08 09 5F
            6B 33 25 17 18 0B 0A 60 6C 34 35 26 27 19 0C 61
            6D 73 28 74 1A 0D 62 6E 3A 36 1C 1B 75 2B 63 76
            55 56 77 78 79 7A 0E 7B 7C 4F 7D 4B 47 7E 7F 6F
            52 53 50 4C 4D 48 01 45 57 4E 51 4A 37 49 46 54
            """;
    private static final int[] TABLE = table();

    private ScanCodes() {}

    /** Set 1's code for a byte of set 2 other than {@link #BREAK}; prefixes and answers come out as they are. */
    static int translate(int set2) {
        return TABLE[set2];
    }

    private static int[] table() {
        int[] table = new int[256];
        String[] codes = SET_1.trim().split("\\s+");
        for (int i = 0; i < table.length; i++) {
            table[i] = i < codes.length ? Integer.parseInt(codes[i], 16) : i;
        }
        table[0x83] = 0x41;
        table[0x84] = 0x54;
        return table;
    }
}
