package reliquary.clock;

import java.util.function.LongSupplier;

/**
 * Guest time in nanoseconds since power-on.
 *
 * <p>Time passes in three ways only: the processor executes basic blocks, each worth a fixed time that the profile states;
 * it waits for the bus; and an idle machine skips to its next event. Nothing here reads the host's clock, so two runs of the same machine
 * see the same times.
 */
public final class VirtualClock {
    private static final int PICOS_PER_NANO = 1000;

    private final LongSupplier blocks;
    private final long picosPerBlock;
    private long idleNanos;
    private long busNanos;

    /**
     * @param blocks reads the number of basic blocks executed since power-on
     * @param picosPerBlock guest time one block takes, in picoseconds, at least 1
     */
    public VirtualClock(LongSupplier blocks, long picosPerBlock) {
        if (picosPerBlock < 1) {
            throw new IllegalArgumentException("a block must take time, not " + picosPerBlock + " ps");
        }
        this.blocks = blocks;
        this.picosPerBlock = picosPerBlock;
    }

    /** Nanoseconds since power-on. */
    public long now() {
        return idleNanos + busNanos + busyNanos(blocks.getAsLong());
    }

    /** Nanoseconds that the processor spent halted. */
    public long idleNanos() {
        return idleNanos;
    }

    /** The processor waits {@code nanos} for the bus. */
    public void waitForBus(long nanos) {
        busNanos += nanos;
    }

    /** Lets an idle machine's time jump forward to {@code nanos}; does nothing if that is past. */
    public void skipTo(long nanos) {
        idleNanos += Math.max(0, nanos - now());
    }

    /** The block count at which the clock reaches {@code nanos} if the processor stays busy; never in the past. */
    public long blockAt(long nanos) {
        long done = blocks.getAsLong();
        long busy = nanos - idleNanos - busNanos;
        if (busy <= busyNanos(done)) {
            return done;
        }
        long whole = busy / picosPerBlock * PICOS_PER_NANO;
        long rest = busy % picosPerBlock * PICOS_PER_NANO;
        return whole + (rest + picosPerBlock - 1) / picosPerBlock;
    }

    // Split so that the product does not overflow in any machine's lifetime.
    private long busyNanos(long count) {
        return count / PICOS_PER_NANO * picosPerBlock + count % PICOS_PER_NANO * picosPerBlock / PICOS_PER_NANO;
    }
}
