package reliquary.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import reliquary.bus.PhysicalMemory;

/**
 * Which pages hold translated code, and the shadow copies that it was translated from.
 *
 * <p>In DOS nearly every program keeps code and data in one page, and Unicorn's stores into executable pages are ten times
 * slower. So a fetch is answered from a copy of the page, and stores go to the real one, which is never executable. A page
 * that nothing wrote since it was copied is mapped read-only, so that the first store is a TLB miss and noticed; from then
 * on {@link BlockCounter} compares each of its blocks with the copy before it runs.
 */
final class CodePages {
    /** The page has a shadow that code may be translated from. */
    static final int CODE = 1;

    /** The page may differ from its shadow: compare before running a block. Must equal the assembly's test. */
    static final int WRITTEN = 2;

    private static final int PAGE_SIZE = PhysicalMemory.PAGE_SIZE;

    /** Memory above this is fetched from directly; DOS and its relatives run below it. */
    private static final int LARGEST_SHADOW = 64 << 20;

    private final ByteBuffer ram;
    private final ByteBuffer shadow;
    private final ByteBuffer states;

    /** Pages that code was translated from in place, with paging on. */
    private final boolean[] inPlace;

    private boolean inPlaceChanged;
    private Runnable onWritten = () -> {};
    private long copies;

    CodePages(ByteBuffer ram) {
        this.ram = ram;
        int size = Math.min(ram.capacity(), LARGEST_SHADOW);
        shadow = ByteBuffer.allocateDirect(size + PAGE_SIZE)
                .alignedSlice(PAGE_SIZE)
                .slice(0, size)
                .order(ByteOrder.LITTLE_ENDIAN);
        states = ByteBuffer.allocateDirect(size / PAGE_SIZE);
        inPlace = new boolean[ram.capacity() / PAGE_SIZE];
    }

    /** What to do whenever a page begins to need comparison. */
    void onWritten(Runnable action) {
        onWritten = action;
    }

    ByteBuffer shadow() {
        return shadow;
    }

    ByteBuffer states() {
        return states;
    }

    /** Whether a physical address has a shadow page. */
    boolean covers(long physical) {
        return physical < shadow.capacity();
    }

    /** The page is about to be fetched from: copies it if it has no current shadow. Returns true on the first fetch. */
    boolean fetched(int physical) {
        int page = physical >>> PhysicalMemory.PAGE_SHIFT;
        if ((states.get(page) & CODE) != 0) {
            return false;
        }
        copy(page);
        states.put(page, (byte) CODE);
        return true;
    }

    /** The guest is about to store into the page. */
    void stored(int physical) {
        int page = physical >>> PhysicalMemory.PAGE_SHIFT;
        byte state = states.get(page);
        if (state == CODE) {
            states.put(page, (byte) (CODE | WRITTEN));
            onWritten.run();
        }
    }

    /** Whether stores into the page must be noticed. */
    boolean watched(int physical) {
        return states.get(physical >>> PhysicalMemory.PAGE_SHIFT) == CODE;
    }

    /** With paging on, code is translated in place. Returns true on the first fetch: stores were fast until now. */
    boolean fetchedInPlace(int physical) {
        int page = physical >>> PhysicalMemory.PAGE_SHIFT;
        boolean first = !inPlace[page];
        inPlace[page] = true;
        return first;
    }

    /** Whether stores into the page must be slow, so that Unicorn drops what it translated from it. */
    boolean isInPlace(int physical) {
        return inPlace[physical >>> PhysicalMemory.PAGE_SHIFT];
    }

    /** Whether the host wrote to code that was translated in place since this was last asked: it must all be dropped. */
    boolean takeInPlaceChanged() {
        boolean was = inPlaceChanged;
        inPlaceChanged = false;
        return was;
    }

    boolean inPlaceChanged() {
        return inPlaceChanged;
    }

    /** All translations are gone: no page holds any. */
    void forgetInPlace() {
        Arrays.fill(inPlace, false);
    }

    /** The host wrote a range. */
    void hostWrote(int physical, int length) {
        int first = physical >>> PhysicalMemory.PAGE_SHIFT;
        int last = physical + length - 1 >>> PhysicalMemory.PAGE_SHIFT;
        for (int page = first; page <= last && page < states.capacity(); page++) {
            stored(page << PhysicalMemory.PAGE_SHIFT);
        }
        for (int page = first; page <= last; page++) {
            inPlaceChanged |= inPlace[page];
        }
    }

    /** Whether the page differs from its shadow; if so the shadow is made equal again. */
    boolean refresh(int physical) {
        int page = physical >>> PhysicalMemory.PAGE_SHIFT;
        if (page >= states.capacity() || (states.get(page) & WRITTEN) == 0 || same(page)) {
            return false;
        }
        copy(page);
        return true;
    }

    /** Stops comparing pages that equal their shadow again. The caller flushes the TLB, so that stores are noticed. */
    void forgetOldWrites() {
        for (int page = 0; page < states.capacity(); page++) {
            if ((states.get(page) & WRITTEN) != 0 && same(page)) {
                states.put(page, (byte) CODE);
            }
        }
    }

    /** How often a shadow was made anew because the code had changed. */
    long copies() {
        return copies;
    }

    private boolean same(int page) {
        int at = page << PhysicalMemory.PAGE_SHIFT;
        return ram.slice(at, PAGE_SIZE).equals(shadow.slice(at, PAGE_SIZE));
    }

    private void copy(int page) {
        int at = page << PhysicalMemory.PAGE_SHIFT;
        shadow.put(at, ram, at, PAGE_SIZE);
        copies++;
    }
}
