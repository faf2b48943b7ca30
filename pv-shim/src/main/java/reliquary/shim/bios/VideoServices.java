package reliquary.shim.bios;

import reliquary.shim.GuestCpu;
import reliquary.shim.GuestMemory;
import reliquary.shim.PortIo;

/** INT 10h: video (IBM PC AT and PS/2 BIOS Interface Technical References, INT 10h). */
final class VideoServices {
    private static final int KEEP_MEMORY = 0x80;
    private static final int PAGES = 8;
    private static final int BEL = 7;
    private static final int BACKSPACE = 8;
    private static final int LINE_FEED = 10;
    private static final int RETURN = 13;
    private static final int CURSOR_HIDDEN = 0x20;
    private static final int NO_CURSOR_EMULATION = 0x01;

    private final GuestMemory memory;
    private final BiosDataArea data;
    private final VgaRegisters registers;
    private final VideoModeSetter modes;
    private final VideoFonts fonts;
    private final VideoPalette palette;
    private final VideoState state;
    private final UnsupportedCalls unsupported;

    private final boolean vga;
    private final CharacterCells colourText;
    private final CharacterCells monochromeText;
    private final Dots twoColours;
    private final Dots fourColours;
    private final Dots planes;
    private final Dots bytes;

    VideoServices(
            BiosSettings settings,
            GuestMemory memory,
            BiosDataArea data,
            BiosRom rom,
            PortIo ports,
            UnsupportedCalls unsupported) {
        this.memory = memory;
        this.data = data;
        vga = settings.video() == VideoAdapter.VGA;
        this.unsupported = unsupported;
        registers = new VgaRegisters(ports, data);
        fonts = new VideoFonts(memory, data, rom, registers, unsupported);
        palette = new VideoPalette(memory, data, registers, unsupported);
        modes = new VideoModeSetter(settings.video(), memory, data, rom, registers, fonts, palette);
        state = new VideoState(settings.video(), memory, data, rom, registers, unsupported);
        colourText = new TextCells(memory, data, VideoMode.Layout.COLOUR_TEXT.base());
        monochromeText = new TextCells(memory, data, VideoMode.Layout.MONOCHROME_TEXT.base());
        twoColours = new CgaDots(memory, 1);
        fourColours = new CgaDots(memory, 2);
        planes = new PlaneDots(memory, data, registers);
        bytes = new ByteDots(memory);
    }

    void call(GuestCpu cpu) {
        switch (cpu.ah()) {
            case 0x00 -> setMode(cpu);
            case 0x01 -> setCursorShape(cpu.ch(), cpu.cl());
            case 0x02 -> moveCursor(cpu.bh() & 7, cpu.dl(), cpu.dh());
            case 0x03 -> {
                cpu.cx(data.wordAt(BiosDataArea.CURSOR_SHAPE));
                cpu.dx(cursor(cpu.bh() & 7));
            }
            case 0x04 -> cpu.ah(0); // no light pen
            case 0x05 -> selectPage(cpu.al());
            case 0x06 -> scroll(cpu, cpu.al());
            case 0x07 -> scroll(cpu, -cpu.al());
            case 0x08 -> cpu.ax(readCell(cpu.bh() & 7));
            case 0x09 -> repeat(cpu, cpu.bl());
            case 0x0A -> repeat(cpu, isText() ? CharacterCells.KEEP_ATTRIBUTE : cpu.bl());
            case 0x0B -> setColours(cpu);
            case 0x0C -> dots().write(cpu.bh() & 7, cpu.cx(), cpu.dx(), cpu.al());
            case 0x0D -> cpu.al(dots().read(cpu.bh() & 7, cpu.cx(), cpu.dx()));
            case 0x0E -> teletype(activePage(), cpu.al(), isText() ? CharacterCells.KEEP_ATTRIBUTE : cpu.bl());
            case 0x0F -> {
                cpu.al(data.byteAt(BiosDataArea.VIDEO_MODE) | data.byteAt(BiosDataArea.VIDEO_CONTROL) & KEEP_MEMORY);
                cpu.ah(data.byteAt(BiosDataArea.COLUMNS));
                cpu.bh(activePage());
            }
            case 0x10, 0x11 -> vgaOnly(cpu);
            case 0x13 -> writeString(cpu);
            default -> state.call(cpu);
        }
    }

