package reliquary.device;

import reliquary.clock.EventQueue;
import reliquary.clock.VirtualClock;

/** Guest time as an idle machine has it: from event to event. */
final class GuestTime {
    private final VirtualClock clock = new VirtualClock(() -> 0, 1);
    final EventQueue events = new EventQueue(clock);

    long now() {
        return clock.now();
    }

    /** Lets {@code nanos} pass and everything happen that is due meanwhile. */
    void pass(long nanos) {
        passUntil(clock.now() + nanos);
    }

    void passUntil(long nanos) {
        while (events.next() <= nanos) {
            clock.skipTo(events.next());
            events.runDue();
        }
        clock.skipTo(nanos);
    }
}
