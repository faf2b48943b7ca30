package reliquary.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reliquary.disk.ByteRange;
import reliquary.disk.Geometry;

/** T13 1153D (ATA/ATAPI-4), clause 8: the commands as a driver sees them. */
class AtaDiskTest {
    private static final int UNC = 0x40;
    private static final int IDNF = 0x10;
    private static final int ABRT = 0x04;

    private final GuestTime time = new GuestTime();
    private final MemoryDisk image = new MemoryDisk(20 * 4 * 17 + 3);
    private final AtaHost host = new AtaHost(time, disk(), Optional.empty());

    private AtaDisk disk() {
        return new AtaDisk(time.events, image, new Geometry(20, 4, 17), false, "RELIQUARY-0");
    }

    private int[] identify() {
        host.plain(0xEC);
        int[] words = new int[256];
        ByteBuffer data = ByteBuffer.wrap(host.takeAll()).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.setAll(words, i -> data.getShort() & 0xFFFF);
        return words;
    }

    @Test
    void identify_tells_the_geometry_and_both_sizes() {
        int[] words = identify();
        assertThat(new int[] {words[1], words[3], words[6]}).containsExactly(20, 4, 17);
        assertThat(new int[] {words[54], words[55], words[56]}).containsExactly(20, 4, 17);
        assertThat(words[57] | words[58] << 16).isEqualTo(1360);
        assertThat(words[60] | words[61] << 16).isEqualTo(1363);
        assertThat(words[100] | words[101] << 16).isEqualTo(1363);
        assertThat(words[49] & 0x0300).as("LBA, no DMA").isEqualTo(0x0200);
        assertThat(words[83] & 0x0400).as("48-bit addresses").isEqualTo(0x0400);
    }

    @Test
    void identify_holds_the_first_character_of_each_word_in_its_upper_byte() {
        int[] words = identify();
        byte[] model = new byte[40];
        for (int i = 0; i < 40; i++) {
            model[i] = (byte) (words[27 + i / 2] >> (i % 2 == 0 ? 8 : 0));
        }
        assertThat(new String(model, StandardCharsets.US_ASCII).trim()).isEqualTo("RELIQUARY HARD DISK");
    }

    @Test
    void a_geometry_that_registers_cannot_hold_becomes_16_heads_of_63() {
        MemoryDisk large = new MemoryDisk(3 * 255 * 63);
        AtaDisk disk = new AtaDisk(time.events, large, new Geometry(3, 255, 63), false, "1");
        AtaHost other = new AtaHost(time, disk, Optional.empty());
        other.plain(0xEC);
        ByteBuffer words = ByteBuffer.wrap(other.takeAll()).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(words.getShort(2)).isEqualTo((short) 47);
        assertThat(words.getShort(6)).isEqualTo((short) 16);
        assertThat(words.getShort(12)).isEqualTo((short) 63);
    }

    @Test
    void a_command_is_busy_then_asks_for_data_and_interrupts() {
        host.lba(0x20, 1, 5);
        assertThat(host.control.read8(0)).isEqualTo(0x80);
        time.pass(AtaDisk.COMMAND_NANOS);
        assertThat(host.irq.high).isTrue();
        assertThat(host.control.read8(0))
                .as("alternate status leaves the interrupt")
                .isEqualTo(0x58);
        assertThat(host.irq.high).isTrue();
        assertThat(host.ports.read8(7)).isEqualTo(0x58);
        assertThat(host.irq.high).isFalse();
        assertThat(host.takeAll()).isEqualTo(AtaHost.sectors(image.bytes, 5, 1));
        assertThat(host.await()).isEqualTo(AtaHost.GOOD);
        assertThat(host.irq.rises).isEqualTo(1);
    }

    @Test
    void reads_interrupt_once_a_sector_and_read_multiple_once_a_block() {
        host.lba(0x20, 10, 0);
        assertThat(host.takeAll()).isEqualTo(AtaHost.sectors(image.bytes, 0, 10));
        assertThat(host.irq.rises).isEqualTo(10);
        host.lba(0xC6, 4, 0);
        host.await();
        host.lba(0xC4, 10, 20);
        int before = host.irq.rises;
        assertThat(host.takeAll()).isEqualTo(AtaHost.sectors(image.bytes, 20, 10));
        assertThat(host.irq.rises - before).isEqualTo(3);
    }

