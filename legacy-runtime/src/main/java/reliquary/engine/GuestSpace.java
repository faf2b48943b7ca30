package reliquary.engine;

import static reliquary.engine.UnicornConstants.*;

import java.nio.ByteBuffer;
import reliquary.bus.PageUse;
import reliquary.bus.PhysicalMemory;

/**
 * Unicorn's physical address space and the answers to its TLB misses: where a page of the guest leads, and with which rights.
 *
 * <p>Unicorn's space is wider than the guest's: from 0 lies the guest's memory, and above 4 GB, where no guest reaches, lie
 * the shadow that code is fetched from, the region whose accesses go to devices, and two pages for what is not there. A
 * TLB entry holds one destination at a time, so a page may lead elsewhere for fetches, loads and stores: the next access
 * of another kind misses and asks again.
 */
final class GuestSpace {
    private static final long SHADOW = 1L << 32;
    private static final long DEVICES = 2L << 32;
    private static final long NOTHING = 3L << 32;
    private static final long ONES = NOTHING;
    private static final long VOID = NOTHING + PhysicalMemory.PAGE_SIZE;
    private static final int DEVICE_SPACE = 1 << 20;
    private static final int ALL_LINES = 0xFFFFF000;
    private static final int A20 = 1 << 20;

    private final PhysicalMemory memory;
    private final CodePages code;
    private int lines = ALL_LINES;
    private boolean newlyCode;

    /** A page of ones and a page whose content nobody reads: what reads and writes of absent memory meet. */
    private final ByteBuffer nothing =
            ByteBuffer.allocateDirect(3 * PhysicalMemory.PAGE_SIZE).alignedSlice(PhysicalMemory.PAGE_SIZE);

    GuestSpace(PhysicalMemory memory, CodePages code) {
        this.memory = memory;
        this.code = code;
        for (int i = 0; i < PhysicalMemory.PAGE_SIZE; i++) {
            nothing.put(i, (byte) 0xFF);
        }
    }

    /** Maps everything into a fresh engine. */
    void map(UnicornBinding binding, long engine) {
        check(binding, binding.mapMemory(engine, 0, memory.size(), PROT_ALL, memory.arena()));
        check(binding, binding.mapMemory(engine, SHADOW, code.shadow().capacity(), PROT_ALL, code.shadow()));
        check(binding, binding.mapDevice(engine, DEVICES, DEVICE_SPACE));
        check(binding, binding.mapMemory(engine, NOTHING, 2L * PhysicalMemory.PAGE_SIZE, PROT_ALL, nothing));
    }

    private static void check(UnicornBinding binding, int error) {
        if (error != ERR_OK) {
            throw new EngineUnavailableException("Unicorn cannot map the guest's memory: " + binding.errorText(error));
        }
    }

    void setA20(boolean enabled) {
        lines = enabled ? ALL_LINES : ALL_LINES & ~A20;
    }

    /** The address lines below bit 12 included, for the block counter. */
    int addressLines() {
        return lines | PhysicalMemory.PAGE_SIZE - 1;
    }

    /** Where a fetch from the physical page leads. */
    long fetch(int page) {
        int physical = page & lines;
        return switch (memory.useOf(physical & 0xFFFFFFFFL)) {
            case RAM -> {
                if (code.covers(physical & 0xFFFFFFFFL)) {
                    code.fetched(physical);
                    yield SHADOW + physical | PROT_EXEC;
                }
                yield physical & 0xFFFFFFFFL | PROT_ALL;
            }
            case ROM -> physical & 0xFFFFFFFFL | PROT_READ | PROT_EXEC;
            case DEVICE, ABSENT -> ONES | PROT_READ | PROT_EXEC;
        };
    }

    /** Where a load from the physical page leads. */
    long load(int page) {
        int physical = page & lines;
        return switch (memory.useOf(physical & 0xFFFFFFFFL)) {
            case RAM -> {
                boolean watched = code.covers(physical & 0xFFFFFFFFL) && code.watched(physical);
                yield physical & 0xFFFFFFFFL | PROT_READ | (watched ? 0 : PROT_WRITE) | slow(physical);
            }
            case ROM -> physical & 0xFFFFFFFFL | PROT_READ;
            case DEVICE -> DEVICES + physical | PROT_READ | PROT_WRITE;
            case ABSENT -> ONES | PROT_READ;
        };
    }

    /** Where a store to the physical page leads. */
    long store(int page) {
        int physical = page & lines;
        return switch (memory.useOf(physical & 0xFFFFFFFFL)) {
            case RAM -> {
                if (code.covers(physical & 0xFFFFFFFFL)) {
                    code.stored(physical);
                }
                yield physical & 0xFFFFFFFFL | PROT_READ | PROT_WRITE | slow(physical);
            }
            case DEVICE -> DEVICES + physical | PROT_READ | PROT_WRITE;
            case ROM, ABSENT -> VOID | PROT_WRITE;
        };
    }

    // Unicorn notices stores into executable pages and drops what it translated from them.
    private int slow(int physical) {
        return code.isInPlace(physical) ? PROT_EXEC : 0;
    }

    /**
     * Where a fetch leads with paging on, where code is translated in place: later systems keep code and data apart.
     * {@code writable} says whether the page tables allow stores.
     */
    long pagedFetch(int page, boolean writable) {
        int physical = page & lines;
        if (memory.useOf(physical & 0xFFFFFFFFL) != PageUse.RAM) {
            return fetch(page);
        }
        newlyCode |= code.fetchedInPlace(physical);
        return physical & 0xFFFFFFFFL | PROT_READ | PROT_EXEC | (writable ? PROT_WRITE : 0);
    }

    /** Where a load or store leads with paging on. */
    long pagedData(int page, boolean write, boolean writable) {
        int physical = page & lines;
        if (memory.useOf(physical & 0xFFFFFFFFL) != PageUse.RAM) {
            return write ? store(page) : load(page);
        }
        if (writable && code.covers(physical & 0xFFFFFFFFL)) {
            code.stored(physical);
        }
        return physical & 0xFFFFFFFFL | PROT_READ | (writable ? PROT_WRITE : 0) | slow(physical);
    }

    /** Whether a page became code since this was last asked: entries that allow fast stores into it must go. */
    boolean takeNewlyCode() {
        boolean was = newlyCode;
        newlyCode = false;
        return was;
    }
}
