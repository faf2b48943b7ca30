package reliquary.shim.bios;

import java.nio.ByteBuffer;
import java.util.Arrays;
import reliquary.shim.GuestMemory;

/** Mode 13h: a byte a dot at A0000h, 320 a line; the whole byte is the colour, so nothing is exclusive-ored. */
final class ByteDots implements Dots {
    private static final int BASE = 0xA0000;
    private static final int WIDTH = 320;

    private final GuestMemory memory;

    ByteDots(GuestMemory memory) {
        this.memory = memory;
    }

    @Override
    public int read(int page, int x, int y) {
        return memory.read8(BASE + y * WIDTH + x);
    }

    @Override
    public void write(int page, int x, int y, int colour) {
        memory.write8(BASE + y * WIDTH + x, colour);
    }

    @Override
    public void writeRow(int page, int x, int y, int row, int colour) {
        byte[] dots = new byte[8];
        for (int i = 0; i < 8; i++) {
            dots[i] = (byte) ((row & 0x80 >> i) != 0 ? colour : 0);
        }
        memory.write(BASE + y * WIDTH + x, ByteBuffer.wrap(dots));
    }

    @Override
    public void copyLine(int page, int x, int fromY, int toY, int width) {
        ByteBuffer dots = ByteBuffer.allocate(width);
        memory.read(BASE + fromY * WIDTH + x, dots);
        memory.write(BASE + toY * WIDTH + x, dots.flip());
    }

    @Override
    public void fillLine(int page, int x, int y, int width, int colour) {
        byte[] dots = new byte[width];
        Arrays.fill(dots, (byte) colour);
        memory.write(BASE + y * WIDTH + x, ByteBuffer.wrap(dots));
    }
}
