package reliquary.shim.bios;

import java.nio.ByteBuffer;
import java.util.Arrays;
import reliquary.shim.GuestMemory;

/** Modes 4, 5 and 6: one or two bits a dot at B8000h, odd lines 8 KiB behind the even ones (IBM CGA). */
final class CgaDots implements Dots {
    private static final int BASE = 0xB8000;
    private static final int ODD_LINES = 0x2000;
    private static final int BYTES_PER_LINE = 80;

    private final GuestMemory memory;
    private final int bits;

    /** @param bits in a dot, 1 or 2 */
    CgaDots(GuestMemory memory, int bits) {
        this.memory = memory;
        this.bits = bits;
    }

    @Override
    public int read(int page, int x, int y) {
        return memory.read8(line(y) + x * bits / 8) >> shift(x) & mask();
    }

    @Override
    public void write(int page, int x, int y, int colour) {
        int at = line(y) + x * bits / 8;
        int old = memory.read8(at);
        int dot = (colour & mask()) << shift(x);
        boolean exclusive = (colour & EXCLUSIVE_OR) != 0;
        memory.write8(at, exclusive ? old ^ dot : old & ~(mask() << shift(x)) | dot);
    }

    @Override
    public void writeRow(int page, int x, int y, int row, int colour) {
        int at = line(y) + x * bits / 8;
        int dots = 0;
        for (int i = 0; i < 8; i++) {
            dots = dots << bits | ((row & 0x80 >> i) != 0 ? colour & mask() : 0);
        }
        boolean exclusive = (colour & EXCLUSIVE_OR) != 0;
        for (int i = bits - 1; i >= 0; i--) {
            int value = dots >> 8 * i & 0xFF;
            memory.write8(at, exclusive ? memory.read8(at) ^ value : value);
            at++;
        }
    }

    @Override
    public void copyLine(int page, int x, int fromY, int toY, int width) {
        ByteBuffer dots = ByteBuffer.allocate(width * bits / 8);
        memory.read(line(fromY) + x * bits / 8, dots);
        memory.write(line(toY) + x * bits / 8, dots.flip());
    }

    @Override
    public void fillLine(int page, int x, int y, int width, int colour) {
        byte[] dots = new byte[width * bits / 8];
        Arrays.fill(dots, (byte) colour);
        memory.write(line(y) + x * bits / 8, ByteBuffer.wrap(dots));
    }

    private int mask() {
        return (1 << bits) - 1;
    }

    private int shift(int x) {
        return 8 - bits - x * bits % 8;
    }

    private static int line(int y) {
        return BASE + (y & 1) * ODD_LINES + (y >> 1) * BYTES_PER_LINE;
    }
}
