package reliquary.shim.bios;

import java.util.Arrays;

/**
 * One mode's 64 bytes of the VGA parameter table (IBM PS/2 BIOS Interface Technical Reference, "Video Parameter Table").
 *
 * @param number the mode, 00h to 13h
 * @param memory how the picture lies in memory
 * @param parameters the table entry
 */
record VideoMode(int number, Layout memory, byte[] parameters) {
    /** Bytes of one entry. */
    static final int ENTRY = 64;

    private static final int DOUBLE_SCAN = 0x80;

    private static final int SEQUENCER = 5;
    private static final int MISCELLANEOUS = 9;
    private static final int CRTC = 10;
    private static final int ATTRIBUTES = 35;
    private static final int GRAPHICS = 55;
    private static final int END = 64;

    /** Place in the parameter table of modes 00h to 13h; -1 where there is no such mode. */
    private static final int[] ENTRIES = {0, 0, 1, 1, 3, 3, 4, 2, -1, -1, -1, -1, -1, 5, 6, 7, 8, 9, 10, 11};

    private static final int TEXT_350_LINES = 12;
    private static final int TEXT_200_LINES = 14;

    /** How the processor reaches the picture. */
    enum Layout {
        COLOUR_TEXT(0xB8000),
        MONOCHROME_TEXT(0xB0000),
        /** Two bits a dot, even and odd lines 8 KiB apart. */
        CGA_4_COLOURS(0xB8000),
        /** One bit a dot, even and odd lines 8 KiB apart. */
        CGA_2_COLOURS(0xB8000),
        PLANES(0xA0000),
        /** A byte a dot. */
        BYTES(0xA0000);

        private final int base;

        Layout(int base) {
            this.base = base;
        }

        /** First address. */
        int base() {
            return base;
        }

        boolean isText() {
            return this == COLOUR_TEXT || this == MONOCHROME_TEXT;
        }
    }

    static boolean exists(int number) {
        return number < ENTRIES.length && ENTRIES[number] >= 0;
    }

    /**
     * A mode for which {@link #exists} holds.
     *
     * @param textLines scan lines that colour text modes are to have, 200, 350 or 400; other modes have their own
     */
    static VideoMode of(int number, int textLines, BiosRom rom) {
        int index = ENTRIES[number];
        if (number <= 0x03 && textLines != 400) {
            index += textLines == 350 ? TEXT_350_LINES : TEXT_200_LINES;
        }
        byte[] entry = rom.slice(BiosRom.Table.VIDEO_PARAMETERS, index * ENTRY, ENTRY);
        return new VideoMode(number, layout(number), entry);
    }

    /** Whether the palette names the CGA's colours by intensity in bit 4, as modes with 200 lines do. */
    boolean hasCgaPalette() {
        return (crtc()[VgaRegisters.MAXIMUM_SCAN_LINE] & DOUBLE_SCAN) != 0 && memory != Layout.BYTES;
    }

    static Layout layout(int number) {
        return switch (number) {
            case 0x00, 0x01, 0x02, 0x03 -> Layout.COLOUR_TEXT;
            case 0x07 -> Layout.MONOCHROME_TEXT;
            case 0x04, 0x05 -> Layout.CGA_4_COLOURS;
            case 0x06 -> Layout.CGA_2_COLOURS;
            case 0x13 -> Layout.BYTES;
            default -> Layout.PLANES;
        };
    }

    int columns() {
        return parameters[0] & 0xFF;
    }

    /** Text rows, less one. */
    int lastRow() {
        return parameters[1] & 0xFF;
    }

    int characterHeight() {
        return parameters[2] & 0xFF;
    }

    /** Bytes in a display page. */
    int pageSize() {
        return parameters[3] & 0xFF | (parameters[4] & 0xFF) << 8;
    }

    /** Sequencer registers 1 to 4. */
    byte[] sequencer() {
        return Arrays.copyOfRange(parameters, SEQUENCER, MISCELLANEOUS);
    }

    int miscellaneous() {
        return parameters[MISCELLANEOUS] & 0xFF;
    }

    byte[] crtc() {
        return Arrays.copyOfRange(parameters, CRTC, ATTRIBUTES);
    }

    byte[] attributes() {
        return Arrays.copyOfRange(parameters, ATTRIBUTES, GRAPHICS);
    }

    byte[] graphics() {
        return Arrays.copyOfRange(parameters, GRAPHICS, END);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VideoMode m && m.number == number && Arrays.equals(m.parameters, parameters);
    }

    @Override
    public int hashCode() {
        return number;
    }
}
