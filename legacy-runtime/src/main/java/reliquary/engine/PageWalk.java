package reliquary.engine;

import reliquary.bus.PageUse;
import reliquary.bus.PhysicalMemory;

/**
 * The page tables of a guest with paging on: Intel SDM volume 3, 4.3 "32-Bit Paging" (with 4 MB pages) and 4.4 "PAE Paging".
 *
 * <p>A walk sets accessed and dirty bits as the processor does, and only when the access is allowed.
 */
final class PageWalk {
    /** The answer to an access that the tables forbid; {@link #errorCode} says why. */
    static final long FAULT = -1;

    private static final int PRESENT = 1;
    private static final int WRITABLE = 2;
    private static final int USER = 4;
    private static final int ACCESSED = 0x20;
    private static final int DIRTY = 0x40;
    private static final int LARGE = 0x80;
    private static final int CR0_WRITE_PROTECT = 1 << 16;
    private static final int CR4_PAGE_SIZE = 1 << 4;
    private static final int CR4_PAE = 1 << 5;

    /** Addresses that the walk takes: what lies above 4 GB has no memory behind it in any machine of the period. */
    private static final long FRAME_32 = 0xFFFFF000L;

    private static final long FRAME_PAE = 0x000FFFFF_FFFFF000L;

    private final PhysicalMemory memory;
    private int cr0;
    private int cr3;
    private int cr4;
    private int errorCode;
    private boolean writable;
    private int lines = -1;

    PageWalk(PhysicalMemory memory) {
        this.memory = memory;
    }

    /** The control registers that hold from now on. */
    void control(int newCr0, int newCr3, int newCr4) {
        cr0 = newCr0;
        cr3 = newCr3;
        cr4 = newCr4;
    }

    /** The address lines that exist. */
    void addressLines(int mask) {
        lines = mask;
    }

    boolean enabled() {
        return cr0 < 0;
    }

    /** The #PF error code of the last fault: bit 0 protection, bit 1 write, bit 2 user. */
    int errorCode() {
        return errorCode;
    }

    /** Whether the page that was last translated may be stored to without another walk. */
    boolean writable() {
        return writable;
    }

    /**
     * The physical address of a linear one, or {@link #FAULT}.
     *
     * @param write whether the access stores
     * @param user whether it is made at privilege level 3
     */
    long translate(int linear, boolean write, boolean user) {
        if (!enabled()) {
            writable = true;
            return linear & 0xFFFFFFFFL;
        }
        return (cr4 & CR4_PAE) != 0 ? walkPae(linear, write, user) : walk32(linear, write, user);
    }

    private long walk32(int linear, boolean write, boolean user) {
        int directoryAt = (cr3 & 0xFFFFF000) + (linear >>> 22) * 4;
        int directory = read32(directoryAt);
        if ((directory & PRESENT) == 0) {
            return fault(0, write, user);
        }
        if ((directory & LARGE) != 0 && (cr4 & CR4_PAGE_SIZE) != 0) {
            if (!allowed(directory, write, user)) {
                return fault(PRESENT, write, user);
            }
            mark32(directoryAt, directory, write, true);
            return directory & 0xFFC00000L | linear & 0x3FFFFF;
        }
        int tableAt = (directory & 0xFFFFF000) + (linear >>> 12 & 0x3FF) * 4;
        int table = read32(tableAt);
        if ((table & PRESENT) == 0) {
            return fault(0, write, user);
        }
        if (!allowed(directory & table, write, user)) {
            return fault(PRESENT, write, user);
        }
        mark32(directoryAt, directory, false, false);
        mark32(tableAt, table, write, true);
        return table & FRAME_32 | linear & 0xFFF;
    }

    private long walkPae(int linear, boolean write, boolean user) {
        long pointer = read64((cr3 & 0xFFFFFFE0) + (linear >>> 30) * 8);
        if ((pointer & PRESENT) == 0) {
            return fault(0, write, user);
        }
        int directoryAt = (int) (pointer & FRAME_PAE) + (linear >>> 21 & 0x1FF) * 8;
        long directory = read64(directoryAt);
        if ((directory & PRESENT) == 0) {
            return fault(0, write, user);
        }
        if ((directory & LARGE) != 0) {
            if (!allowed((int) directory, write, user)) {
                return fault(PRESENT, write, user);
            }
            mark32(directoryAt, (int) directory, write, true);
            return directory & FRAME_PAE & -(1L << 21) | linear & 0x1FFFFF;
        }
        int tableAt = (int) (directory & FRAME_PAE) + (linear >>> 12 & 0x1FF) * 8;
        long table = read64(tableAt);
        if ((table & PRESENT) == 0) {
            return fault(0, write, user);
        }
        if (!allowed((int) (directory & table), write, user)) {
            return fault(PRESENT, write, user);
        }
        mark32(directoryAt, (int) directory, false, false);
        mark32(tableAt, (int) table, write, true);
        return table & FRAME_PAE | linear & 0xFFF;
    }

    private boolean allowed(int rights, boolean write, boolean user) {
        boolean mayStore = (rights & WRITABLE) != 0 || !user && (cr0 & CR0_WRITE_PROTECT) == 0;
        writable = mayStore;
        return (!user || (rights & USER) != 0) && (!write || mayStore);
    }

    // The attribute bits stand in the low half of an entry of either size.
    private void mark32(int at, int entry, boolean write, boolean last) {
        int marked = entry | ACCESSED | (write ? DIRTY : 0);
        if (marked != entry) {
            write32(at, marked);
        }
        if (last) {
            // A clean page must miss again on its first store, so that its dirty bit is set then.
            writable &= (marked & DIRTY) != 0;
        }
    }

    private long fault(int present, boolean write, boolean user) {
        errorCode = present | (write ? 2 : 0) | (user ? 4 : 0);
        return FAULT;
    }

    private int read32(int address) {
        return memory.read32(address & lines);
    }

    private long read64(int address) {
        return memory.read32(address & lines) & 0xFFFFFFFFL | (long) memory.read32(address + 4 & lines) << 32;
    }

    private void write32(int address, int value) {
        if (memory.useOf(address & lines & 0xFFFFFFFFL) == PageUse.RAM) {
            memory.write32(address & lines, value);
        }
    }
}
