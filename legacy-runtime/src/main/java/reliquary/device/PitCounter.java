package reliquary.device;

import reliquary.bus.Line;

/**
 * One counter of an {@link Pit8254 Intel 8254} (data sheet 231164, "Mode Definitions").
 *
 * <p>Time is a number of input clock pulses. {@link #advanceTo} is equivalent to that many single pulses, but stretches in
 * which the counter only counts down, and whole periods of modes 2 and 3, are done by arithmetic.
 */
final class PitCounter {
    static final long NEVER = Long.MAX_VALUE;

    private static final int LOW_BYTE = 1;
    private static final int HIGH_BYTE = 2;

    private final Line output;
    private long tick;

    /** The control word's low six bits as written: access, mode, BCD. */
    private int control = LOW_BYTE << 4;

    private int mode;
    private int wrap = 0x10000;

    /** The count register, 1 to {@link #wrap}; 0 until software has written one. */
    private int count;

    /** The count that the element was last loaded from; 0 while it does not count. */
    private int loaded;

    /** The counting element, 0 to {@code wrap - 1}. */
    private int element;

    private boolean out;
    private boolean gate = true;
    private boolean triggered;
    private boolean loadNext;
    private boolean nullCount = true;

    /** Whether modes 4 and 5 still owe their strobe. */
    private boolean armed;

    private boolean highWriteNext;
    private boolean highReadNext;
    private int lowWritten;
    private boolean countLatched;
    private int latchedCount;
    private boolean statusLatched;
    private int latchedStatus;

    PitCounter(Line output) {
        this.output = output;
    }

    boolean out() {
        return out;
    }

    /** Clock pulses from one rising edge of the output to the next; 0 if the output is not periodic. */
    int period() {
        boolean periodic = (mode == 2 || mode == 3) && gate && count > 1;
        return periodic ? count : 0;
    }

    /** Programs the counter; {@code word} is the control word without the counter's number. */
    void control(int word) {
        control = word;
        int written = word >> 1 & 7;
        mode = written > 5 ? written - 4 : written;
        wrap = (word & 1) != 0 ? 10_000 : 0x10000;
        count = 0;
        loaded = 0;
        triggered = false;
        loadNext = false;
        armed = false;
        nullCount = true;
        highWriteNext = false;
        highReadNext = false;
        countLatched = false;
        statusLatched = false;
        drive(mode != 0);
    }

    void write(int value) {
        switch (access()) {
            case LOW_BYTE -> setCount(value);
            case HIGH_BYTE -> setCount(value << 8);
            default -> {
                if (highWriteNext) {
                    highWriteNext = false;
                    setCount(lowWritten | value << 8);
                } else {
                    highWriteNext = true;
                    lowWritten = value;
                    if (mode == 0) {
                        drive(false);
                    }
                }
            }
        }
    }

    private void setCount(int written) {
        int value = fromRegister(written);
        count = value == 0 ? wrap : value;
        nullCount = true;
        boolean bySoftware = mode == 0 || mode == 4;
        boolean first = loaded == 0 && (mode == 2 || mode == 3);
        loadNext |= bySoftware || first;
        if (mode == 0) {
            drive(false);
        }
    }

    int read() {
        if (statusLatched) {
            statusLatched = false;
            return latchedStatus;
        }
        int value = countLatched ? latchedCount : toRegister(element);
        boolean high = switch (access()) {
            case LOW_BYTE -> false;
            case HIGH_BYTE -> true;
            default -> highReadNext;
        };
        boolean both = access() == (LOW_BYTE | HIGH_BYTE);
        highReadNext = both && !highReadNext;
        countLatched &= both && !high;
        return high ? value >> 8 : value & 0xFF;
    }

    void latchCount() {
        if (!countLatched) {
            countLatched = true;
            latchedCount = toRegister(element);
        }
    }

    void latchStatus() {
        if (!statusLatched) {
            statusLatched = true;
            latchedStatus = (out ? 0x80 : 0) | (nullCount ? 0x40 : 0) | control;
        }
    }

