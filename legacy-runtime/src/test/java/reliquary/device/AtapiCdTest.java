package reliquary.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import reliquary.disk.ByteRange;

/** T13 1153D (ATA/ATAPI-4), 9.8, and SFF-8020i: packets and their data. */
class AtapiCdTest {
    private static final int SECTORS = 60;
    private static final int SECTOR = 2048;
    private static final int NO_LIMIT = 0xFFFE;

    private final GuestTime time = new GuestTime();
    private final MemoryDisk disc = new MemoryDisk(SECTORS * 4);
    private final AtaHost host = new AtaHost(time, new AtapiCd(time.events, Optional.of(disc), "1"), Optional.empty());

    private byte[] packet(int limit, int... bytes) {
        return packet(host, limit, bytes);
    }

    /** Sends a packet and takes all data, in pieces of the announced lengths. */
    private static byte[] packet(AtaHost host, int limit, int... bytes) {
        host.command(0xA0, 0, 0, 0, limit & 0xFF, limit >> 8, 0xA0);
        assertThat(host.await() & 0x89).as("asks for the packet").isEqualTo(AtaHost.DRQ);
        assertThat(host.ports.read8(2)).isEqualTo(1);
        int[] padded = Arrays.copyOf(bytes, 12);
        for (int i = 0; i < 12; i += 2) {
            host.ports.write16(0, padded[i] | padded[i + 1] << 8);
        }
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        while ((host.await() & AtaHost.DRQ) != 0) {
            assertThat(host.ports.read8(2)).as("interrupt reason").isEqualTo(2);
            int length = host.ports.read8(4) | host.ports.read8(5) << 8;
            assertThat(length).isBetween(1, limit & 0xFFFE);
            for (int i = 0; i < length; i += 2) {
                int word = host.ports.read16(0);
                data.write(word);
                if (i + 1 < length) {
                    data.write(word >> 8);
                }
            }
        }
        assertThat(host.ports.read8(2)).isEqualTo(3);
        return data.toByteArray();
    }

    /** Does away with the UNIT ATTENTION that follows power-on. */
    private void settle() {
        packet(NO_LIMIT, 0x00);
        packet(NO_LIMIT, 0x00);
        assertThat(host.ports.read8(7)).isEqualTo(AtaHost.GOOD);
    }

    /** Sense key, additional sense code and qualifier. */
    private int[] sense() {
        byte[] data = packet(NO_LIMIT, 0x03, 0, 0, 0, 18);
        return new int[] {data[2], data[12], data[13]};
    }

    private byte[] sectors(int first, int count) {
        return Arrays.copyOfRange(disc.bytes, first * SECTOR, (first + count) * SECTOR);
    }

    @Test
    void the_signature_is_that_of_a_packet_device_and_status_is_0_until_the_first_command() {
        assertThat(host.ports.read8(7)).isZero();
        assertThat(host.ports.read8(4)).isEqualTo(0x14);
        assertThat(host.ports.read8(5)).isEqualTo(0xEB);
    }

    @Test
    void identify_device_is_aborted_with_the_signature_and_identify_packet_device_answers() {
        host.plain(0xEC);
        assertThat(host.await()).isEqualTo(AtaHost.FAILED);
        assertThat(host.error()).isEqualTo(0x04);
        assertThat(host.ports.read8(4)).isEqualTo(0x14);
        assertThat(host.ports.read8(5)).isEqualTo(0xEB);
        host.plain(0xA1);
        byte[] data = host.takeAll();
        assertThat(data).hasSize(512).startsWith(0xC0, 0x85);
    }

    @Test
    void the_first_command_after_power_on_meets_unit_attention_and_sense_tells_why() {
        packet(NO_LIMIT, 0x00);
        assertThat(host.ports.read8(7)).isEqualTo(AtaHost.FAILED);
        assertThat(host.error() >> 4).isEqualTo(6);
        assertThat(sense()).containsExactly(6, 0x29, 0);
        packet(NO_LIMIT, 0x00);
        assertThat(host.ports.read8(7)).isEqualTo(AtaHost.GOOD);
    }

    @Test
    void request_sense_tells_of_the_reset_once() {
        assertThat(sense()).containsExactly(6, 0x29, 0);
        assertThat(sense()).containsExactly(0, 0, 0);
    }

    @Test
    void inquiry_is_answered_at_once_and_clipped_to_what_was_allocated() {
        byte[] data = packet(NO_LIMIT, 0x12, 0, 0, 0, 36);
        assertThat(data).hasSize(36).startsWith(5, 0x80);
        assertThat(new String(data, 16, 6, StandardCharsets.US_ASCII)).isEqualTo("CD-ROM");
        assertThat(packet(NO_LIMIT, 0x12, 0, 0, 0, 5)).hasSize(5);
    }

    @Test
    void capacity_is_the_last_sector_and_its_size() {
        settle();
        ByteBuffer data = ByteBuffer.wrap(packet(NO_LIMIT, 0x25));
        assertThat(data.getInt()).isEqualTo(SECTORS - 1);
        assertThat(data.getInt()).isEqualTo(SECTOR);
    }

    @Test
    void read_10_and_read_12_move_sectors() {
        settle();
        assertThat(packet(SECTOR, 0x28, 0, 0, 0, 0, 7, 0, 0, 3)).isEqualTo(sectors(7, 3));
        assertThat(packet(NO_LIMIT, 0xA8, 0, 0, 0, 0, 20, 0, 0, 0, 40)).isEqualTo(sectors(20, 40));
    }

