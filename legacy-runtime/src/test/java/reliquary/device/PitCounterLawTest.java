package reliquary.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import reliquary.bus.Line;

/** The 8254's counters, which jump, against one that does every clock pulse as the data sheet's text says. */
class PitCounterLawTest {
    enum Deed {
        WAIT,
        GATE,
        COUNT,
        FIRST_BYTE
    }

    record Step(Deed deed, int value) {}

    /** A counter that knows nothing but its next clock pulse. */
    private static final class ClockByClock {
        final int mode;
        final int modulus;
        int written;
        int current;
        int inUse;
        boolean out;
        boolean gate = true;
        boolean edge;
        boolean fresh;
        boolean half;
        boolean strobeDue;
        boolean isNull = true;

        ClockByClock(int mode, boolean bcd) {
            this.mode = mode;
            modulus = bcd ? 10_000 : 65_536;
            out = mode != 0;
        }

        void write(int count) {
            written = count == 0 ? modulus : count;
            half = false;
            isNull = true;
            if (mode == 0) {
                out = false;
            }
            boolean waitsForPeriodEnd = (mode == 2 || mode == 3) && inUse != 0;
            boolean waitsForGate = mode == 1 || mode == 5;
            if (!waitsForPeriodEnd && !waitsForGate) {
                fresh = true;
            }
        }

        void firstByte() {
            half = true;
            if (mode == 0) {
                out = false;
            }
        }

        void setGate(boolean level) {
            boolean gateTriggers = mode == 1 || mode == 2 || mode == 3 || mode == 5;
            if (level && !gate && gateTriggers && written != 0) {
                edge = true;
            }
            gate = level;
            if (!level && (mode == 2 || mode == 3)) {
                out = true;
            }
        }

        void clock() {
            if ((mode == 4 || mode == 5) && !out) {
                out = true;
            }
            if (edge || fresh) {
                reload();
                strobeDue = true;
                if (mode == 1) {
                    out = false;
                }
                return;
            }
            boolean enabled = inUse != 0 && (gate || mode == 1 || mode == 5) && !(mode == 0 && half);
            if (enabled) {
                count();
            }
        }

        private void count() {
            switch (mode) {
                case 2 -> {
                    if (current == 1) {
                        reload();
                        out = true;
                    } else {
                        down();
                        out = current != 1;
                    }
                }
                case 3 -> squareWave();
                default -> {
                    down();
                    if (current == 0 && mode < 2) {
                        out = true;
                    } else if (current == 0 && strobeDue) {
                        strobeDue = false;
                        out = false;
                    }
                }
            }
        }

        private void squareWave() {
            boolean odd = inUse % 2 == 1;
            if (odd && out && current == 0 || !(odd && out) && current == 2) {
                reload();
                out = !out;
            } else {
                down();
                down();
            }
        }

        private void reload() {
            edge = false;
            fresh = false;
            isNull = false;
            inUse = written;
            current = written % modulus;
            if (mode == 3 && written % 2 == 1) {
                current = written - 1;
            }
        }

        private void down() {
            current = current == 0 ? modulus - 1 : current - 1;
        }
    }

    @Property(tries = 2000)
    void equals_a_counter_that_does_every_clock(
            @ForAll @IntRange(min = 0, max = 5) int mode, @ForAll boolean bcd, @ForAll("steps") List<Step> steps) {
        PitCounter counter = new PitCounter(Line.UNCONNECTED);
        ClockByClock model = new ClockByClock(mode, bcd);
        counter.control(0x30 | mode << 1 | (bcd ? 1 : 0));
        long tick = 0;
        for (Step step : steps) {
            long before = tick;
            switch (step.deed()) {
                case WAIT -> {
                    tick += step.value();
                    counter.advanceTo(tick);
                    for (long i = before; i < tick; i++) {
                        model.clock();
                    }
                }
                case GATE -> {
                    counter.gate(step.value() % 2 == 1);
                    model.setGate(step.value() % 2 == 1);
                }
                case COUNT -> write(counter, model, step.value(), bcd);
                default -> {
                    if (!model.half) {
                        counter.write(0);
                        model.firstByte();
                    }
                }
            }
            assertSame(counter, model, bcd, step);
        }
    }