    @Test
    void a_count_of_0_means_256_sectors_and_65536_in_48_bits() {
        host.lba(0x20, 0, 7);
        assertThat(host.takeAll()).isEqualTo(AtaHost.sectors(image.bytes, 7, 256));
        host.lba48(0x42, 0, 0);
        assertThat(host.await()).isEqualTo(AtaHost.FAILED);
        assertThat(host.sector() & 0xFFFFFF).as("first sector beyond the end").isEqualTo(1363);
    }

    @Test
    void sectors_count_by_cylinder_head_and_sector_in_the_translation_that_was_set() {
        host.command(0x20, 0, 1, 17, 3, 0, 0xA2);
        assertThat(host.takeAll()).isEqualTo(AtaHost.sectors(image.bytes, (3 * 4 + 2) * 17 + 16, 1));
        host.command(0x91, 0, 9, 0, 0, 0, 0xA1);
        assertThat(host.await()).isEqualTo(AtaHost.GOOD);
        host.command(0x20, 0, 1, 9, 0x2A, 0, 0xA1);
        assertThat(host.takeAll()).isEqualTo(AtaHost.sectors(image.bytes, (42 * 2 + 1) * 9 + 8, 1));
        assertThat(identify()[54]).isEqualTo(1363 / 18);
    }

    @Test
    void writes_ask_for_the_first_block_without_an_interrupt() {
        byte[] data = new byte[3 * 512];
        Arrays.fill(data, (byte) 0x5A);
        host.lba(0x30, 3, 100);
        assertThat(host.await() & AtaHost.DRQ).isNotZero();
        assertThat(host.irq.rises).isZero();
        assertThat(host.sendAll(data)).isEqualTo(data.length);
        assertThat(host.await()).isEqualTo(AtaHost.GOOD);
        assertThat(host.irq.rises).isEqualTo(3);
        assertThat(AtaHost.sectors(image.bytes, 100, 3)).isEqualTo(data);
    }

