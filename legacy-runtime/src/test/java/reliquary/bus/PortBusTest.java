package reliquary.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortBusTest {
    private final PortBus bus = new PortBus();

    /** Eight registers that remember how they were reached. */
    private static final class Registers implements PortDevice {
        final int[] values = new int[8];
        final List<String> accesses = new ArrayList<>();

        @Override
        public int read8(int offset) {
            accesses.add("r" + offset);
            return values[offset];
        }

        @Override
        public void write8(int offset, int value) {
            accesses.add("w" + offset);
            values[offset] = value;
        }
    }

    @Test
    void a_device_sees_offsets_from_its_first_port() {
        Registers device = new Registers();
        bus.attach("registers", 0x3F8, 8, device);
        bus.write8(0x3FB, 0x1A5);
        assertThat(device.values[3]).isEqualTo(0xA5);
        assertThat(bus.read8(0x3FB)).isEqualTo(0xA5);
        assertThat(device.accesses).containsExactly("w3", "r3");
    }

    @Test
    void two_owners_of_one_port_are_an_error_that_names_both() {
        bus.attach("first serial port", 0x3F8, 8, new Registers());
        assertThatThrownBy(() -> bus.attach("sound card", 0x3FF, 2, new Registers()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("3FFh")
                .hasMessageContaining("sound card")
                .hasMessageContaining("first serial port");
    }

    @Test
    void an_empty_port_reads_as_ones_at_every_width() {
        bus.write8(0x300, 0);
        bus.write16(0x300, 0);
        bus.write32(0x300, 0);
        assertThat(bus.read8(0x300)).isEqualTo(0xFF);
        assertThat(bus.read16(0x300)).isEqualTo(0xFFFF);
        assertThat(bus.read32(0x300)).isEqualTo(-1);
    }

    @Test
    void wide_accesses_reach_an_8_bit_device_as_bytes_low_byte_first() {
        Registers device = new Registers();
        bus.attach("registers", 0x200, 8, device);
        bus.write32(0x202, 0x44332211);
        assertThat(device.accesses).containsExactly("w2", "w3", "w4", "w5");
        assertThat(bus.read32(0x202)).isEqualTo(0x44332211);
        assertThat(bus.read16(0x203)).isEqualTo(0x3322);
    }

    @Test
    void an_access_across_two_owners_is_split_between_them() {
        Registers low = new Registers();
        Registers high = new Registers();
        bus.attach("low", 0x60, 1, low);
        bus.attach("high", 0x61, 1, high);
        bus.write16(0x60, 0x2211);
        assertThat(low.values[0]).isEqualTo(0x11);
        assertThat(high.values[0]).isEqualTo(0x22);
        assertThat(bus.read32(0x60)).isEqualTo(0xFFFF2211);
        assertThat(bus.read16(0x5F)).isEqualTo(0x11FF);
    }

    @Test
    void a_16_bit_device_gets_its_words_whole() {
        int[] word = {0};
        bus.attach("disk data", 0x1F0, 2, new PortDevice() {
            @Override
            public int read8(int offset) {
                return 0;
            }

            @Override
            public void write8(int offset, int value) {
                throw new AssertionError("bytes were not asked for");
            }

            @Override
            public int read16(int offset) {
                return word[0];
            }

            @Override
            public void write16(int offset, int value) {
                word[0] = value;
            }
        });
        bus.write16(0x1F0, 0xBEEF);
        assertThat(bus.read16(0x1F0)).isEqualTo(0xBEEF);
    }

    @Test
    void the_last_port_is_followed_by_port_0() {
        Registers device = new Registers();
        assertThat(bus.read16(0xFFFF)).isEqualTo(0xFFFF);
        assertThat(bus.read32(0xFFFE)).isEqualTo(-1);
        bus.write32(0xFFFF, 0);
        bus.attach("first", 0, 1, device);
        bus.write16(0xFFFF, 0x5AFF);
        assertThat(device.values[0]).isEqualTo(0x5A);
        assertThat(bus.read16(0xFFFF)).isEqualTo(0x5AFF);
    }
}
