package reliquary.shim.bios;

import java.nio.ByteBuffer;
import java.util.Arrays;
import reliquary.shim.GuestMemory;

/**
 * Modes 0Dh to 12h: four planes at A0000h, each a bit of the colour, written through the graphics controller (IBM PS/2
 * Hardware Interface Technical Reference, "Graphics Controller"). Registers are left as the mode set them.
 */
final class PlaneDots implements Dots {
    private static final int BASE = 0xA0000;
    private static final int ALL_PLANES = 0x0F;
    private static final int EXCLUSIVE = 0x18;
    private static final int WRITE_MODE_0 = 0;
    private static final int WRITE_MODE_1 = 1;

    private final GuestMemory memory;
    private final BiosDataArea data;
    private final VgaRegisters registers;

    PlaneDots(GuestMemory memory, BiosDataArea data, VgaRegisters registers) {
        this.memory = memory;
        this.data = data;
        this.registers = registers;
    }

    @Override
    public int read(int page, int x, int y) {
        int at = line(page, y) + x / 8;
        int colour = 0;
        for (int plane = 0; plane < 4; plane++) {
            registers.graphics(VgaRegisters.READ_MAP, plane);
            colour |= (memory.read8(at) >> 7 - x % 8 & 1) << plane;
        }
        registers.graphics(VgaRegisters.READ_MAP, 0);
        return colour;
    }

    @Override
    public void write(int page, int x, int y, int colour) {
        masked(line(page, y) + x / 8, 0x80 >> x % 8, colour);
        restore();
    }

    @Override
    public void writeRow(int page, int x, int y, int row, int colour) {
        int at = line(page, y) + x / 8;
        if ((colour & EXCLUSIVE_OR) == 0) {
            masked(at, ~row & 0xFF, 0);
        }
        masked(at, row, colour);
        restore();
    }

    @Override
    public void copyLine(int page, int x, int fromY, int toY, int width) {
        registers.graphics(VgaRegisters.GRAPHICS_MODE, WRITE_MODE_1);
        int from = line(page, fromY) + x / 8;
        int to = line(page, toY) + x / 8;
        for (int i = 0; i < width / 8; i++) {
            memory.read8(from + i); // fills the latches, which writing then stores
            memory.write8(to + i, 0);
        }
        registers.graphics(VgaRegisters.GRAPHICS_MODE, WRITE_MODE_0);
    }

    @Override
    public void fillLine(int page, int x, int y, int width, int colour) {
        registers.graphics(VgaRegisters.SET_RESET, colour & ALL_PLANES);
        registers.graphics(VgaRegisters.ENABLE_SET_RESET, ALL_PLANES);
        byte[] ones = new byte[width / 8];
        Arrays.fill(ones, (byte) 0xFF);
        memory.write(line(page, y) + x / 8, ByteBuffer.wrap(ones));
        restore();
    }

    /** Gives the dots in {@code mask} of one byte a colour, or turns the colour's bits over in them. */
    private void masked(int at, int mask, int colour) {
        registers.graphics(VgaRegisters.SET_RESET, colour & ALL_PLANES);
        registers.graphics(VgaRegisters.ENABLE_SET_RESET, ALL_PLANES);
        registers.graphics(VgaRegisters.DATA_ROTATE, (colour & EXCLUSIVE_OR) != 0 ? EXCLUSIVE : 0);
        registers.graphics(VgaRegisters.BIT_MASK, mask);
        memory.read8(at);
        memory.write8(at, 0xFF);
    }

    private void restore() {
        registers.graphics(VgaRegisters.SET_RESET, 0);
        registers.graphics(VgaRegisters.ENABLE_SET_RESET, 0);
        registers.graphics(VgaRegisters.DATA_ROTATE, 0);
        registers.graphics(VgaRegisters.BIT_MASK, 0xFF);
    }

    private int line(int page, int y) {
        return BASE + page * data.wordAt(BiosDataArea.PAGE_SIZE) + y * data.wordAt(BiosDataArea.COLUMNS);
    }
}
