package reliquary.shim.bios;

import java.nio.ByteBuffer;
import reliquary.shim.GuestCpu;
import reliquary.shim.GuestMemory;

/** INT 10h/11h: character generators (IBM PS/2 BIOS Interface Technical Reference, INT 10h function 11h). */
final class VideoFonts {
    private static final int FONT_MEMORY = 0xA0000;
    /** Bytes that each character takes in the font memory, whatever its height. */
    private static final int SLOT = 32;

    private static final int VECTOR_1F = 0x1F * 4;
    private static final int VECTOR_43 = 0x43 * 4;

    private static final int CHARACTER_MAP_SELECT = 3;
    private static final int DOUBLE_SCAN = 0x80;

    private final GuestMemory memory;
    private final BiosDataArea data;
    private final BiosRom rom;
    private final VgaRegisters registers;
    private final UnsupportedCalls unsupported;

    VideoFonts(
            GuestMemory memory, BiosDataArea data, BiosRom rom, VgaRegisters registers, UnsupportedCalls unsupported) {
        this.memory = memory;
        this.data = data;
        this.rom = rom;
        this.registers = registers;
        this.unsupported = unsupported;
    }

    void call(GuestCpu cpu) {
        switch (cpu.al()) {
            case 0x00, 0x10 -> {
                ByteBuffer glyphs = ByteBuffer.allocate(cpu.cx() * cpu.bh());
                memory.read(GuestMemory.linear(cpu.es(), cpu.bp()), glyphs);
                load(glyphs.array(), cpu.bh(), cpu.dx(), cpu.bl());
                resizeIf(cpu.al() == 0x10, cpu.bh());
            }
            case 0x01, 0x11 -> loadOwn(cpu, 14);
            case 0x02, 0x12 -> loadOwn(cpu, 8);
            case 0x04, 0x14 -> loadOwn(cpu, 16);
            case 0x03 -> registers.sequencer(CHARACTER_MAP_SELECT, cpu.bl());
            case 0x20 -> memory.write32(VECTOR_1F, cpu.es() << 16 | cpu.bp());
            case 0x21 -> graphics(cpu, cpu.es() << 16 | cpu.bp(), cpu.cx());
            case 0x22 -> graphics(cpu, rom.pointer(BiosRom.Table.FONT_14), 14);
            case 0x23 -> graphics(cpu, rom.pointer(BiosRom.Table.FONT_8), 8);
            case 0x24 -> graphics(cpu, rom.pointer(BiosRom.Table.FONT_16), 16);
            case 0x30 -> information(cpu);
            default -> unsupported.reportSubfunction(0x10, cpu, "this character generator function");
        }
    }

    /** Puts the adapter's own font of a height into block 0, as setting a text mode does. */
    void loadDefault(int height) {
        load(Cp437Font.ofHeight(height).bytes(), height, 0, 0);
    }

    /** Lets INT 43h point at the ROM's font of a height: what graphics modes draw with. */
    void useInGraphics(int height) {
        BiosRom.Table table = switch (height) {
            case 8 -> BiosRom.Table.FONT_8;
            case 14 -> BiosRom.Table.FONT_14;
            default -> BiosRom.Table.FONT_16;
        };
        memory.write32(VECTOR_43, rom.pointer(table));
    }

    /** The rows of a character as graphics modes draw it: codes from 80h in an 8-line font are INT 1Fh's. */
    byte[] graphicsGlyph(int code) {
        int height = data.wordAt(BiosDataArea.CHARACTER_HEIGHT);
        boolean high = height == 8 && code >= 0x80;
        int pointer = memory.read32(high ? VECTOR_1F : VECTOR_43);
        int at = GuestMemory.linear(pointer >>> 16, pointer) + (high ? code - 0x80 : code) * height;
        ByteBuffer rows = ByteBuffer.allocate(height);
        memory.read(at, rows);
        return rows.array();
    }

    private void loadOwn(GuestCpu cpu, int height) {
        load(Cp437Font.ofHeight(height).bytes(), height, 0, cpu.bl());
        resizeIf(cpu.al() >= 0x10, height);
    }

