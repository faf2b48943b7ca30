package reliquary.shim.bios;

import java.nio.ByteBuffer;
import reliquary.shim.GuestMemory;

/**
 * INT 10h/00h: brings the adapter into a mode by its registers (IBM PS/2 BIOS Interface Technical Reference; for the older
 * adapters the PC AT Technical Reference, BIOS listing "SET_MODE").
 */
final class VideoModeSetter {
    private static final int KEEP_MEMORY = 0x80;
    private static final int TEXT_WINDOW = 0x8000;
    private static final int CGA_WINDOW = 0x4000;
    private static final int MDA_WINDOW = 0x1000;
    private static final int GRAPHICS_WINDOW = 0x10000;
    private static final int MONOCHROME_CRTC = 0x3B4;
    private static final int COLOUR_CRTC = 0x3D4;
    private static final int EQUIPMENT_VIDEO = 0x30;
    private static final int EQUIPMENT_MONOCHROME = 0x30;
    private static final int EQUIPMENT_80_COLUMNS = 0x20;
    private static final int COLOUR_MODE_REGISTER = 8;

    /** INT 1Dh's table: four sets of 16 CRTC registers, page sizes, columns, mode register values. */
    private static final int VECTOR_1D = 0x1D * 4;

    private static final int CRTC_SET = 16;
    private static final int MODE_REGISTERS = 4 * CRTC_SET + 4 * 2 + 8;
    private static final int MDA_MODE_REGISTER = 0x29;

    /** What ports 3D8h would hold in modes 0 to 7; programs read it from 0040:0065. */
    private static final int[] CGA_MODE_REGISTER = {0x2C, 0x28, 0x2D, 0x29, 0x2A, 0x2E, 0x1E, 0x29};

    private final VideoAdapter adapter;
    private final GuestMemory memory;
    private final BiosDataArea data;
    private final BiosRom rom;
    private final VgaRegisters registers;
    private final VideoFonts fonts;
    private final VideoPalette palette;

    VideoModeSetter(
            VideoAdapter adapter,
            GuestMemory memory,
            BiosDataArea data,
            BiosRom rom,
            VgaRegisters registers,
            VideoFonts fonts,
            VideoPalette palette) {
        this.adapter = adapter;
        this.memory = memory;
        this.data = data;
        this.rom = rom;
        this.registers = registers;
        this.fonts = fonts;
        this.palette = palette;
    }

    /** Sets the mode in bits 0 to 6, clearing memory unless bit 7 is set; false, and nothing done, if there is none. */
    boolean set(int request) {
        int number = request & 0x7F;
        if (!supported(number)) {
            return false;
        }
        VideoMode mode = VideoMode.of(number, VideoState.textLines(data), rom);
        boolean monochrome = number == 0x07 || number == 0x0F;
        data.setWord(BiosDataArea.CRTC_PORT, monochrome ? MONOCHROME_CRTC : COLOUR_CRTC);
        remember(mode, (request & KEEP_MEMORY) != 0);
        if (adapter == VideoAdapter.VGA) {
            program(mode);
        } else {
            programOld(mode);
        }
        if ((request & KEEP_MEMORY) == 0) {
            clear(mode);
        }
        if (adapter == VideoAdapter.VGA) {
            loadCharacters(mode);
            registers.attribute(VgaRegisters.COLOUR_SELECT, 0);
        }
        return true;
    }

    private boolean supported(int number) {
        return switch (adapter) {
            case MDA -> number == 0x07;
            case CGA -> number <= 0x06;
            case VGA -> VideoMode.exists(number);
        };
    }

