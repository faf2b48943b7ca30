package reliquary.device;

import reliquary.bus.Line;
import reliquary.bus.PortDevice;
import reliquary.bus.ToneLine;
import reliquary.clock.EventQueue;

/**
 * Intel 8254 programmable interval timer (Intel data sheet 231164) at the PC's 1,193,182 Hz.
 *
 * <p>Four ports: offsets 0 to 2 are the counters, offset 3 takes control words and reads as an open bus. Counting costs
 * nothing: a counter works out where it is when it is looked at, and only counter 0's output has events of its own.
 */
public final class Pit8254 implements PortDevice {
    /** The input clock of all three counters. */
    public static final int CLOCK_HZ = 1_193_182;

    // The clock as a reduced fraction: 596,591 ticks in 500,000,000 ns, exactly.
    private static final long TICKS = CLOCK_HZ / 2;
    private static final long NANOS = 500_000_000;

    private static final int CONTROL = 3;

    private final EventQueue events;
    private final ToneLine tone2;
    private final EventQueue.Timer edge;
    private final PitCounter[] counters;
    private double hertz2;

    /**
     * @param out0 the output of counter 0
     * @param tone2 the square wave of counter 2, 0 Hz while it makes none
     */
    public Pit8254(EventQueue events, Line out0, ToneLine tone2) {
        this.events = events;
        counters = new PitCounter[] {
            new PitCounter(out0), new PitCounter(Line.UNCONNECTED), new PitCounter(Line.UNCONNECTED)
        };
        this.tone2 = tone2;
        edge = events.timer("8254 counter 0", this::changed);
    }

    /** The gate of a counter, 0 to 2; high until driven. */
    public Line gate(int counter) {
        return level -> {
            at(counter).gate(level);
            changed();
        };
    }

    /** The output of a counter, 0 to 2, now. */
    public boolean out(int counter) {
        return at(counter).out();
    }

    /** The frequency of a counter's output in hertz, 0 while it is not periodic. */
    public double hertz(int counter) {
        int period = counters[counter].period();
        return period == 0 ? 0 : (double) CLOCK_HZ / period;
    }

    @Override
    public int read8(int offset) {
        return offset == CONTROL ? 0xFF : at(offset).read();
    }

    @Override
    public void write8(int offset, int value) {
        if (offset != CONTROL) {
            at(offset).write(value);
        } else if (value >> 6 == 3) {
            readBack(value);
        } else if ((value & 0x30) == 0) {
            at(value >> 6).latchCount();
        } else {
            at(value >> 6).control(value & 0x3F);
        }
        changed();
    }

    private void readBack(int command) {
        for (int i = 0; i < counters.length; i++) {
            if ((command >> 1 + i & 1) != 0) {
                if ((command & 0x20) == 0) {
                    at(i).latchCount();
                }
                if ((command & 0x10) == 0) {
                    at(i).latchStatus();
                }
            }
        }
    }

    /** The counter, brought up to now. */
    private PitCounter at(int counter) {
        counters[counter].advanceTo(tickAt(events.now()));
        return counters[counter];
    }

    private void changed() {
        at(0);
        long next = counters[0].nextChange();
        if (next == PitCounter.NEVER) {
            edge.cancel();
        } else {
            edge.armAt(nanosOf(next));
        }
        double hertz = hertz(2);
        if (hertz != hertz2) {
            hertz2 = hertz;
            tone2.tone(hertz);
        }
    }

    /** Clock pulses in the first {@code nanos}; split so that no product overflows. */
    static long tickAt(long nanos) {
        return nanos / NANOS * TICKS + nanos % NANOS * TICKS / NANOS;
    }

    /** The first nanosecond at which {@code tick} pulses have come: the inverse of {@link #tickAt}. */
    static long nanosOf(long tick) {
        return tick / TICKS * NANOS + (tick % TICKS * NANOS + TICKS - 1) / TICKS;
    }
}
