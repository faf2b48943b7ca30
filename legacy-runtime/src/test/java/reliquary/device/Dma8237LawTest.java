package reliquary.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import reliquary.bus.DmaChannel;
import reliquary.bus.PhysicalMemory;

/** Blocks that the 8237A moves in stretches against a channel that moves one transfer at a time. */
class Dma8237LawTest {
    private static final int PAGE = 0x2;

    @Property(tries = 200)
    void every_byte_lands_where_one_by_one_counting_puts_it(
            @ForAll @IntRange(min = -150, max = 150) int fromTheWrap,
            @ForAll @IntRange(min = 0, max = 400) int count,
            @ForAll boolean down,
            @ForAll boolean auto,
            @ForAll boolean wide,
            @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 0, max = 300) Integer> blocks) {
        int address = fromTheWrap & 0xFFFF;
        PhysicalMemory memory = new PhysicalMemory(1 << 20);
        DmaPageRegisters pages = new DmaPageRegisters();
        Dma8237 upper = Dma8237.upper(memory, pages.upper());
        Dma8237 lower = Dma8237.lower(memory, pages.lower(), upper);
        upper.write8(0x0B << 1, 0xC0);
        upper.write8(0x0A << 1, 0x00);
        pages.write8(wide ? 0xA : 0x2, PAGE);
        program(wide ? upper : lower, wide ? 1 : 0, 0x44 | (down ? 0x20 : 0) | (auto ? 0x10 : 0), address, count);
        DmaChannel channel = (wide ? upper : lower).channel(1);

        byte[] expected = new byte[1 << 20];
        int unit = wide ? 2 : 1;
        int at = address;
        int left = count;
        boolean open = true;
        int value = 0;
        for (int block : blocks) {
            ByteBuffer source = ByteBuffer.allocate(block);
            for (int i = 0; i < block; i++) {
                source.put(i, (byte) (value + i * 7 + 1));
            }
            int moved = 0;
            boolean ended = false;
            while (open && !ended && moved + unit <= block) {
                for (int i = 0; i < unit; i++) {
                    expected[(PAGE << 16) + at * unit + i] = source.get(moved + i);
                }
                moved += unit;
                at = at + (down ? -1 : 1) & 0xFFFF;
                ended = left == 0;
                left = ended && auto ? count : left - 1 & 0xFFFF;
                at = ended && auto ? address : at;
                open = !ended || auto;
            }
            assertThat(channel.toMemory(source)).isEqualTo(new DmaChannel.Transfer(moved, ended));
            assertThat(source.position()).isEqualTo(moved);
            value += block;
        }
        byte[] actual = new byte[expected.length];
        memory.read(0, ByteBuffer.wrap(actual));
        assertThat(Arrays.mismatch(actual, expected)).as("first wrong address").isEqualTo(-1);
    }

    private static void program(Dma8237 controller, int shift, int mode, int address, int count) {
        controller.write8(0x0C << shift, 0);
        controller.write8(0x0B << shift, mode | 1);
        controller.write8(2 << shift, address & 0xFF);
        controller.write8(2 << shift, address >> 8);
        controller.write8(3 << shift, count & 0xFF);
        controller.write8(3 << shift, count >> 8);
        controller.write8(0x0A << shift, 1);
    }
}
