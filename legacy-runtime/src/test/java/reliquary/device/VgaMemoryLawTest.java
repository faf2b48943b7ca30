package reliquary.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import reliquary.device.VgaCard.Mode;

class VgaMemoryLawTest {
    private static final int SPAN = 16;

    /** One step of a program: a register written, a byte read or a byte written. */
    private record Step(Kind kind, int number, int value) {
        enum Kind {
            GRAPHICS,
            MAP_MASK,
            READ,
            WRITE
        }
    }

    @Provide
    Arbitrary<Step> step() {
        Arbitrary<Integer> octet = Arbitraries.integers().between(0, 255);
        Arbitrary<Step> graphics = Combinators.combine(Arbitraries.of(0, 1, 2, 3, 4, 7, 8), octet)
                .as((number, value) -> new Step(Step.Kind.GRAPHICS, number, value));
        Arbitrary<Step> mode = Arbitraries.of(0, 1, 2, 3, 8, 9, 10, 11)
                .map(value -> new Step(Step.Kind.GRAPHICS, VgaGraphics.MODE, value));
        Arbitrary<Step> mask = octet.map(value -> new Step(Step.Kind.MAP_MASK, 0, value & 0x0F));
        Arbitrary<Integer> place = Arbitraries.integers().between(0, SPAN - 1);
        Arbitrary<Step> read = place.map(at -> new Step(Step.Kind.READ, at, 0));
        Arbitrary<Step> write =
                Combinators.combine(place, octet).as((at, value) -> new Step(Step.Kind.WRITE, at, value));
        return Arbitraries.frequencyOf(
                Tuple.of(3, graphics), Tuple.of(1, mode), Tuple.of(1, mask), Tuple.of(3, read), Tuple.of(5, write));
    }

    @Property(tries = 300)
    void planar_accesses_do_to_each_pixel_what_the_manual_says(
            @ForAll @Size(min = 1, max = 60) List<@From("step") Step> program) {
        VgaCard card = new VgaCard(Mode.VGA_12);
        PixelModel model = new PixelModel();
        for (Step step : program) {
            switch (step.kind) {
                case GRAPHICS -> {
                    card.graphics(step.number, step.value);
                    model.graphics[step.number] = step.value;
                }
                case MAP_MASK -> {
                    card.sequencer(VgaSequencer.MAP_MASK, step.value);
                    model.mapMask = step.value;
                }
                case READ ->
                    assertThat(card.memory.read8(VgaCard.GRAPHICS + step.number))
                            .isEqualTo(model.read(step.number));
                case WRITE -> {
                    card.memory.write8(VgaCard.GRAPHICS + step.number, step.value);
                    model.write(step.number, step.value);
                }
            }
        }
        for (int pixel = 0; pixel < SPAN * 8; pixel++) {
            int bits = 0;
            for (int plane = 0; plane < 4; plane++) {
                bits |= (card.vga.plane(plane, pixel / 8) >> 7 - pixel % 8 & 1) << plane;
            }
            assertThat(bits).as("pixel %d", pixel).isEqualTo(model.pixels[pixel]);
        }
    }

    /** Every pixel by itself, bit by bit, as the manual's text describes it. */
    private static final class PixelModel {
        final int[] graphics = {0, 0, 0, 0, 0, 0, 5, 0x0F, 0xFF};
        final int[] pixels = new int[SPAN * 8];
        final int[] latches = new int[8];
        int mapMask = 0x0F;

        int read(int at) {
            System.arraycopy(pixels, at * 8, latches, 0, 8);
            int result = 0;
            for (int i = 0; i < 8; i++) {
                result = result << 1 | (seen(latches[i]) ? 1 : 0);
            }
            return result;
        }

