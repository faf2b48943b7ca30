package reliquary.machine;

import java.util.concurrent.locks.LockSupport;
import reliquary.clock.VirtualClock;

/** Holds a machine to real time, or to a multiple of it, by letting the host sleep while the guest is ahead. */
public final class Pacer implements Watch {
    /** Sleeping for less is not worth a system call, in nanoseconds. */
    private static final long SHORTEST_SLEEP = 1_000_000;

    /** A guest that falls further behind than this does not race to catch up: a paused or overloaded host is forgiven. */
    private static final long FORGIVEN = 200_000_000;

    private final VirtualClock clock;
    private final double speed;
    private long guestStart;
    private long hostStart;

    /** @param speed guest seconds a host second, above 0: 1 is real time */
    public Pacer(VirtualClock clock, double speed) {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("a machine's speed must be above 0, not " + speed);
        }
        this.clock = clock;
        this.speed = speed;
        restart();
    }

    private void restart() {
        guestStart = clock.now();
        hostStart = System.nanoTime();
    }

    @Override
    public boolean goOn() {
        long ahead = (long) ((clock.now() - guestStart) / speed) - (System.nanoTime() - hostStart);
        if (ahead > SHORTEST_SLEEP) {
            LockSupport.parkNanos(ahead);
        } else if (ahead < -FORGIVEN) {
            restart();
        }
        return true;
    }
}