    /** What the adapter's own firmware does at power-on: its state, and the first text mode. */
    void start(int mode) {
        state.reset();
        modes.set(mode);
    }

    /** The character at a place of the page that is shown, for printing the screen. */
    int characterAt(int column, int row) {
        return cells().read(activePage(), column, row) & 0xFF;
    }

    private void setMode(GuestCpu cpu) {
        int mode = cpu.al();
        if (!modes.set(mode)) {
            unsupported.reportSubfunction(0x10, cpu, "this video mode");
            return;
        }
        int number = mode & 0x7F;
        cpu.al(number == 6 ? 0x3F : number <= 7 ? 0x30 : 0x20);
    }

    private void setColours(GuestCpu cpu) {
        if (vga) {
            palette.cgaColours(cpu);
        } else {
            palette.colourRegister(cpu);
        }
    }

    /** Palette and fonts; on older adapters nothing happens, as on their machines. */
    private void vgaOnly(GuestCpu cpu) {
        if (vga && cpu.ah() == 0x10) {
            palette.call(cpu);
        } else if (vga) {
            fonts.call(cpu);
        }
    }

    private void setCursorShape(int start, int end) {
        data.setWord(BiosDataArea.CURSOR_SHAPE, start << 8 | end);
        int height = data.wordAt(BiosDataArea.CHARACTER_HEIGHT);
        boolean scaled = vga
                && !data.bits(BiosDataArea.VIDEO_CONTROL, NO_CURSOR_EMULATION)
                && height > 8
                && start < 8
                && end < 8
                && (start & CURSOR_HIDDEN) == 0;
        registers.crtc(VgaRegisters.CURSOR_START, scaled ? scaled(start, height) : start);
        registers.crtc(VgaRegisters.CURSOR_END, scaled ? scaled(end, height) : end);
    }

    /** A scan line of an 8-line cell in a higher one, so that the CGA's 6 and 7 become the VGA's 13 and 14. */
    private static int scaled(int line, int height) {
        return line == 0 ? 0 : Math.min((line + 1) * height / 8 - 1, height - 2);
    }

    private void moveCursor(int page, int column, int row) {
        data.setWord(BiosDataArea.CURSOR_POSITIONS + 2 * page, row << 8 | column);
        if (page == activePage()) {
            showCursor(column, row);
        }
    }

    private void showCursor(int column, int row) {
        int start = data.wordAt(BiosDataArea.PAGE_START) / 2;
        registers.crtcWord(VgaRegisters.CURSOR_LOCATION, start + row * data.wordAt(BiosDataArea.COLUMNS) + column);
    }

    private void selectPage(int page) {
        if (page >= PAGES) {
            return;
        }
        int start = page * data.wordAt(BiosDataArea.PAGE_SIZE);
        data.setByte(BiosDataArea.ACTIVE_PAGE, page);
        data.setWord(BiosDataArea.PAGE_START, start);
        registers.crtcWord(VgaRegisters.START_ADDRESS, isText() ? start / 2 : start);
        if (isText()) {
            int cursor = cursor(page);
            showCursor(cursor & 0xFF, cursor >> 8);
        }
    }

    private void scroll(GuestCpu cpu, int lines) {
        int right = Math.min(cpu.dl(), data.wordAt(BiosDataArea.COLUMNS) - 1);
        int bottom = Math.min(cpu.dh(), lastRow());
        if (cpu.cl() <= right && cpu.ch() <= bottom) {
            cells().scroll(activePage(), new CharacterCells.Window(cpu.cl(), cpu.ch(), right, bottom), lines, cpu.bh());
        }
    }

