package reliquary.shim.bios;

import java.nio.ByteBuffer;
import reliquary.shim.GuestCpu;
import reliquary.shim.GuestMemory;

/**
 * INT 10h functions about the adapter itself: 12h alternate select, 1Ah display combination, 1Bh functionality and state
 * (IBM PS/2 BIOS Interface Technical Reference).
 */
final class VideoState {
    private static final int DONE = 0x12;
    private static final int VGA_COLOUR = 0x08;
    private static final int STATE_BYTES = 64;
    private static final int LINES_200 = 0x80;
    private static final int LINES_400 = 0x10;
    private static final int NO_DEFAULT_PALETTE = 0x08;
    private static final int GREY_SUMMING = 0x02;
    private static final int NO_CURSOR_EMULATION = 0x01;
    private static final int SCREEN_OFF = 0x20;
    private static final int CLOCKING_MODE = 1;
    private static final int MEMORY_256K = 3;

    private final VideoAdapter adapter;
    private final GuestMemory memory;
    private final BiosDataArea data;
    private final BiosRom rom;
    private final VgaRegisters registers;
    private final UnsupportedCalls unsupported;

    VideoState(
            VideoAdapter adapter,
            GuestMemory memory,
            BiosDataArea data,
            BiosRom rom,
            VgaRegisters registers,
            UnsupportedCalls unsupported) {
        this.adapter = adapter;
        this.memory = memory;
        this.data = data;
        this.rom = rom;
        this.registers = registers;
        this.unsupported = unsupported;
    }

    /** Answers the functions that only the VGA has; on older adapters nothing happens, as on their machines. */
    void call(GuestCpu cpu) {
        boolean vga = adapter == VideoAdapter.VGA;
        switch (cpu.ah()) {
            case 0x12 -> {
                if (vga) {
                    alternateSelect(cpu);
                }
            }
            case 0x1A -> {
                if (vga) {
                    displayCombination(cpu);
                }
            }
            case 0x1B -> {
                if (vga && cpu.bx() == 0) {
                    describe(GuestMemory.linear(cpu.es(), cpu.di()));
                    cpu.al(0x1B);
                }
            }
            // VESA, save areas and what drivers or other makers put behind INT 10h: asked just to find out
            case 0x1C, 0x4F, 0x6F, 0x70, 0xEF, 0xF0, 0xFA, 0xFE, 0xFF -> {
                // registers unchanged: not there
            }
            default -> unsupported.report(0x10, cpu, "this video function");
        }
    }

    private void alternateSelect(GuestCpu cpu) {
        switch (cpu.bl()) {
            case 0x10 -> {
                boolean monochrome = data.byteAt(BiosDataArea.VIDEO_MODE) == 0x07;
                cpu.bh(monochrome ? 1 : 0);
                cpu.bl(MEMORY_256K);
                cpu.ch(data.byteAt(BiosDataArea.VIDEO_SWITCHES) >> 4);
                cpu.cl(data.byteAt(BiosDataArea.VIDEO_SWITCHES) & 0x0F);
            }
            case 0x20 -> {
                // print screen prints as many rows as there are anyway
            }
            case 0x30 -> scanLines(cpu);
            case 0x31 -> setFlag(cpu, BiosDataArea.VIDEO_FLAGS, NO_DEFAULT_PALETTE, cpu.al() == 1);
            case 0x32 -> cpu.al(DONE); // the adapter is always addressed
            case 0x33 -> setFlag(cpu, BiosDataArea.VIDEO_FLAGS, GREY_SUMMING, cpu.al() == 0);
            case 0x34 -> setFlag(cpu, BiosDataArea.VIDEO_CONTROL, NO_CURSOR_EMULATION, cpu.al() == 1);
            case 0x36 -> {
                int clocking = registers.sequencer(CLOCKING_MODE);
                registers.sequencer(CLOCKING_MODE, cpu.al() == 1 ? clocking | SCREEN_OFF : clocking & ~SCREEN_OFF);
                cpu.al(DONE);
            }
            default -> unsupported.report(0x10, cpu, "this alternate select BL=" + Integer.toHexString(cpu.bl()));
        }
    }

    private void setFlag(GuestCpu cpu, int offset, int flag, boolean on) {
        data.setBits(offset, flag, on);
        cpu.al(DONE);
    }