    /** The BIOS data area as the mode starts. */
    private void remember(VideoMode mode, boolean keep) {
        boolean old = adapter != VideoAdapter.VGA;
        int number = mode.number();
        data.setByte(BiosDataArea.VIDEO_MODE, number);
        data.setWord(BiosDataArea.COLUMNS, mode.columns());
        data.setWord(BiosDataArea.PAGE_SIZE, mode.pageSize());
        data.setWord(BiosDataArea.PAGE_START, 0);
        data.setByte(BiosDataArea.ACTIVE_PAGE, 0);
        for (int page = 0; page < 8; page++) {
            data.setWord(BiosDataArea.CURSOR_POSITIONS + 2 * page, 0);
        }
        data.setWord(BiosDataArea.CURSOR_SHAPE, number == 0x07 && old ? 0x0B0C : 0x0607);
        data.setByte(BiosDataArea.ROWS, mode.lastRow());
        data.setWord(BiosDataArea.CHARACTER_HEIGHT, oldHeight(old, mode));
        data.setByte(BiosDataArea.MODE_REGISTER, number < 8 ? CGA_MODE_REGISTER[number] : 0);
        data.setByte(BiosDataArea.COLOUR_REGISTER, number == 0x06 ? 0x3F : 0x30);
        data.setBits(BiosDataArea.VIDEO_CONTROL, KEEP_MEMORY, keep);
        int equipment = data.wordAt(BiosDataArea.EQUIPMENT) & ~EQUIPMENT_VIDEO;
        data.setWord(
                BiosDataArea.EQUIPMENT, equipment | (number == 0x07 ? EQUIPMENT_MONOCHROME : EQUIPMENT_80_COLUMNS));
    }

    private static int oldHeight(boolean old, VideoMode mode) {
        if (!old) {
            return mode.characterHeight();
        }
        return mode.number() == 0x07 ? 14 : 8;
    }

    private void program(VideoMode mode) {
        byte[] sequencer = mode.sequencer();
        registers.sequencer(0, 1);
        for (int i = 0; i < sequencer.length; i++) {
            registers.sequencer(i + 1, sequencer[i] & 0xFF);
        }
        registers.miscellaneous(mode.miscellaneous());
        registers.sequencer(0, 3);
        registers.loadCrtc(mode.crtc());
        byte[] graphics = mode.graphics();
        for (int i = 0; i < graphics.length; i++) {
            registers.graphics(i, graphics[i] & 0xFF);
        }
        byte[] attributes = mode.attributes();
        for (int i = 0; i < attributes.length; i++) {
            registers.attribute(i, attributes[i] & 0xFF);
        }
        palette.load(mode);
    }

    /** The 6845 of CGA or MDA from the table that INT 1Dh points at. */
    private void programOld(VideoMode mode) {
        int pointer = memory.read32(VECTOR_1D);
        int table = GuestMemory.linear(pointer >>> 16, pointer);
        int number = mode.number();
        int set = number == 0x07 ? 3 : number >= 0x04 ? 2 : number >> 1;
        int modeRegister = number == 0x07 ? MDA_MODE_REGISTER : memory.read8(table + MODE_REGISTERS + number);
        registers.compatible(COLOUR_MODE_REGISTER, modeRegister & ~0x08);
        for (int i = 0; i < CRTC_SET; i++) {
            registers.crtc(i, memory.read8(table + set * CRTC_SET + i));
        }
        registers.compatible(COLOUR_MODE_REGISTER, modeRegister);
        if (adapter == VideoAdapter.CGA) {
            registers.compatible(9, data.byteAt(BiosDataArea.COLOUR_REGISTER));
        }
    }

    private void clear(VideoMode mode) {
        boolean text = mode.memory().isText();
        int window = switch (mode.memory()) {
            case PLANES, BYTES -> GRAPHICS_WINDOW;
            case CGA_4_COLOURS, CGA_2_COLOURS -> CGA_WINDOW;
            default ->
                switch (adapter) {
                    case VGA -> TEXT_WINDOW;
                    case CGA -> CGA_WINDOW;
                    case MDA -> MDA_WINDOW;
                };
        };
        byte[] content = new byte[window];
        if (text) {
            for (int i = 0; i < window; i += 2) {
                content[i] = ' ';
                content[i + 1] = 0x07;
            }
        }
        memory.write(mode.memory().base(), ByteBuffer.wrap(content));
    }

    private void loadCharacters(VideoMode mode) {
        if (mode.memory().isText()) {
            fonts.loadDefault(mode.characterHeight());
        } else {
            fonts.useInGraphics(mode.characterHeight());
        }
    }
}
