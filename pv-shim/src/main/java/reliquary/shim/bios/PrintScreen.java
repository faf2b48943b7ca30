package reliquary.shim.bios;

/** INT 05h: prints the screen's characters on LPT1 (IBM PC AT Technical Reference, BIOS listing "PRINT_SCREEN"). */
final class PrintScreen {
    private static final int BUSY = 0x01;
    private static final int FAILED = 0xFF;
    private static final int FIRST_PRINTER = 0;

    private final BiosDataArea data;
    private final VideoServices video;
    private final PrinterServices printer;

    PrintScreen(BiosDataArea data, VideoServices video, PrinterServices printer) {
        this.data = data;
        this.video = video;
        this.printer = printer;
    }

    void call() {
        if (data.byteAt(BiosDataArea.PRINT_SCREEN_STATUS) == BUSY) {
            return;
        }
        data.setByte(BiosDataArea.PRINT_SCREEN_STATUS, print() ? 0 : FAILED);
    }

    private boolean print() {
        int columns = data.wordAt(BiosDataArea.COLUMNS);
        int rows = data.byteAt(BiosDataArea.ROWS) + 1;
        boolean good = newLine();
        for (int row = 0; good && row < rows; row++) {
            for (int column = 0; good && column < columns; column++) {
                int character = video.characterAt(column, row);
                good = printer.print(FIRST_PRINTER, character == 0 ? ' ' : character);
            }
            good = good && newLine();
        }
        return good;
    }

    private boolean newLine() {
        return printer.print(FIRST_PRINTER, '\r') && printer.print(FIRST_PRINTER, '\n');
    }
}
