package reliquary.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import reliquary.disk.Geometry;

/** T13 1153D (ATA/ATAPI-4), clause 9: two devices on a cable, resets, interrupts. */
class AtaChannelTest {
    private static final int SRST = 0x04;
    private static final int NIEN = 0x02;
    private static final int HOB = 0x80;

    private final GuestTime time = new GuestTime();
    private final MemoryDisk one = new MemoryDisk(100);
    private final MemoryDisk two = new MemoryDisk(200);
    private final AtaHost pair = new AtaHost(time, disk(one), Optional.of(disk(two)));
    private final AtaHost single = new AtaHost(time, disk(one), Optional.empty());

    private AtaDisk disk(MemoryDisk image) {
        return new AtaDisk(time.events, image, new Geometry(2, 2, 10), false, "1");
    }

    private static int[] signature(AtaHost host) {
        int[] registers = new int[4];
        for (int i = 0; i < 4; i++) {
            registers[i] = host.ports.read8(i + 2);
        }
        return registers;
    }

    @Test
    void power_on_shows_the_signature_and_a_passed_diagnostic() {
        assertThat(signature(pair)).containsExactly(1, 1, 0, 0);
        assertThat(pair.error()).isEqualTo(1);
        assertThat(pair.ports.read8(7)).isEqualTo(AtaHost.GOOD);
        assertThat(pair.ports.read8(6)).isEqualTo(0xA0);
    }

    @Test
    void the_device_register_selects_who_answers() {
        pair.command(0x20, 0, 1, 4, 0, 0, 0xF0);
        assertThat(pair.takeAll()).isEqualTo(AtaHost.sectors(two.bytes, 4, 1));
        assertThat(pair.ports.read8(6)).isEqualTo(0xF0);
        pair.lba(0x20, 1, 99);
        assertThat(pair.takeAll()).isEqualTo(AtaHost.sectors(one.bytes, 99, 1));
    }

    @Test
    void only_the_selected_device_interrupts() {
        pair.lba(0x20, 1, 0);
        pair.time.pass(AtaDisk.COMMAND_NANOS);
        assertThat(pair.irq.high).isTrue();
        for (int i = 0; i < 256; i++) {
            pair.ports.read16(0);
        }
        pair.ports.write8(6, 0xB0);
        assertThat(pair.irq.high).isFalse();
        pair.ports.write8(6, 0xA0);
        assertThat(pair.irq.high).isTrue();
    }

    @Test
    void nien_holds_the_interrupt_back() {
        pair.control.write8(0, NIEN);
        pair.plain(0xE7);
        time.pass(AtaDisk.COMMAND_NANOS);
        assertThat(pair.irq.high).isFalse();
        pair.control.write8(0, 0);
        assertThat(pair.irq.high).isTrue();
    }

    @Test
    void a_missing_slave_reads_as_status_0_with_the_masters_registers() {
        single.ports.write8(6, 0xB0);
        single.ports.write8(2, 0x55);
        single.ports.write8(3, 0xAA);
        assertThat(single.ports.read8(2)).isEqualTo(0x55);
        assertThat(single.ports.read8(3)).isEqualTo(0xAA);
        assertThat(single.ports.read8(7)).isZero();
        assertThat(single.control.read8(0)).isZero();
        single.ports.write8(7, 0xEC);
        assertThat(single.await()).isZero();
        assertThat(single.ports.read16(0)).isZero();
        assertThat(single.irq.rises).isZero();
        single.ports.write8(6, 0xA0);
        assertThat(single.ports.read8(7)).isEqualTo(AtaHost.GOOD);
    }

    @Test
    void a_software_reset_ends_what_is_under_way_and_signs_both_devices() {
        pair.lba(0x30, 5, 0);
        time.pass(AtaDisk.COMMAND_NANOS);
        pair.ports.write16(0, 0x1234);
        pair.control.write8(0, SRST);
        assertThat(pair.ports.read8(7)).isEqualTo(0x80);
        time.pass(10 * AtaChannel.RESET_NANOS);
        assertThat(pair.ports.read8(7)).as("held in reset").isEqualTo(0x80);
        pair.control.write8(0, 0);
        assertThat(pair.ports.read8(7)).isEqualTo(0x80);
        time.pass(AtaChannel.RESET_NANOS);
        assertThat(pair.ports.read8(7)).isEqualTo(AtaHost.GOOD);
        assertThat(signature(pair)).containsExactly(1, 1, 0, 0);
        assertThat(pair.irq.rises).as("a reset does not interrupt").isZero();
        pair.ports.write8(6, 0xB0);
        assertThat(pair.ports.read8(7)).isEqualTo(AtaHost.GOOD);
        assertThat(pair.error()).isEqualTo(1);
    }

    @Test
    void a_diagnostic_is_done_by_both_and_reported_by_device_0_which_keeps_its_settings() {
        pair.lba(0xC6, 8, 0);
        pair.await();
        pair.ports.write8(6, 0xB0);
        pair.ports.write8(7, 0x90);
        assertThat(pair.await()).isEqualTo(AtaHost.GOOD);
        assertThat(pair.error()).isEqualTo(1);
        assertThat(pair.ports.read8(6)).isEqualTo(0xA0);
        assertThat(pair.irq.rises).isEqualTo(2);
        pair.lba(0xC4, 8, 0);
        assertThat(pair.takeAll()).hasSize(8 * 512);
    }

    @Test
    void a_busy_device_ignores_registers_and_commands() {
        pair.lba(0x20, 1, 9);
        pair.ports.write8(3, 0x33);
        pair.ports.write8(7, 0xEC);
        assertThat(pair.takeAll()).isEqualTo(AtaHost.sectors(one.bytes, 9, 1));
    }

    @Test
    void hob_shows_the_byte_before_the_last_until_a_register_is_written() {
        pair.ports.write8(3, 0x12);
        pair.ports.write8(3, 0x34);
        pair.control.write8(0, HOB);
        assertThat(pair.ports.read8(3)).isEqualTo(0x12);
        pair.ports.write8(2, 1);
        assertThat(pair.ports.read8(3)).isEqualTo(0x34);
    }
}
