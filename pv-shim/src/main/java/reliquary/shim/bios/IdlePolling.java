package reliquary.shim.bios;

import java.util.function.LongSupplier;
import reliquary.shim.GuestCpu;

/**
 * Recognises a program that does nothing but ask again whether a key or a clock tick has come, so that the processor can
 * halt until the next interrupt instead.
 *
 * <p>Such a program asks many times running, each time with the same registers, touches no port, and hardly any guest
 * time passes in between. A program that computes between its questions changes its registers or takes longer, and one
 * that also waits for a device reads the device's ports.
 */
final class IdlePolling {
    private static final int ALIKE_CALLS = 200;
    private static final long NANOS_BETWEEN = 10_000;

    private final LongSupplier nanos;
    private final LongSupplier portAccesses;
    private final int[] registers = new int[10];
    private long last;
    private long lastAccesses;
    private int alike;
    private boolean halting;

    /** @param portAccesses how often the guest has used IN and OUT so far */
    IdlePolling(LongSupplier nanos, LongSupplier portAccesses) {
        this.nanos = nanos;
        this.portAccesses = portAccesses;
    }

    /**
     * To be asked when a call is about to answer "nothing yet".
     *
     * @return true once the program is idle: the call should halt the processor and then start again, upon which this
     *     answers false and the program gets its answer
     */
    boolean shouldHalt(GuestCpu cpu) {
        long now = nanos.getAsLong();
        boolean wasHalting = halting;
        halting = false;
        long accesses = portAccesses.getAsLong();
        boolean atOnce = now - last <= NANOS_BETWEEN && accesses == lastAccesses;
        boolean same = sameRegisters(cpu) && (wasHalting || atOnce);
        alike = same ? Math.min(alike + 1, ALIKE_CALLS) : 0;
        last = now;
        lastAccesses = accesses;
        halting = !wasHalting && alike == ALIKE_CALLS && cpu.flag(GuestCpu.INTERRUPTS);
        return halting;
    }

    /** Compares with the registers of the call before, and remembers these. */
    private boolean sameRegisters(GuestCpu cpu) {
        return unchanged(0, cpu.eax())
                & unchanged(1, cpu.ebx())
                & unchanged(2, cpu.ecx())
                & unchanged(3, cpu.edx())
                & unchanged(4, cpu.esi())
                & unchanged(5, cpu.edi())
                & unchanged(6, cpu.ebp())
                & unchanged(7, cpu.ds())
                & unchanged(8, cpu.es())
                & unchanged(9, cpu.ss());
    }

    private boolean unchanged(int index, int value) {
        boolean same = registers[index] == value;
        registers[index] = value;
        return same;
    }
}
