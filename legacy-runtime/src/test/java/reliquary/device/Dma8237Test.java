package reliquary.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reliquary.bus.DmaChannel;
import reliquary.bus.PhysicalMemory;

class Dma8237Test {
    private final PhysicalMemory memory = new PhysicalMemory(1 << 20);
    private final DmaPageRegisters pages = new DmaPageRegisters();
    private final Dma8237 upper = Dma8237.upper(memory, pages.upper());
    private final Dma8237 lower = Dma8237.lower(memory, pages.lower(), upper);

    @BeforeEach
    void firmware_opens_the_cascade() {
        upper.write8(0x0B << 1, 0xC0);
        upper.write8(0x0A << 1, 0x00);
    }

    /** Programs a channel of the lower controller and unmasks it. */
    private void program(int channel, int mode, int address, int count) {
        lower.write8(0x0A, 0x04 | channel);
        lower.write8(0x0C, 0);
        lower.write8(0x0B, mode | channel);
        lower.write8(channel * 2, address & 0xFF);
        lower.write8(channel * 2, address >> 8);
        lower.write8(channel * 2 + 1, count & 0xFF);
        lower.write8(channel * 2 + 1, count >> 8);
        lower.write8(0x0A, channel);
    }

    private int register(int offset) {
        lower.write8(0x0C, 0);
        int low = lower.read8(offset);
        return low | lower.read8(offset) << 8;
    }

    private static ByteBuffer bytes(int length) {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        for (int i = 0; i < length; i++) {
            buffer.put(i, (byte) (i + 1));
        }
        return buffer;
    }

    @Test
    void a_floppy_sector_goes_to_its_page_and_ends_with_terminal_count() {
        pages.write8(0x81 - 0x81, 0x02);
        program(2, 0x44, 0x1000, 511);
        DmaChannel.Transfer transfer = lower.channel(2).toMemory(bytes(1024));
        assertThat(transfer).isEqualTo(new DmaChannel.Transfer(512, true));
        assertThat(memory.read8(0x21000)).isEqualTo(1);
        assertThat(memory.read8(0x211FF)).isEqualTo(0);
        assertThat(memory.read8(0x21200)).isZero();
        assertThat(lower.read8(0x08)).as("TC of channel 2").isEqualTo(0x04);
        assertThat(lower.read8(0x08)).as("reading clears it").isZero();
        assertThat(lower.channel(2).isOpen()).as("masked at terminal count").isFalse();
        assertThat(register(5)).isEqualTo(0xFFFF);
        assertThat(register(4)).isEqualTo(0x1200);
    }

    @Test
    void a_shorter_block_leaves_the_rest_of_the_count() {
        program(1, 0x48, 0x0000, 99);
        memory.write8(3, 0xAB);
        ByteBuffer target = ByteBuffer.allocate(40);
        assertThat(lower.channel(1).fromMemory(target)).isEqualTo(new DmaChannel.Transfer(40, false));
        assertThat(target.get(3) & 0xFF).isEqualTo(0xAB);
        assertThat(register(3)).isEqualTo(59);
        assertThat(lower.read8(0x08)).isZero();
    }

    @Test
    void addresses_wrap_within_64_kilobytes() {
        pages.write8(0x83 - 0x81, 0x03);
        program(1, 0x44, 0xFFFE, 3);
        lower.channel(1).toMemory(bytes(4));
        assertThat(memory.read8(0x3FFFF)).isEqualTo(2);
        assertThat(memory.read8(0x30000)).isEqualTo(3);
        assertThat(memory.read8(0x40000)).isZero();
    }

    @Test
    void word_channels_wrap_within_128_kilobytes_and_count_words() {
        pages.write8(0x8B - 0x81, 0x03);
        upper.write8(0x0B << 1, 0x45);
        for (int value : new int[] {0xFF, 0xFF}) {
            upper.write8(2 << 1, value);
        }
        for (int value : new int[] {0x01, 0x00}) {
            upper.write8(3 << 1, value);
        }
        upper.write8(0x0A << 1, 0x01);
        assertThat(upper.channel(1).toMemory(bytes(6))).isEqualTo(new DmaChannel.Transfer(4, true));
        assertThat(memory.read16(0x3FFFE)).isEqualTo(0x0201);
        assertThat(memory.read16(0x20000)).as("bit 0 of the page is not wired").isEqualTo(0x0403);
    }