    /** Opens plane 2 at A0000h, copies {@code glyphs} for the characters from {@code first} on, closes it again. */
    private void load(byte[] glyphs, int height, int first, int block) {
        if (height == 0 || height > SLOT) {
            return;
        }
        openFontMemory();
        int at = FONT_MEMORY + blockOffset(block) + first * SLOT;
        int count = Math.min(glyphs.length / height, Cp437Font.CHARACTERS - Math.min(first, Cp437Font.CHARACTERS));
        if (height == 16 || height == 14 || height == 8) {
            ByteBuffer slots = ByteBuffer.allocate(count * SLOT);
            for (int i = 0; i < count; i++) {
                slots.put(i * SLOT, glyphs, i * height, height);
            }
            memory.write(at, slots);
        } else {
            for (int i = 0; i < count; i++) {
                memory.write(at + i * SLOT, ByteBuffer.wrap(glyphs, i * height, height));
            }
        }
        closeFontMemory();
    }

    /** Blocks 0 to 3 are 16 KiB apart, 4 to 7 stand in the gaps between them. */
    private static int blockOffset(int block) {
        return ((block & 3) << 14) + ((block & 4) << 11);
    }

    private void openFontMemory() {
        registers.sequencer(0, 1);
        registers.sequencer(VgaRegisters.MAP_MASK, 4);
        registers.sequencer(VgaRegisters.MEMORY_MODE, 7);
        registers.sequencer(0, 3);
        registers.graphics(VgaRegisters.READ_MAP, 2);
        registers.graphics(VgaRegisters.GRAPHICS_MODE, 0);
        registers.graphics(VgaRegisters.MISCELLANEOUS, 4);
    }

    private void closeFontMemory() {
        boolean colour = (registers.miscellaneous() & 1) != 0;
        registers.sequencer(0, 1);
        registers.sequencer(VgaRegisters.MAP_MASK, 3);
        registers.sequencer(VgaRegisters.MEMORY_MODE, 2);
        registers.sequencer(0, 3);
        registers.graphics(VgaRegisters.READ_MAP, 0);
        registers.graphics(VgaRegisters.GRAPHICS_MODE, 0x10);
        registers.graphics(VgaRegisters.MISCELLANEOUS, colour ? 0x0E : 0x0A);
    }

    /** Functions 1xh: the character height changes how many rows the screen has. */
    private void resizeIf(boolean wanted, int height) {
        if (!wanted || height == 0) {
            return;
        }
        int scanLine = registers.crtc(VgaRegisters.MAXIMUM_SCAN_LINE);
        registers.crtc(VgaRegisters.MAXIMUM_SCAN_LINE, scanLine & 0xE0 | height - 1);
        int cursorStart = height > 8 ? height - 3 : height - 2;
        registers.crtc(VgaRegisters.CURSOR_START, Math.max(0, cursorStart));
        registers.crtc(VgaRegisters.CURSOR_END, height > 8 ? height - 2 : height - 1);
        int rows = Math.max(1, VideoState.textLines(data) / height);
        int repeat = (scanLine & DOUBLE_SCAN) == 0 ? 1 : 2;
        data.setWord(BiosDataArea.CHARACTER_HEIGHT, height);
        data.setByte(BiosDataArea.ROWS, rows - 1);
        data.setWord(BiosDataArea.PAGE_SIZE, rows * data.byteAt(BiosDataArea.COLUMNS) * 2 + 0xFF & ~0xFF);
        registers.crtc(VgaRegisters.VERTICAL_END, rows * height * repeat - 1);
    }

    /** Functions 21h to 24h: BL says how many rows: 0 as DL says, 1 14, 2 25, 3 43. */
    private void graphics(GuestCpu cpu, int pointer, int height) {
        memory.write32(VECTOR_43, pointer);
        data.setWord(BiosDataArea.CHARACTER_HEIGHT, height);
        int rows = switch (cpu.bl()) {
            case 0 -> cpu.dl();
            case 1 -> 14;
            case 3 -> 43;
            default -> 25;
        };
        data.setByte(BiosDataArea.ROWS, rows - 1);
    }

    private void information(GuestCpu cpu) {
        int pointer = switch (cpu.bh()) {
            case 0 -> memory.read32(VECTOR_1F);
            case 1 -> memory.read32(VECTOR_43);
            case 2 -> rom.pointer(BiosRom.Table.FONT_14);
            case 3 -> rom.pointer(BiosRom.Table.FONT_8);
            case 4 -> rom.pointer(BiosRom.Table.FONT_8_HIGH);
            case 5, 7 -> rom.pointer(BiosRom.Table.NO_ALTERNATE_GLYPHS);
            case 6 -> rom.pointer(BiosRom.Table.FONT_16);
            default -> 0;
        };
        cpu.es(pointer >>> 16);
        cpu.bp(pointer);
        cpu.cx(data.wordAt(BiosDataArea.CHARACTER_HEIGHT));
        cpu.dl(data.byteAt(BiosDataArea.ROWS));
    }
}
