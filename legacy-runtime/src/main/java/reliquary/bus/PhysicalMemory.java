package reliquary.bus;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The guest's physical memory: RAM from address 0, with ROM and devices' windows between 640 KB and 1 MB.
 *
 * <p>Addresses are physical, after the A20 gate, in bytes; multi-byte values are little-endian and need no alignment. The
 * processor reads and writes {@link #arena()} itself, without coming here; this class is how devices and firmware
 * reach the same bytes, and it tells the processor about writes to pages that hold translated code.
 */
public final class PhysicalMemory {
    public static final int PAGE_SHIFT = 12;
    public static final int PAGE_SIZE = 1 << PAGE_SHIFT;
    private static final int MINIMUM = 1 << 20;

    private final ByteBuffer arena;
    private final PageUse[] uses;
    private final MemoryWindow[] owners;
    private final List<MemoryWindow> windows = new ArrayList<>();
    private Watcher watcher = new NoWatcher();

    /** The processor's interest in this memory. */
    public interface Watcher {
        /** The host is about to have written {@code length} bytes at {@code address}. */
        void hostWrote(int address, int length);

        /** The answer to accesses of some pages changed: translations of addresses are stale. */
        void mapChanged();
    }

    /**
     * @param size bytes of memory from address 0, including the hole below 1 MB: a multiple of 4,096 and at least 1 MB.
     *     A machine with less than 1 MB marks the rest {@link PageUse#ABSENT}.
     */
    public PhysicalMemory(int size) {
        if (size < MINIMUM || size % PAGE_SIZE != 0) {
            throw new IllegalArgumentException("memory must be whole pages and at least 1 MB, not " + size);
        }
        arena = ByteBuffer.allocateDirect(size + PAGE_SIZE)
                .alignedSlice(PAGE_SIZE)
                .slice(0, size)
                .order(ByteOrder.LITTLE_ENDIAN);
        uses = new PageUse[size >> PAGE_SHIFT];
        owners = new MemoryWindow[uses.length];
        java.util.Arrays.fill(uses, PageUse.RAM);
    }

    /** Bytes from address 0 to the end of RAM. */
    public int size() {
        return arena.capacity();
    }

    /** All bytes, page-aligned, at their physical addresses; for the engine, which maps them into the processor. */
    public ByteBuffer arena() {
        return arena;
    }

    /** Connects the processor that executes from this memory. */
    public void watch(Watcher processor) {
        watcher = processor;
    }

    /** How accesses to the page of {@code address} are answered; beyond the end nothing is there. */
    public PageUse useOf(long address) {
        long page = address >>> PAGE_SHIFT;
        return page < uses.length ? uses[(int) page] : PageUse.ABSENT;
    }

    /**
     * Gives a range to a device; until the device routes it, nothing answers there.
     *
     * @throws IllegalStateException if it overlaps another device's window
     */
    public MemoryWindow window(int base, int size) {
        for (int page = base >> PAGE_SHIFT; page < base + size >> PAGE_SHIFT; page++) {
            if (owners[page] != null) {
                throw new IllegalStateException(
                        String.format("memory at %05Xh belongs to two devices", page << PAGE_SHIFT));
            }
        }
        MemoryWindow window = new MemoryWindow(this, base, size);
        for (int page = base >> PAGE_SHIFT; page < base + size >> PAGE_SHIFT; page++) {
            owners[page] = window;
        }
        windows.add(window);
        use(base, size, PageUse.ABSENT);
        return window;
    }

    /** Sets how the pages from {@code base} are answered; {@code base} and {@code length} are multiples of 4,096. */
    public void use(int base, int length, PageUse use) {
        boolean changed = false;
        for (int page = base >> PAGE_SHIFT; page < base + length >> PAGE_SHIFT; page++) {
            changed |= uses[page] != use;
            uses[page] = use;
        }
        if (changed) {
            watcher.mapChanged();
        }
    }

    /** Copies a ROM image to {@code base} and protects its pages. */
    public void loadRom(int base, byte[] image) {
        arena.put(base, image);
        watcher.hostWrote(base, image.length);
        use(base, image.length + PAGE_SIZE - 1 & -PAGE_SIZE, PageUse.ROM);
    }

    public int read8(int address) {
        return switch (useOf(address & 0xFFFFFFFFL)) {
            case RAM, ROM -> arena.get(address) & 0xFF;
            case DEVICE -> owner(address).read8(offset(address)) & 0xFF;
            case ABSENT -> 0xFF;
        };
    }

    public void write8(int address, int value) {
        switch (useOf(address & 0xFFFFFFFFL)) {
            case RAM -> {
                arena.put(address, (byte) value);
                watcher.hostWrote(address, 1);
            }
            case DEVICE -> owner(address).write8(offset(address), value & 0xFF);
            case ROM, ABSENT -> {
                // the write vanishes
            }
        }
    }

    public int read16(int address) {
        if (plain(address, 2)) {
            return arena.getShort(address) & 0xFFFF;
        }
        return read8(address) | read8(address + 1) << 8;
    }

    public void write16(int address, int value) {
        if (writablePlain(address, 2)) {
            arena.putShort(address, (short) value);
            watcher.hostWrote(address, 2);
        } else {
            write8(address, value);
            write8(address + 1, value >> 8);
        }
    }

    public int read32(int address) {
        if (plain(address, 4)) {
            return arena.getInt(address);
        }
        return read16(address) | read16(address + 2) << 16;
    }

    public void write32(int address, int value) {
        if (writablePlain(address, 4)) {
            arena.putInt(address, value);
            watcher.hostWrote(address, 4);
        } else {
            write16(address, value);
            write16(address + 2, value >>> 16);
        }
    }

    /** Fills the rest of {@code target} from {@code address} on. */
    public void read(int address, ByteBuffer target) {
        while (target.hasRemaining()) {
            int run = Math.min(target.remaining(), PAGE_SIZE - (address & PAGE_SIZE - 1));
            if (plain(address, run)) {
                target.put(target.position(), arena, address, run).position(target.position() + run);
            } else {
                for (int i = 0; i < run; i++) {
                    target.put((byte) read8(address + i));
                }
            }
            address += run;
        }
    }

    /** Writes the rest of {@code source} from {@code address} on. */
    public void write(int address, ByteBuffer source) {
        while (source.hasRemaining()) {
            int run = Math.min(source.remaining(), PAGE_SIZE - (address & PAGE_SIZE - 1));
            if (writablePlain(address, run)) {
                arena.put(address, source, source.position(), run);
                source.position(source.position() + run);
                watcher.hostWrote(address, run);
            } else {
                for (int i = 0; i < run; i++) {
                    write8(address + i, source.get());
                }
            }
            address += run;
        }
    }

    /** Processor's access to a {@link PageUse#DEVICE} page: {@code size} is 1, 2, 4 or 8 bytes. */
    public long deviceRead(int address, int size) {
        return owner(address).read(offset(address), size);
    }

    /** Processor's access to a {@link PageUse#DEVICE} page: {@code size} is 1, 2, 4 or 8 bytes. */
    public void deviceWrite(int address, int size, long value) {
        owner(address).write(offset(address), size, value);
    }

    ByteBuffer slice(int base, int size) {
        return arena.slice(base, size).order(ByteOrder.LITTLE_ENDIAN);
    }

    void hostWrote(int address, int length) {
        watcher.hostWrote(address, length);
    }

    private boolean plain(int address, int length) {
        PageUse first = useOf(address & 0xFFFFFFFFL);
        return (first == PageUse.RAM || first == PageUse.ROM) && useOf((address & 0xFFFFFFFFL) + length - 1) == first;
    }

    private boolean writablePlain(int address, int length) {
        return useOf(address & 0xFFFFFFFFL) == PageUse.RAM
                && useOf((address & 0xFFFFFFFFL) + length - 1) == PageUse.RAM;
    }

    private MmioDevice owner(int address) {
        return owners[address >>> PAGE_SHIFT].device();
    }

    private int offset(int address) {
        return address - owners[address >>> PAGE_SHIFT].base();
    }

    private static final class NoWatcher implements Watcher {
        @Override
        public void hostWrote(int address, int length) {
            // no processor yet: nothing is translated
        }

        @Override
        public void mapChanged() {
            // no processor yet: nothing is mapped
        }
    }
}