    void gate(boolean level) {
        if (level && !gate && mode != 0 && mode != 4) {
            triggered = count != 0;
        }
        gate = level;
        if (!gate && (mode == 2 || mode == 3)) {
            drive(true);
        }
    }

    /** Lets the clock pulses up to number {@code target} come. */
    void advanceTo(long target) {
        long left = withoutWholePeriods(target - tick);
        while (left > 0) {
            long quiet = Math.min(quietPulses(), left);
            if (quiet == 0) {
                pulse();
                left--;
            } else {
                if (counting()) {
                    countDown(quiet * (mode == 3 ? 2 : 1));
                }
                left -= quiet;
            }
        }
        tick = Math.max(tick, target);
    }

    /** The first pulse to come that may change the output; {@link #NEVER} if none will without software's doing. */
    long nextChange() {
        long quiet = quietPulses();
        return quiet == NEVER ? NEVER : tick + quiet + 1;
    }

    /** A late caller of a periodic counter still sees at least one whole period, and so both edges. */
    private long withoutWholePeriods(long pulses) {
        boolean steady = !triggered && !loadNext && loaded == count && counting();
        boolean periodic = mode == 2 || mode == 3 && count > 1;
        return steady && periodic && pulses > 2L * count ? pulses % count + count : pulses;
    }

    /** How many of the coming pulses do nothing but count down, or nothing at all. */
    private long quietPulses() {
        if (triggered || loadNext || strobing()) {
            return 0;
        }
        if (!counting()) {
            return NEVER;
        }
        int left = element == 0 ? wrap : element;
        return switch (mode) {
            case 0, 1 -> out ? NEVER : left - 1;
            case 2 -> Math.max(0, left - 2);
            case 3 -> oddHalf() ? element / 2 : left / 2 - 1;
            default -> armed ? left - 1 : NEVER;
        };
    }

    private boolean counting() {
        boolean gated = mode == 1 || mode == 5 || gate;
        boolean halfWritten = mode == 0 && highWriteNext;
        return loaded != 0 && gated && !halfWritten;
    }

    private boolean strobing() {
        return mode >= 4 && !out;
    }

    /** In mode 3 the high half of an odd count lasts one pulse longer than the low half. */
    private boolean oddHalf() {
        return out && (loaded & 1) != 0;
    }

    private void pulse() {
        if (strobing()) {
            drive(true);
        }
        if (triggered || loadNext) {
            load();
            if (mode == 1) {
                drive(false);
            }
        } else if (counting()) {
            switch (mode) {
                case 0, 1 -> {
                    countDown(1);
                    if (element == 0) {
                        drive(true);
                    }
                }
                case 2 -> pulseRateGenerator();
                case 3 -> pulseSquareWave();
                default -> {
                    countDown(1);
                    if (element == 0 && armed) {
                        armed = false;
                        drive(false);
                    }
                }
            }
        }
    }

    private void pulseRateGenerator() {
        if (element == 1) {
            load();
            drive(true);
        } else {
            countDown(1);
            drive(element != 1);
        }
    }

    private void pulseSquareWave() {
        if (element == (oddHalf() ? 0 : 2)) {
            load();
            drive(!out);
        } else {
            countDown(2);
        }
    }

    private void load() {
        triggered = false;
        loadNext = false;
        armed = true;
        nullCount = false;
        loaded = count;
        element = mode == 3 ? (count & ~1) % wrap : count % wrap;
    }

    private void countDown(long by) {
        element = (int) Math.floorMod(element - by, (long) wrap);
    }

    private void drive(boolean level) {
        if (out != level) {
            out = level;
            output.set(level);
        }
    }

    private int access() {
        return control >> 4 & 3;
    }

    private int fromRegister(int value) {
        if (wrap == 0x10000) {
            return value;
        }
        int decimal = (value >> 12) * 1000 + (value >> 8 & 15) * 100 + (value >> 4 & 15) * 10 + (value & 15);
        return decimal % wrap;
    }

    private int toRegister(int value) {
        if (wrap == 0x10000) {
            return value;
        }
        return value / 1000 << 12 | value / 100 % 10 << 8 | value / 10 % 10 << 4 | value % 10;
    }
}
