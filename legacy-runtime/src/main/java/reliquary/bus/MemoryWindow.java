package reliquary.bus;

import java.nio.ByteBuffer;

/**
 * A range of physical addresses that one device answers for. The device sees offsets from the window's start and
 * decides page by page whether accesses reach {@link #bytes()} directly, come to it one by one, or find nothing.
 */
public final class MemoryWindow {
    private final PhysicalMemory memory;
    private final int base;
    private final int size;
    private MmioDevice device = new EmptyWindow();

    MemoryWindow(PhysicalMemory memory, int base, int size) {
        this.memory = memory;
        this.base = base;
        this.size = size;
    }

    /** Window size in bytes, a multiple of 4,096. */
    public int size() {
        return size;
    }

    /** The memory behind the window's {@link PageUse#RAM} pages: index 0 is offset 0, little-endian. */
    public ByteBuffer bytes() {
        return memory.slice(base, size);
    }

    /** Says that the device itself is about to have written {@code length} bytes of {@link #bytes()} from {@code offset}. */
    public void wrote(int offset, int length) {
        memory.hostWrote(base + offset, length);
    }

    /** Connects the device that answers {@link PageUse#DEVICE} pages. */
    public void connect(MmioDevice handler) {
        device = handler;
    }

    /** Sets how {@code length} bytes from {@code offset} are answered; both are multiples of 4,096. */
    public void route(int offset, int length, PageUse use) {
        memory.use(base + offset, length, use);
    }

    MmioDevice device() {
        return device;
    }

    int base() {
        return base;
    }

    private static final class EmptyWindow implements MmioDevice {
        @Override
        public int read8(int offset) {
            return 0xFF;
        }

        @Override
        public void write8(int offset, int value) {
            // nothing there: the write vanishes
        }
    }
}
