package reliquary.board;

import reliquary.clock.EventQueue;
import reliquary.clock.VirtualClock;
import reliquary.engine.CpuEngine;

/**
 * The time that a port access takes on an AT bus, where the processor waits for it: about a microsecond, on fast machines too,
 * since ISA devices keep their pace. Programs count on it: they read a port some times to wait a little.
 */
final class BusWait {
    private static final long ACCESS_NANOS = 1000;

    private final VirtualClock clock;
    private final EventQueue events;
    private final CpuEngine cpu;

    BusWait(VirtualClock clock, EventQueue events, CpuEngine cpu) {
        this.clock = clock;
        this.events = events;
        this.cpu = cpu;
    }

    /** The processor accesses a port. The next event comes fewer blocks later than when the run began. */
    void access() {
        clock.waitForBus(ACCESS_NANOS);
        cpu.endRunAt(clock.blockAt(events.next()));
    }
}