    private int readCell(int page) {
        int cursor = cursor(page);
        return cells().read(page, cursor & 0xFF, cursor >> 8);
    }

    /** Functions 09h and 0Ah: CX characters from the cursor on, which stays; text runs on into the next row. */
    private void repeat(GuestCpu cpu, int attribute) {
        int page = isText() || layout() == VideoMode.Layout.PLANES ? cpu.bh() & 7 : 0;
        int columns = data.wordAt(BiosDataArea.COLUMNS);
        int cursor = cursor(page);
        int at = (cursor >> 8) * columns + (cursor & 0xFF);
        int end = (lastRow() + 1) * columns;
        for (int i = 0; i < cpu.cx() && at < end; i++, at++) {
            cells().write(page, at % columns, at / columns, cpu.al(), attribute);
        }
    }

    /** One character as on a printer terminal; moves the cursor and scrolls at the last row. */
    private void teletype(int page, int character, int attribute) {
        int cursor = cursor(page);
        int column = cursor & 0xFF;
        int row = cursor >> 8;
        switch (character) {
            case BEL -> {
                return; // the quarter-second tone would stop the machine's time for nothing
            }
            case BACKSPACE -> column = Math.max(0, column - 1);
            case LINE_FEED -> row++;
            case RETURN -> column = 0;
            default -> {
                cells().write(page, column, row, character, attribute);
                column++;
            }
        }
        if (column >= data.wordAt(BiosDataArea.COLUMNS)) {
            column = 0;
            row++;
        }
        if (row > lastRow()) {
            row = lastRow();
            scrollOneLine(page, column, row);
        }
        moveCursor(page, column, row);
    }

    /** The line that comes free has the attribute of the character at the cursor. */
    private void scrollOneLine(int page, int column, int row) {
        int fill = isText() ? cells().read(page, column, row) >> 8 : 0;
        int right = data.wordAt(BiosDataArea.COLUMNS) - 1;
        cells().scroll(page, new CharacterCells.Window(0, 0, right, row), 1, fill);
    }

    /** Function 13h: AL bit 0 moves the cursor, bit 1 says that each character is followed by its attribute. */
    private void writeString(GuestCpu cpu) {
        int page = cpu.bh() & 7;
        int before = cursor(page);
        boolean withAttributes = (cpu.al() & 2) != 0;
        int at = GuestMemory.linear(cpu.es(), cpu.bp());
        moveCursor(page, cpu.dl(), cpu.dh());
        for (int i = 0; i < cpu.cx(); i++) {
            int character = memory.read8(at++);
            int attribute = withAttributes ? memory.read8(at++) : cpu.bl();
            teletype(page, character, attribute);
        }
        if ((cpu.al() & 1) == 0) {
            moveCursor(page, before & 0xFF, before >> 8);
        }
    }

    private CharacterCells cells() {
        return switch (layout()) {
            case COLOUR_TEXT -> colourText;
            case MONOCHROME_TEXT -> monochromeText;
            default -> new GraphicsCells(dots(), fonts, data);
        };
    }

    /** The picture of the mode; in text modes, where it means nothing, that of mode 6. */
    private Dots dots() {
        return switch (layout()) {
            case CGA_4_COLOURS -> fourColours;
            case PLANES -> planes;
            case BYTES -> bytes;
            default -> twoColours;
        };
    }

    private VideoMode.Layout layout() {
        return VideoMode.layout(data.byteAt(BiosDataArea.VIDEO_MODE));
    }

    private boolean isText() {
        return layout().isText();
    }

    private int cursor(int page) {
        return data.wordAt(BiosDataArea.CURSOR_POSITIONS + 2 * page);
    }

    private int activePage() {
        return data.byteAt(BiosDataArea.ACTIVE_PAGE) & 7;
    }

    private int lastRow() {
        return data.byteAt(BiosDataArea.ROWS);
    }
}