    @Test
    void auto_initialisation_starts_over_and_stays_open() {
        program(1, 0x54, 0x2000, 3);
        ByteBuffer source = bytes(8);
        assertThat(lower.channel(1).toMemory(source)).isEqualTo(new DmaChannel.Transfer(4, true));
        assertThat(register(2)).isEqualTo(0x2000);
        assertThat(register(3)).isEqualTo(3);
        assertThat(lower.channel(1).toMemory(source)).isEqualTo(new DmaChannel.Transfer(4, true));
        assertThat(memory.read8(0x2000)).isEqualTo(5);
    }

    @Test
    void a_decrementing_channel_goes_down() {
        program(3, 0x64, 0x0001, 3);
        pages.write8(0x82 - 0x81, 0x01);
        lower.channel(3).toMemory(bytes(4));
        assertThat(memory.read8(0x10001)).isEqualTo(1);
        assertThat(memory.read8(0x10000)).isEqualTo(2);
        assertThat(memory.read8(0x1FFFF)).isEqualTo(3);
        assertThat(memory.read8(0x1FFFE)).isEqualTo(4);
    }

    @Test
    void verify_counts_without_touching_memory() {
        program(2, 0x40, 0x1000, 15);
        assertThat(lower.channel(2).toMemory(bytes(32))).isEqualTo(new DmaChannel.Transfer(16, true));
        assertThat(memory.read8(0x1000)).isZero();
    }

    @Test
    void nothing_moves_while_masked_disabled_or_cut_off() {
        program(2, 0x44, 0x1000, 511);
        lower.write8(0x0A, 0x06);
        assertThat(lower.channel(2).toMemory(bytes(4)).bytes()).isZero();
        lower.write8(0x0E, 0);
        assertThat(lower.channel(2).isOpen()).isTrue();
        lower.write8(0x08, 0x04);
        assertThat(lower.channel(2).isOpen()).isFalse();
        lower.write8(0x08, 0x00);
        lower.write8(0x0F, 0x04);
        assertThat(lower.channel(2).isOpen()).isFalse();
        lower.write8(0x0F, 0x00);
        upper.write8(0x0A << 1, 0x04);
        assertThat(lower.channel(2).isOpen()).as("channel 4 is masked").isFalse();
    }

    @Test
    void the_status_shows_who_requests() {
        lower.channel(3).request(true);
        assertThat(lower.read8(0x08)).isEqualTo(0x80);
        lower.channel(3).request(false);
        assertThat(lower.read8(0x08)).isZero();
    }

    @Test
    void master_clear_masks_all_and_resets_the_flip_flop() {
        program(2, 0x44, 0x1234, 0);
        lower.write8(4, 0x99);
        lower.write8(0x0D, 0);
        assertThat(lower.channel(2).isOpen()).isFalse();
        assertThat(lower.read8(4)).as("low byte first").isEqualTo(0x99);
        assertThat(lower.read8(4)).isEqualTo(0x12);
    }

    @Test
    void memory_to_memory_copies_through_the_temporary_register() {
        for (int i = 0; i < 4; i++) {
            memory.write8(0x500 + i, 0x10 + i);
        }
        program(0, 0x88, 0x500, 0);
        program(1, 0x84, 0x600, 3);
        lower.write8(0x08, 0x01);
        lower.write8(0x09, 0x04);
        assertThat(memory.read32(0x600)).isEqualTo(0x13121110);
        assertThat(lower.read8(0x0D)).isEqualTo(0x13);
        assertThat(lower.read8(0x08)).isEqualTo(0x02);
    }

    @Test
    void page_registers_without_a_channel_keep_what_is_written() {
        for (int i = 0; i < 15; i++) {
            pages.write8(i, 0xA0 + i);
        }
        for (int i = 0; i < 15; i++) {
            assertThat(pages.read8(i)).isEqualTo(0xA0 + i);
        }
    }
}
