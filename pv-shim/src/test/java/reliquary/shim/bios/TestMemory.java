package reliquary.shim.bios;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import reliquary.shim.GuestMemory;

/** Plain memory from address 0 on, with an A20 gate that {@link TestPorts} drives through port 92h. */
final class TestMemory implements GuestMemory {
    private static final int LINE_20 = 1 << 20;

    private final ByteBuffer bytes;
    private boolean a20;

    TestMemory(int size) {
        bytes = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    void a20(boolean on) {
        a20 = on;
    }

    boolean a20() {
        return a20;
    }

    private int physical(int address) {
        return a20 ? address : address & ~LINE_20;
    }

    @Override
    public int read8(int address) {
        return bytes.get(physical(address)) & 0xFF;
    }

    @Override
    public void write8(int address, int value) {
        bytes.put(physical(address), (byte) value);
    }

    @Override
    public int read16(int address) {
        return read8(address) | read8(address + 1) << 8;
    }

    @Override
    public void write16(int address, int value) {
        write8(address, value);
        write8(address + 1, value >> 8);
    }

    @Override
    public int read32(int address) {
        return read16(address) | read16(address + 2) << 16;
    }

    @Override
    public void write32(int address, int value) {
        write16(address, value);
        write16(address + 2, value >>> 16);
    }

    @Override
    public void read(int address, ByteBuffer target) {
        while (target.hasRemaining()) {
            target.put((byte) read8(address++));
        }
    }

    @Override
    public void write(int address, ByteBuffer source) {
        while (source.hasRemaining()) {
            write8(address++, source.get());
        }
    }

    @Override
    public int size() {
        return bytes.capacity();
    }

    byte[] copy(int address, int length) {
        ByteBuffer out = ByteBuffer.allocate(length);
        read(address, out);
        return out.array();
    }

    void put(int address, byte[] content) {
        write(address, ByteBuffer.wrap(content));
    }

    void put(int address, String text) {
        put(address, text.getBytes(Charset.forName("IBM437")));
    }
}
