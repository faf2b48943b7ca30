package reliquary.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import reliquary.bus.InterruptCascade;

/** One 8259A against a model that keeps its levels in a list, most urgent first. */
class Pic8259LawTest {
    private static final int BASE = 0x40;

    enum Deed {
        RAISE,
        LOWER,
        ACKNOWLEDGE,
        POLL,
        END,
        END_SPECIFIC,
        ROTATE_ON_END,
        ROTATE_ON_SPECIFIC_END,
        SET_PRIORITY,
        MASK,
        UNMASK,
        SPECIAL_MASK,
        NO_SPECIAL_MASK,
        ROTATE_AUTOMATICALLY,
        ROTATE_NO_MORE
    }

    record Step(Deed deed, int level) {}

    private static final class Model {
        final List<Integer> urgency = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5, 6, 7));
        final Set<Integer> high = new TreeSet<>();
        final Set<Integer> requested = new TreeSet<>();
        final Set<Integer> serving = new TreeSet<>();
        final Set<Integer> masked = new TreeSet<>();
        final boolean automatic;
        boolean rotating;
        boolean special;

        Model(boolean automatic) {
            this.automatic = automatic;
        }

        int next() {
            for (int level : urgency) {
                if (serving.contains(level) && !(special && masked.contains(level))) {
                    return -1;
                }
                if (requested.contains(level) && !masked.contains(level)) {
                    return level;
                }
            }
            return -1;
        }

        int take() {
            int level = next();
            if (level >= 0) {
                requested.remove(level);
                if (!automatic) {
                    serving.add(level);
                } else if (rotating) {
                    toTheEnd(level);
                }
            }
            return level;
        }

        int end() {
            for (int level : urgency) {
                if (serving.contains(level) && !(special && masked.contains(level))) {
                    serving.remove(level);
                    return level;
                }
            }
            return -1;
        }

        void toTheEnd(int level) {
            Collections.rotate(urgency, 7 - urgency.indexOf(level));
        }
    }

    @Property(tries = 500)
    void behaves_like_a_list_of_levels(@ForAll("steps") List<Step> steps, @ForAll boolean automatic) {
        Probe intr = new Probe();
        Pic8259 pic = Pic8259.master(intr, new InterruptCascade());
        pic.write8(0, 0x13);
        pic.write8(1, BASE);
        pic.write8(1, automatic ? 0x03 : 0x01);
        Model model = new Model(automatic);
        for (Step step : steps) {
            perform(step, pic, model);
            assertThat(pic.pending()).as("pending after %s", step).isEqualTo(model.next() >= 0);
            assertThat(intr.high).isEqualTo(pic.pending());
            pic.write8(0, 0x0A);
            assertThat(pic.read8(0)).as("IRR after %s", step).isEqualTo(bits(model.requested));
            pic.write8(0, 0x0B);
            assertThat(pic.read8(0)).as("ISR after %s", step).isEqualTo(bits(model.serving));
        }
    }

    private static void perform(Step step, Pic8259 pic, Model model) {
        int level = step.level();
        switch (step.deed()) {
            case RAISE -> {
                pic.irq(level).set(true);
                if (model.high.add(level)) {
                    model.requested.add(level);
                }
            }
            case LOWER -> {
                pic.irq(level).set(false);
                model.high.remove(level);
                model.requested.remove(level);
            }
            case ACKNOWLEDGE -> {
                int taken = model.take();
                assertThat(pic.acknowledge()).isEqualTo(BASE + (taken < 0 ? 7 : taken));
            }
            case POLL -> {
                pic.write8(0, 0x0C);
                int taken = model.take();
                assertThat(pic.read8(0)).isEqualTo(taken < 0 ? 0 : 0x80 + taken);
            }
            case MASK, UNMASK -> {
                boolean changed = step.deed() == Deed.MASK ? model.masked.add(level) : model.masked.remove(level);
                pic.write8(1, bits(model.masked));
                assertThat(pic.read8(1)).as("changed: %s", changed).isEqualTo(bits(model.masked));
            }
            default -> command(step, pic, model);
        }
    }

    private static void command(Step step, Pic8259 pic, Model model) {
        int level = step.level();
        switch (step.deed()) {
            case END -> {
                pic.write8(0, 0x20);
                model.end();
            }
            case END_SPECIFIC -> {
                pic.write8(0, 0x60 + level);
                model.serving.remove(level);
            }
            case ROTATE_ON_END -> {
                pic.write8(0, 0xA0);
                int ended = model.end();
                if (ended >= 0) {
                    model.toTheEnd(ended);
                }
            }
            case ROTATE_ON_SPECIFIC_END -> {
                pic.write8(0, 0xE0 + level);
                model.serving.remove(level);
                model.toTheEnd(level);
            }
            case SET_PRIORITY -> {
                pic.write8(0, 0xC0 + level);
                model.toTheEnd(level);
            }
            case SPECIAL_MASK, NO_SPECIAL_MASK -> {
                model.special = step.deed() == Deed.SPECIAL_MASK;
                pic.write8(0, model.special ? 0x68 : 0x48);
            }
            default -> {
                model.rotating = step.deed() == Deed.ROTATE_AUTOMATICALLY;
                pic.write8(0, model.rotating ? 0x80 : 0x00);
            }
        }
    }

    private static int bits(Set<Integer> levels) {
        return levels.stream().mapToInt(level -> 1 << level).sum();
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Deed> deeds = Arbitraries.of(Deed.values());
        Arbitrary<Deed> often = Arbitraries.of(Deed.RAISE, Deed.LOWER, Deed.ACKNOWLEDGE, Deed.END);
        Arbitrary<Integer> levels = Arbitraries.integers().between(0, 7);
        return net.jqwik.api.Combinators.combine(Arbitraries.oneOf(deeds, often), levels)
                .as(Step::new)
                .list()
                .ofMaxSize(80);
    }
}