    @Test
    void doublewords_at_the_data_port_move_two_words() {
        host.lba(0x20, 1, 9);
        time.pass(AtaDisk.COMMAND_NANOS);
        ByteBuffer read = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 128; i++) {
            read.putInt(host.ports.read32(0));
        }
        assertThat(read.array()).isEqualTo(AtaHost.sectors(image.bytes, 9, 1));
        host.lba(0x30, 1, 50);
        time.pass(AtaDisk.COMMAND_NANOS);
        read.flip();
        for (int i = 0; i < 128; i++) {
            host.ports.write32(0, read.getInt());
        }
        assertThat(host.await()).isEqualTo(AtaHost.GOOD);
        assertThat(AtaHost.sectors(image.bytes, 50, 1)).isEqualTo(read.array());
    }

    @ParameterizedTest
    @ValueSource(ints = {0x20, 0xC4, 0x40, 0x24, 0x29})
    void an_unreadable_place_answers_unc_with_its_exact_address(int command) {
        image.bad = new ByteRange(203 * 512 + 100, 700);
        host.lba(0xC6, 8, 0);
        host.await();
        if (command == 0x24 || command == 0x29) {
            host.lba48(command, 20, 196);
        } else {
            host.lba(command, 20, 196);
        }
        byte[] data = host.takeAll();
        assertThat(data).isEqualTo(AtaHost.sectors(image.bytes, 196, data.length / 512));
        assertThat(host.await()).isEqualTo(AtaHost.FAILED);
        assertThat(host.error()).isEqualTo(UNC);
        assertThat(host.sector() & 0xFFFFFF).isEqualTo(203);
        assertThat(host.ports.read8(2)).as("sectors not read").isEqualTo(13);
    }

    @Test
    void sectors_before_and_behind_an_unreadable_place_can_be_read() {
        image.bad = new ByteRange(203 * 512, 512);
        host.lba(0x20, 3, 200);
        assertThat(host.takeAll()).isEqualTo(AtaHost.sectors(image.bytes, 200, 3));
        host.lba(0x20, 3, 204);
        assertThat(host.takeAll()).isEqualTo(AtaHost.sectors(image.bytes, 204, 3));
    }

    @Test
    void the_last_sector_is_there_and_the_next_is_not_found() {
        host.lba(0x20, 2, 1362);
        assertThat(host.takeAll()).isEqualTo(AtaHost.sectors(image.bytes, 1362, 1));
        assertThat(host.await()).isEqualTo(AtaHost.FAILED);
        assertThat(host.error()).isEqualTo(IDNF);
        assertThat(host.sector()).isEqualTo(1363);
        host.lba(0x30, 1, 1363);
        assertThat(host.await()).isEqualTo(AtaHost.FAILED);
        assertThat(host.error()).isEqualTo(IDNF);
        host.command(0x20, 0, 1, 18, 0, 0, 0xA0);
        assertThat(host.await()).isEqualTo(AtaHost.FAILED);
        assertThat(host.error()).as("no sector 18 on a track of 17").isEqualTo(IDNF);
        host.command(0x70, 0, 1, 1, 20, 0, 0xA0);
        assertThat(host.await())
                .as("cylinder 20 begins with the last three sectors")
                .isEqualTo(AtaHost.GOOD);
        host.command(0x70, 0, 1, 1, 21, 0, 0xA0);
        assertThat(host.await()).isEqualTo(AtaHost.FAILED);
    }

    @Test
    void a_protected_disk_refuses_writes() {
        image.writable = false;
        AtaHost other = new AtaHost(time, disk(), Optional.empty());
        other.lba(0x30, 1, 0);
        assertThat(other.await()).isEqualTo(AtaHost.FAILED);
        assertThat(other.error()).isEqualTo(0x40 | ABRT);
    }

    @Test
    void multiple_commands_need_a_block_size_and_it_is_a_power_of_two_up_to_16() {
        host.lba(0xC4, 1, 0);
        assertThat(host.await()).isEqualTo(AtaHost.FAILED);
        assertThat(host.error()).isEqualTo(ABRT);
        host.lba(0xC6, 16, 0);
        assertThat(host.await()).isEqualTo(AtaHost.GOOD);
        assertThat(identify()[59]).isEqualTo(0x0110);
        host.lba(0xC6, 3, 0);
        assertThat(host.await()).isEqualTo(AtaHost.FAILED);
        assertThat(identify()[59]).isZero();
        host.lba(0xC6, 32, 0);
        assertThat(host.await()).isEqualTo(AtaHost.FAILED);
    }

    @Test
    void transfer_modes_of_pio_are_taken_and_those_of_dma_are_not() {
        host.command(0xEF, 0x03, 0x0C, 0, 0, 0, 0xA0);
        assertThat(host.await()).isEqualTo(AtaHost.GOOD);
        host.command(0xEF, 0x03, 0x22, 0, 0, 0, 0xA0);
        assertThat(host.await()).isEqualTo(AtaHost.FAILED);
        host.command(0xEF, 0x77, 0, 0, 0, 0, 0xA0);
        assertThat(host.await()).isEqualTo(AtaHost.FAILED);
    }

    @Test
    void standby_lasts_until_the_next_access() {
        host.plain(0xE0);
        assertThat(host.await()).isEqualTo(AtaHost.GOOD);
        host.plain(0xE5);
        host.await();
        assertThat(host.ports.read8(2)).isZero();
        host.lba(0x40, 1, 0);
        host.await();
        host.plain(0xE5);
        host.await();
        assertThat(host.ports.read8(2)).isEqualTo(0xFF);
    }

    @Test
    void the_buffer_keeps_what_was_written_to_it() {
        byte[] data = AtaHost.sectors(image.bytes, 30, 1);
        host.plain(0xE8);
        assertThat(host.sendAll(data)).isEqualTo(512);
        assertThat(host.await()).isEqualTo(AtaHost.GOOD);
        host.plain(0xE4);
        assertThat(host.takeAll()).isEqualTo(data);
    }

    @Test
    void flush_makes_the_image_durable() {
        host.plain(0xE7);
        assertThat(host.await()).isEqualTo(AtaHost.GOOD);
        assertThat(image.flushes).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x22, 0x50, 0xA0, 0xA1, 0xB0, 0xC8, 0xCA, 0xF1, 0xFF})
    void what_the_disk_does_not_know_is_aborted(int command) {
        host.plain(command);
        assertThat(host.await()).isEqualTo(AtaHost.FAILED);
        assertThat(host.error()).isEqualTo(ABRT);
    }
}
