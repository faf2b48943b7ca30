package reliquary.engine;

import reliquary.bus.PhysicalMemory;

/** Memory as the processor's own accesses to tables and stacks see it: linear addresses, through the page tables. */
final class SystemMemory {
    private final PhysicalMemory memory;
    private final PageWalk pages;
    private int lines = -1;

    SystemMemory(PhysicalMemory memory, PageWalk pages) {
        this.memory = memory;
        this.pages = pages;
    }

    /** The address lines that exist. */
    void addressLines(int mask) {
        lines = mask;
        pages.addressLines(mask);
    }

    int read16(int linear) {
        return crosses(linear, 2)
                ? memory.read8(at(linear, false)) | memory.read8(at(linear + 1, false)) << 8
                : memory.read16(at(linear, false));
    }

    int read32(int linear) {
        return crosses(linear, 4) ? read16(linear) | read16(linear + 2) << 16 : memory.read32(at(linear, false));
    }

    void write16(int linear, int value) {
        if (crosses(linear, 2)) {
            int second = at(linear + 1, true);
            memory.write8(at(linear, true), value & 0xFF);
            memory.write8(second, value >> 8 & 0xFF);
        } else {
            memory.write16(at(linear, true), value);
        }
    }

    void write32(int linear, int value) {
        if (crosses(linear, 4)) {
            at(linear + 3, true); // both pages must be there before anything is stored
            write16(linear, value);
            write16(linear + 2, value >>> 16);
        } else {
            memory.write32(at(linear, true), value);
        }
    }

    private int at(int linear, boolean write) {
        long physical = pages.translate(linear, write, false);
        if (physical == PageWalk.FAULT) {
            throw new GuestFault(GuestFault.PAGE, pages.errorCode(), linear);
        }
        return (int) physical & lines;
    }

    private static boolean crosses(int linear, int length) {
        return (linear ^ linear + length - 1) >>> PhysicalMemory.PAGE_SHIFT != 0;
    }
}
