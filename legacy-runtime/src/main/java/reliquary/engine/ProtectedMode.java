package reliquary.engine;

import static reliquary.engine.UnicornConstants.MEM_FETCH;
import static reliquary.engine.UnicornConstants.MEM_WRITE;

import reliquary.bus.PhysicalMemory;
import reliquary.engine.ProtectedDelivery.Event;

/** The processor's protection: page tables for TLB misses, and the delivery of interrupts with their double faults. */
final class ProtectedMode {
    private static final int USER_LEVEL = 3;
    private static final int PAGE_MASK = -PhysicalMemory.PAGE_SIZE;

    private final UnicornRegisters registers;
    private final GuestSpace space;
    private final PageWalk pages;
    private final SystemMemory memory;
    private final ProtectedDelivery delivery;
    private boolean faultPending;
    private int faultPage;
    private int faultCode;

    ProtectedMode(UnicornRegisters registers, PhysicalMemory physical, GuestSpace space) {
        this.registers = registers;
        this.space = space;
        pages = new PageWalk(physical);
        memory = new SystemMemory(physical, pages);
        delivery = new ProtectedDelivery(registers, memory);
    }

    void addressLines(int mask) {
        memory.addressLines(mask);
    }

    /** Reads the control registers that the guest has set. */
    private void loadControl() {
        pages.control(
                registers.field(ContextLayout.CR0),
                registers.field(ContextLayout.CR3),
                registers.field(ContextLayout.CR4));
    }

    /** The physical address of a linear one as the processor's own accesses see it; or {@link PageWalk#FAULT}. */
    long translate(int linear) {
        loadControl();
        return pages.translate(linear, false, false);
    }

    /** Answers a TLB miss with paging on, or refuses it and remembers the page fault. */
    long fill(int linear, int access) {
        registers.refresh();
        loadControl();
        boolean write = access == MEM_WRITE;
        boolean user = registers.privilege() == USER_LEVEL;
        long physical = pages.translate(linear, write, user);
        if (physical == PageWalk.FAULT && user && isSystemTable(linear)) {
            physical = pages.translate(linear, write, false);
        }
        if (physical == PageWalk.FAULT) {
            faultPending = true;
            faultPage = linear & PAGE_MASK;
            faultCode = pages.errorCode();
            return UnicornBinding.Callbacks.REFUSED;
        }
        int page = (int) physical & PAGE_MASK;
        return access == MEM_FETCH
                ? space.pagedFetch(page, pages.writable())
                : space.pagedData(page, write, pages.writable());
    }

    // User code that loads a segment makes the processor read descriptors with supervisor rights; the miss does not say
    // so.
    private boolean isSystemTable(int linear) {
        return within(linear, ContextLayout.GDT)
                || within(linear, ContextLayout.LDT)
                || within(linear, ContextLayout.IDT)
                || within(linear, ContextLayout.TR);
    }

    private boolean within(int linear, int table) {
        int first = registers.field(table + ContextLayout.SEGMENT_BASE) & PAGE_MASK;
        int limit = registers.field(table + ContextLayout.SEGMENT_LIMIT);
        int last = registers.field(table + ContextLayout.SEGMENT_BASE) + limit & PAGE_MASK;
        int page = linear & PAGE_MASK;
        return Integer.compareUnsigned(page, first) >= 0 && Integer.compareUnsigned(page, last) <= 0;
    }

    /** Whether a TLB miss was refused since this was last asked. */
    boolean takeFault() {
        boolean was = faultPending;
        faultPending = false;
        return was;
    }

    /** Delivers the page fault of the refused miss; {@code address} is what was accessed, within the missed page. */
    void deliverPageFault(int address) {
        int exact = (address & PAGE_MASK) == faultPage ? address : faultPage;
        raise(new GuestFault(GuestFault.PAGE, faultCode, exact));
    }

    /** Delivers an event; what goes wrong on the way becomes the exception that the processor raises then. */
    void deliver(Event event) {
        loadControl();
        try {
            delivery.deliver(event);
        } catch (GuestFault second) {
            if (isDouble(event, second)) {
                doubleFault();
            } else {
                raise(second);
            }
        }
    }

    private void raise(GuestFault fault) {
        if (fault.vector() == GuestFault.PAGE) {
            registers.cr2(fault.address());
        }
        deliver(new Event(fault.vector(), false, ProtectedDelivery.hasErrorCode(fault.vector()), fault.errorCode()));
    }

    // Intel SDM volume 3, table 6-5 "Conditions for Generating a Double Fault".
    private static boolean isDouble(Event first, GuestFault second) {
        if (first.software() || !isException(first)) {
            return false;
        }
        return first.vector() == GuestFault.PAGE
                ? second.vector() == GuestFault.PAGE || contributes(second.vector())
                : contributes(first.vector()) && contributes(second.vector());
    }

    private static boolean isException(Event event) {
        return event.hasErrorCode() || event.vector() == 0;
    }

    private static boolean contributes(int vector) {
        return vector == 0 || vector >= GuestFault.INVALID_TSS && vector <= GuestFault.PROTECTION;
    }

    private void doubleFault() {
        try {
            delivery.deliver(new Event(GuestFault.DOUBLE_FAULT, false, true, 0));
        } catch (GuestFault third) {
            throw new ShutdownException("triple fault: " + third.getMessage() + " while delivering a double fault");
        }
    }
}