        private boolean seen(int pixel) {
            if ((graphics[VgaGraphics.MODE] & 8) == 0) {
                return (pixel >> (graphics[VgaGraphics.READ_MAP_SELECT] & 3) & 1) != 0;
            }
            for (int plane = 0; plane < 4; plane++) {
                boolean cares = (graphics[VgaGraphics.COLOUR_DO_NOT_CARE] >> plane & 1) != 0;
                if (cares && (pixel >> plane & 1) != (graphics[VgaGraphics.COLOUR_COMPARE] >> plane & 1)) {
                    return false;
                }
            }
            return true;
        }

        void write(int at, int value) {
            for (int i = 0; i < 8; i++) {
                for (int plane = 0; plane < 4; plane++) {
                    if ((mapMask >> plane & 1) != 0) {
                        int bit = written(i, plane, value);
                        pixels[at * 8 + i] = pixels[at * 8 + i] & ~(1 << plane) | bit << plane;
                    }
                }
            }
        }

        private int written(int i, int plane, int value) {
            int latch = latches[i] >> plane & 1;
            int rotation = graphics[VgaGraphics.DATA_ROTATE] & 7;
            int rotated = value >> (7 - i + rotation) % 8 & 1;
            int masked = graphics[VgaGraphics.BIT_MASK] >> 7 - i & 1;
            int setReset = graphics[VgaGraphics.SET_RESET] >> plane & 1;
            boolean forced = (graphics[VgaGraphics.ENABLE_SET_RESET] >> plane & 1) != 0;
            return switch (graphics[VgaGraphics.MODE] & 3) {
                case 0 -> masked != 0 ? logic(forced ? setReset : rotated, latch) : latch;
                case 1 -> latch;
                case 2 -> masked != 0 ? logic(value >> plane & 1, latch) : latch;
                default -> (masked & rotated) != 0 ? logic(setReset, latch) : latch;
            };
        }

        private int logic(int bit, int latch) {
            return switch (graphics[VgaGraphics.DATA_ROTATE] >> 3 & 3) {
                case 0 -> bit;
                case 1 -> bit & latch;
                case 2 -> bit | latch;
                default -> bit ^ latch;
            };
        }
    }

    @Property(tries = 60)
    void no_change_of_mode_loses_a_byte_of_any_plane(
            @ForAll @Size(min = 1, max = 8) List<Mode> modes, @ForAll @IntRange(max = 1000) int seed) {
        VgaCard card = new VgaCard(Mode.VGA_12);
        byte[][] content = new byte[4][0x10000];
        Random random = new Random(seed);
        for (int plane = 0; plane < 4; plane++) {
            random.nextBytes(content[plane]);
            card.sequencer(VgaSequencer.MAP_MASK, 1 << plane);
            for (int index = 0; index < 0x10000; index++) {
                card.memory.write8(VgaCard.GRAPHICS + index, content[plane][index]);
            }
        }
        for (Mode mode : modes) {
            card.set(mode);
            for (int i = 0; i < 2000; i++) {
                int plane = random.nextInt(4);
                int index = random.nextInt(0x10000);
                assertThat(card.vga.plane(plane, index)).isEqualTo(content[plane][index] & 0xFF);
            }
        }
    }

    @Property(tries = 100)
    void what_is_written_linearly_is_read_through_the_planes_and_the_other_way_round(
            @ForAll @IntRange(max = 0x7FFF) int at, @ForAll @IntRange(max = 255) int value) {
        VgaCard card = new VgaCard(Mode.TEXT_80);
        card.memory.write8(VgaCard.COLOUR_TEXT + at, value);
        card.set(Mode.VGA_12);
        card.graphics(VgaGraphics.READ_MAP_SELECT, at & 1);
        assertThat(card.memory.read8(VgaCard.GRAPHICS + (at & ~1))).isEqualTo(value);
        card.sequencer(VgaSequencer.MAP_MASK, 1 << (at & 1));
        card.memory.write8(VgaCard.GRAPHICS + (at & ~1), value ^ 0x55);
        card.set(Mode.TEXT_80);
        assertThat(card.memory.read8(VgaCard.COLOUR_TEXT + at)).isEqualTo(value ^ 0x55);
    }
}
