package reliquary.board;

import reliquary.clock.EventQueue;
import reliquary.clock.VirtualClock;

/**
 * The time that a port access takes on an AT bus, where the processor waits for it: about a microsecond, on fast machines too,
 * since ISA devices keep their pace. Programs count on it: they read a port some times to wait a little.
 */
final class BusWait {
    private static final long ACCESS_NANOS = 1000;

    private final VirtualClock clock;
    private final EventQueue events;
    private final Runnable endRunSoon;

    /** @param endRunSoon makes the processor stop, when time has passed an event that it was to run up to */
    BusWait(VirtualClock clock, EventQueue events, Runnable endRunSoon) {
        this.clock = clock;
        this.events = events;
        this.endRunSoon = endRunSoon;
    }

    /** The processor accesses a port. */
    void access() {
        clock.waitForBus(ACCESS_NANOS);
        if (events.next() <= clock.now()) {
            endRunSoon.run();
        }
    }
}