    @Test
    void a_sector_beyond_the_end_is_an_illegal_request() {
        settle();
        assertThat(packet(NO_LIMIT, 0x28, 0, 0, 0, 0, SECTORS - 1, 0, 0, 2)).isEmpty();
        assertThat(host.error() >> 4).isEqualTo(5);
        assertThat(sense()).containsExactly(5, 0x21, 0);
    }

    @Test
    void an_unreadable_place_is_a_medium_error_with_its_address() {
        settle();
        disc.bad = new ByteRange(33 * SECTOR + 10, 10);
        byte[] data = packet(4 * SECTOR, 0x28, 0, 0, 0, 0, 24, 0, 0, 12);
        assertThat(data).isEqualTo(sectors(24, 8));
        assertThat(host.error() >> 4).isEqualTo(3);
        byte[] sense = packet(NO_LIMIT, 0x03, 0, 0, 0, 18);
        assertThat(sense[0] & 0xFF).as("information is valid").isEqualTo(0xF0);
        assertThat(ByteBuffer.wrap(sense).getInt(3)).isEqualTo(33);
        assertThat(sense[12]).isEqualTo((byte) 0x11);
    }

    @Test
    void the_table_of_contents_is_one_data_track_and_the_lead_out() {
        settle();
        byte[] blocks = packet(NO_LIMIT, 0x43, 0, 0, 0, 0, 0, 0, 0, 100);
        assertThat(blocks).startsWith(0, 18, 1, 1, 0, 0x14, 1).hasSize(20);
        assertThat(ByteBuffer.wrap(blocks).getInt(16)).isEqualTo(SECTORS);
        byte[] time = packet(NO_LIMIT, 0x43, 2, 0, 0, 0, 0, 0xAA, 0, 100);
        assertThat(ByteBuffer.wrap(time).getInt(8)).as("00:02:60").isEqualTo(0x00023C);
    }

    @Test
    void mode_sense_tells_what_the_drive_can() {
        settle();
        byte[] all = packet(NO_LIMIT, 0x5A, 0, 0x3F, 0, 0, 0, 0, 0, 200);
        assertThat(all).hasSize(36);
        assertThat(all[8]).isEqualTo((byte) 0x01);
        assertThat(all[16]).isEqualTo((byte) 0x2A);
        packet(NO_LIMIT, 0x5A, 0, 0x05, 0, 0, 0, 0, 0, 200);
        assertThat(sense()).containsExactly(5, 0x24, 0);
    }

    @Test
    void an_empty_drive_says_that_it_is_empty() {
        AtaHost empty = new AtaHost(time, new AtapiCd(time.events, Optional.empty(), "1"), Optional.empty());
        packet(empty, NO_LIMIT, 0x00);
        packet(empty, NO_LIMIT, 0x28, 0, 0, 0, 0, 0, 0, 0, 1);
        byte[] sense = packet(empty, NO_LIMIT, 0x03, 0, 0, 0, 18);
        assertThat(sense[2]).isEqualTo((byte) 2);
        assertThat(sense[12]).isEqualTo((byte) 0x3A);
    }

    @Test
    void an_unknown_packet_and_dma_are_refused() {
        settle();
        packet(NO_LIMIT, 0xF0);
        assertThat(sense()).containsExactly(5, 0x20, 0);
        host.command(0xA0, 1, 0, 0, 0xFE, 0xFF, 0xA0);
        assertThat(host.await()).isEqualTo(AtaHost.FAILED);
    }

    @Test
    void device_reset_works_while_the_drive_waits_for_data() {
        host.command(0xA0, 0, 0, 0, 0, 8, 0xA0);
        assertThat(host.await() & AtaHost.DRQ).isNotZero();
        host.ports.write8(7, 0x08);
        assertThat(host.await()).isZero();
        assertThat(host.ports.read8(5)).isEqualTo(0xEB);
    }

    @Property(tries = 200)
    void data_is_the_same_whatever_the_byte_count_limit(
            @ForAll @IntRange(min = 2, max = 0xFFFF) int limit,
            @ForAll @IntRange(max = SECTORS - 1) int first,
            @ForAll @IntRange(min = 1, max = 20) int count) {
        settle();
        int there = Math.min(count, SECTORS - first);
        assertThat(packet(limit, 0x28, 0, 0, 0, 0, first, 0, 0, there)).isEqualTo(sectors(first, there));
    }

    @Property(tries = 20)
    void nonsense_never_throws_nor_outlasts_a_reset(@ForAll long seed) {
        Random random = new Random(seed);
        int[] operations = {0x00, 0x03, 0x12, 0x1B, 0x25, 0x28, 0x2B, 0x43, 0x5A, 0xA8};
        for (int i = 0; i < 5_000; i++) {
            switch (random.nextInt(6)) {
                case 0 -> host.ports.write8(7, random.nextInt(3) == 0 ? random.nextInt(256) : 0xA0);
                case 1 -> host.ports.write8(1 + random.nextInt(6), random.nextInt(256) & ~0x10);
                case 2 -> host.ports.write16(0, operations[random.nextInt(operations.length)]);
                case 3 -> host.ports.write32(0, random.nextInt());
                case 4 -> host.ports.read32(random.nextInt(8));
                default -> time.pass(random.nextInt(30_000));
            }
        }
        host.control.write8(0, 0x04);
        host.control.write8(0, 0x00);
        host.await();
        settle();
        assertThat(packet(NO_LIMIT, 0x28, 0, 0, 0, 0, 1, 0, 0, 1)).isEqualTo(sectors(1, 1));
    }
}
