package reliquary.device;

import java.nio.ByteBuffer;
import reliquary.bus.MemoryWindow;
import reliquary.bus.MmioDevice;
import reliquary.bus.PageUse;

/** A card's memory that shows again and again in its window, because the card decodes few address lines. */
final class MirroredMemory implements MmioDevice {
    private final MemoryWindow window;
    private final ByteBuffer bytes;
    private final int mask;

    /** @param size bytes of memory: a power of two, at least 4,096, and not more than the window */
    MirroredMemory(MemoryWindow window, int size) {
        this.window = window;
        bytes = window.bytes();
        mask = size - 1;
        window.connect(this);
        window.route(0, size, PageUse.RAM);
        window.route(size, window.size() - size, PageUse.DEVICE);
    }

    int get(int address) {
        return bytes.get(address & mask) & 0xFF;
    }

    @Override
    public int read8(int offset) {
        return get(offset);
    }

    @Override
    public void write8(int offset, int value) {
        window.wrote(offset & mask, 1);
        bytes.put(offset & mask, (byte) value);
    }
}