    private static void write(PitCounter counter, ClockByClock model, int value, boolean bcd) {
        int count = bcd ? value % 10_000 : value;
        int register = bcd ? Integer.parseInt(Integer.toString(count), 16) : count;
        if (model.half) {
            counter.write(register >> 8);
            int low = 0;
            int high = register >> 8;
            model.write(bcd ? (high >> 4) * 1000 + (high & 15) * 100 + low : high << 8);
        } else {
            counter.write(register & 0xFF);
            counter.write(register >> 8);
            model.firstByte();
            model.write(count);
        }
    }

    private static void assertSame(PitCounter counter, ClockByClock model, boolean bcd, Step step) {
        assertThat(counter.out()).as("OUT after %s", step).isEqualTo(model.out);
        counter.latchStatus();
        assertThat((counter.read() & 0x40) != 0).as("null count").isEqualTo(model.isNull);
        counter.latchCount();
        int value = counter.read();
        value |= counter.read() << 8;
        int expected = bcd ? Integer.parseInt(Integer.toString(model.current), 16) : model.current;
        assertThat(value).as("count after %s", step).isEqualTo(expected);
    }

    @Property(tries = 500)
    void never_changes_its_output_before_the_change_it_announces(
            @ForAll @IntRange(min = 0, max = 5) int mode,
            @ForAll @IntRange(min = 0, max = 300) int count,
            @ForAll @IntRange(min = 1, max = 400) int ticks) {
        PitCounter counter = new PitCounter(Line.UNCONNECTED);
        counter.control(0x30 | mode << 1);
        counter.write(count & 0xFF);
        counter.write(count >> 8);
        counter.gate(false);
        counter.gate(true);
        for (long tick = 1; tick <= ticks; tick++) {
            long announced = counter.nextChange();
            boolean before = counter.out();
            counter.advanceTo(tick);
            if (counter.out() != before) {
                assertThat(tick).isEqualTo(announced);
            }
        }
    }

    @Property(tries = 200)
    void a_late_look_still_sees_an_edge_of_each_period_it_slept_through(
            @ForAll @IntRange(min = 2, max = 3) int mode,
            @ForAll @IntRange(min = 2, max = 70) int count,
            @ForAll @IntRange(min = 200, max = 2_000_000_000) int late) {
        Probe out = new Probe();
        PitCounter counter = new PitCounter(out);
        counter.control(0x10 | mode << 1);
        counter.write(count);
        counter.advanceTo(1);
        int before = out.rises;
        counter.advanceTo(late);
        assertThat(out.rises).isGreaterThan(before);
        assertThat(counter.out()).isEqualTo(outputAfter(mode, count, late - 1));
    }

    private static boolean outputAfter(int mode, int count, int clocks) {
        int phase = clocks % count;
        return mode == 2 ? phase != count - 1 : phase < (count + 1) / 2;
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Integer> small = Arbitraries.integers().between(0, 40);
        Arbitrary<Integer> any = Arbitraries.integers().between(0, 65_535);
        Arbitrary<Integer> waits = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(8, small),
                net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(0, 20_000)));
        Arbitrary<Step> step = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(6, waits.map(n -> new Step(Deed.WAIT, n))),
                net.jqwik.api.Tuple.of(2, small.map(n -> new Step(Deed.GATE, n))),
                net.jqwik.api.Tuple.of(3, Arbitraries.oneOf(small, small, any).map(n -> new Step(Deed.COUNT, n))),
                net.jqwik.api.Tuple.of(1, small.map(n -> new Step(Deed.FIRST_BYTE, n))));
        return Combinators.combine(
                        step.list().ofMinSize(1).ofMaxSize(25), step.list().ofMaxSize(1))
                .as((a, b) -> a);
    }
}
