package reliquary.machine;

import java.time.Duration;
import java.util.Optional;
import reliquary.clock.VirtualClock;

/** Ends a run when a time limit is reached: guest time, host time, whichever comes first. */
public final class Limits implements Watch {
    private final VirtualClock clock;
    private final long guestEnd;
    private final long hostStart;
    private final long hostNanos;
    private boolean reached;

    /**
     * @param guest most guest time from now
     * @param host most host time from now; the only reason for which a machine's end may depend on the host
     */
    public Limits(VirtualClock clock, Optional<Duration> guest, Optional<Duration> host) {
        this.clock = clock;
        guestEnd = guest.map(d -> clock.now() + d.toNanos()).orElse(Long.MAX_VALUE);
        hostStart = System.nanoTime();
        hostNanos = host.map(Duration::toNanos).orElse(Long.MAX_VALUE);
    }

    @Override
    public boolean goOn() {
        reached |= clock.now() >= guestEnd || System.nanoTime() - hostStart >= hostNanos;
        return !reached;
    }

    /** Whether a limit ended the run. */
    public boolean reached() {
        return reached;
    }
}