    /** BL=30h: 200, 350 or 400 scan lines in text modes, from the next mode set on. */
    private void scanLines(GuestCpu cpu) {
        if (cpu.al() > 2) {
            return;
        }
        int flags = data.byteAt(BiosDataArea.VIDEO_FLAGS) & ~(LINES_200 | LINES_400);
        int lines = cpu.al() == 0 ? LINES_200 : cpu.al() == 2 ? LINES_400 : 0;
        data.setByte(BiosDataArea.VIDEO_FLAGS, flags | lines);
        cpu.al(DONE);
    }

    private void displayCombination(GuestCpu cpu) {
        switch (cpu.al()) {
            case 0x00 -> {
                cpu.bx(VGA_COLOUR);
                cpu.al(0x1A);
            }
            case 0x01 -> cpu.al(0x1A);
            default -> {
                // no such subfunction: registers unchanged
            }
        }
    }

    /** Function 1Bh's 64 bytes at ES:DI. */
    private void describe(int at) {
        memory.write(at, ByteBuffer.allocate(STATE_BYTES));
        memory.write32(at, rom.pointer(BiosRom.Table.STATE_CAPABILITIES));
        for (int i = 0; i < 30; i++) {
            memory.write8(at + 0x04 + i, data.byteAt(BiosDataArea.VIDEO_MODE + i));
        }
        memory.write8(at + 0x22, data.byteAt(BiosDataArea.ROWS) + 1);
        memory.write16(at + 0x23, data.wordAt(BiosDataArea.CHARACTER_HEIGHT));
        memory.write8(at + 0x25, VGA_COLOUR);
        int mode = data.byteAt(BiosDataArea.VIDEO_MODE);
        memory.write16(at + 0x27, colours(mode));
        memory.write8(at + 0x29, pages(mode));
        memory.write8(at + 0x2A, scanLineCode(mode));
        int flags = data.byteAt(BiosDataArea.VIDEO_FLAGS);
        boolean cursorEmulation = !data.bits(BiosDataArea.VIDEO_CONTROL, NO_CURSOR_EMULATION);
        memory.write8(at + 0x2D, 0x21 | flags & (GREY_SUMMING | NO_DEFAULT_PALETTE) | (cursorEmulation ? 0x10 : 0));
        memory.write8(at + 0x31, 3);
    }

    private static int colours(int mode) {
        return switch (mode) {
            case 0x07, 0x0F -> 0;
            case 0x04, 0x05 -> 4;
            case 0x06, 0x11 -> 2;
            case 0x13 -> 256;
            default -> 16;
        };
    }

    private static int pages(int mode) {
        return switch (mode) {
            case 0x00, 0x01, 0x02, 0x03, 0x07, 0x0D -> 8;
            case 0x0E -> 4;
            case 0x0F, 0x10 -> 2;
            default -> 1;
        };
    }

    /** Scan lines of text modes as INT 10h/12h BL=30h last chose them: 200, 350 or 400. */
    static int textLines(BiosDataArea data) {
        if (data.bits(BiosDataArea.VIDEO_FLAGS, LINES_200)) {
            return 200;
        }
        return data.bits(BiosDataArea.VIDEO_FLAGS, LINES_400) ? 400 : 350;
    }

    /** 0 200, 1 350, 2 400, 3 480 scan lines. */
    private int scanLineCode(int mode) {
        if (mode <= 0x03 || mode == 0x07) {
            return (textLines(data) - 200) / 100;
        }
        return switch (mode) {
            case 0x0F, 0x10 -> 1;
            case 0x11, 0x12 -> 3;
            default -> 0;
        };
    }

    /** Switches, scan lines and display combination as after power-on. */
    void reset() {
        boolean vga = adapter == VideoAdapter.VGA;
        data.setByte(BiosDataArea.VIDEO_CONTROL, vga ? 0x60 : 0);
        data.setByte(BiosDataArea.VIDEO_SWITCHES, vga ? 0x09 : 0);
        data.setByte(BiosDataArea.VIDEO_FLAGS, vga ? LINES_400 | 0x01 : 0);
        data.setByte(BiosDataArea.DISPLAY_COMBINATION, vga ? 0x0B : 0);
        data.setDouble(BiosDataArea.VIDEO_POINTERS, vga ? rom.pointer(BiosRom.Table.VIDEO_POINTERS) : 0);
    }
}
