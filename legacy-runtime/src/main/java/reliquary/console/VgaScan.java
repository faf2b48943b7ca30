package reliquary.console;

import reliquary.device.VgaAdapter;

/**
 * How a VGA's CRT controller walks through display memory for one picture (IBM PS/2 Hardware Interface Technical Reference,
 * Video Subsystem, CRT Controller Registers).
 *
 * @param columns character clocks in the displayed part of a line
 * @param scanLines displayed lines
 * @param rowHeight lines of a character row, 1 to 32, before doubling
 * @param doubled every line is shown twice
 * @param start address counter at the top left
 * @param pitch by how much the counter is higher one row further down
 * @param lineCompare last line before the counter starts again from 0
 * @param presetRow line of the first row that is the topmost shown
 * @param mode mode control register
 * @param doubleWord the counter counts groups of four bytes
 */
record VgaScan(
        int columns,
        int scanLines,
        int rowHeight,
        boolean doubled,
        int start,
        int pitch,
        int lineCompare,
        int presetRow,
        int mode,
        boolean doubleWord) {

    private static final int ROW_SCAN_IS_NOT_BIT_13 = 0x01;
    private static final int ROW_SCAN_IS_NOT_BIT_14 = 0x02;
    private static final int WRAP_AT_64K = 0x20;
    private static final int BYTE_MODE = 0x40;

    /** What one scan line shows: the counter at its left end, the line within the row, whether it is below the split. */
    record Line(int counter, int rowScan, boolean belowSplit) {}

    static VgaScan of(VgaAdapter vga) {
        int overflow = vga.crtc(0x07);
        int maximumScan = vga.crtc(0x09);
        int displayEnd = vga.crtc(0x12) | (overflow & 0x02) << 7 | (overflow & 0x40) << 3;
        int lineCompare = vga.crtc(0x18) | (overflow & 0x10) << 4 | (maximumScan & 0x40) << 3;
        return new VgaScan(
                vga.crtc(0x01) + 1,
                displayEnd + 1,
                (maximumScan & 0x1F) + 1,
                (maximumScan & 0x80) != 0,
                (vga.crtc(0x0C) << 8 | vga.crtc(0x0D)) + (vga.crtc(0x08) >> 5 & 3),
                vga.crtc(0x13) * 2,
                lineCompare,
                vga.crtc(0x08) & 0x1F,
                vga.crtc(0x17),
                (vga.crtc(0x14) & 0x40) != 0);
    }

    /** Scan lines of a character row on the screen. */
    int rowLines() {
        return rowHeight * (doubled ? 2 : 1);
    }

    /** How many successive scan lines of a graphics mode show the same pixels. */
    int repeats() {
        int notUsed = ROW_SCAN_IS_NOT_BIT_13 | ROW_SCAN_IS_NOT_BIT_14;
        return (mode & notUsed) == notUsed ? rowLines() : doubled ? 2 : 1;
    }

    Line line(int scanLine) {
        boolean below = scanLine > lineCompare;
        int y = below ? scanLine - lineCompare - 1 : scanLine;
        int scan = (doubled ? y / 2 : y) + (below ? 0 : presetRow);
        return new Line((below ? 0 : start) + scan / rowHeight * pitch, scan % rowHeight, below);
    }

    /** The address in the planes that {@code counter} stands for, 0 to FFFFh. */
    int address(int counter, int rowScan) {
        int count = counter & 0xFFFF;
        int address = count;
        if (doubleWord) {
            address = count << 2 | count >> 14;
        } else if ((mode & BYTE_MODE) == 0) {
            address = count << 1 | count >> ((mode & WRAP_AT_64K) != 0 ? 15 : 13) & 1;
        }
        if ((mode & ROW_SCAN_IS_NOT_BIT_13) == 0) {
            address = address & ~0x2000 | (rowScan & 1) << 13;
        }
        if ((mode & ROW_SCAN_IS_NOT_BIT_14) == 0) {
            address = address & ~0x4000 | (rowScan & 2) << 13;
        }
        return address & 0xFFFF;
    }
}
