package reliquary.shim.bios;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reliquary.profile.BiosIdentity;
import reliquary.shim.Outcome;

class SystemServicesTest {
    private final TestPc pc = new TestPc();

    @Test
    void extended_memory_is_told_in_each_way() {
        pc.interrupt(0x15, 0x8800);
        assertThat(pc.cpu.ax()).isEqualTo(3072);
        pc.interrupt(0x15, 0xE801);
        assertThat(pc.cpu.ax()).isEqualTo(3072);
        assertThat(pc.cpu.bx()).isZero();
        assertThat(pc.cpu.cx()).isEqualTo(3072);
    }

    @Test
    void the_memory_map_lists_ranges_that_rise_and_do_not_overlap() {
        List<int[]> ranges = new ArrayList<>();
        pc.cpu.ebx(0);
        do {
            pc.cpu.edx(0x534D4150);
            pc.cpu.ecx(20);
            pc.cpu.es(0x3000);
            pc.cpu.di(0);
            pc.cpu.eax(0xE820);
            pc.bios.call(0x15, pc.cpu);
            assertThat(pc.carry()).isFalse();
            assertThat(pc.cpu.eax()).isEqualTo(0x534D4150);
            ranges.add(new int[] {pc.memory.read32(0x30000), pc.memory.read32(0x30008), pc.memory.read32(0x30010)});
        } while (pc.cpu.ebx() != 0);
        assertThat(ranges.get(0)).containsExactly(0, 640 * 1024, 1);
        assertThat(ranges.get(ranges.size() - 1)).containsExactly(1 << 20, 3 << 20, 1);
        for (int i = 1; i < ranges.size(); i++) {
            assertThat(ranges.get(i)[0]).isGreaterThanOrEqualTo(ranges.get(i - 1)[0] + ranges.get(i - 1)[1]);
        }
    }

    @Test
    void a_block_move_reaches_extended_memory_and_leaves_a20_as_it_was() {
        pc.memory.put(0x20000, "moved up and down");
        descriptor(0x40010, 0x20000);
        descriptor(0x40018, 0x180000);
        move(10);
        assertThat(pc.memory.a20()).isFalse();
        pc.memory.a20(true);
        assertThat(pc.memory.copy(0x180000, 17)).asString().isEqualTo("moved up and down");
        pc.memory.a20(false);
        descriptor(0x40010, 0x180000);
        descriptor(0x40018, 0x28000);
        move(10);
        assertThat(pc.memory.copy(0x28000, 17)).asString().isEqualTo("moved up and down");
    }

    private void descriptor(int at, int base) {
        pc.memory.write16(at, 0xFFFF);
        pc.memory.write32(at + 2, base & 0xFFFFFF | 0x93000000);
        pc.memory.write16(at + 6, base >>> 24 << 8);
    }

    private void move(int words) {
        pc.cpu.es(0x4000);
        pc.cpu.si(0);
        pc.cpu.cx(words);
        pc.interrupt(0x15, 0x8700);
        assertThat(pc.carry()).isFalse();
        assertThat(pc.cpu.ah()).isZero();
    }

    @Test
    void the_a20_gate_obeys() {
        pc.interrupt(0x15, 0x2401);
        assertThat(pc.memory.a20()).isTrue();
        pc.interrupt(0x15, 0x2402);
        assertThat(pc.cpu.al()).isEqualTo(1);
        pc.interrupt(0x15, 0x2400);
        assertThat(pc.memory.a20()).isFalse();
    }

    @Test
    void a_delay_waits_until_guest_time_has_passed_with_the_periodic_interrupt_on() {
        pc.cpu.cx(0);
        pc.cpu.dx(5000);
        assertThat(pc.interrupt(0x15, 0x8600)).isEqualTo(Outcome.WAIT);
        assertThat(pc.ports.cmos[Cmos.STATUS_B] & Cmos.B_PERIODIC).isNotZero();
        pc.nanos = 4_999_999;
        assertThat(pc.interrupt(0x15, 0x8600)).isEqualTo(Outcome.WAIT);
        pc.nanos = 5_000_000;
        assertThat(pc.interrupt(0x15, 0x8600)).isEqualTo(Outcome.RETURN);
        assertThat(pc.carry()).isFalse();
        assertThat(pc.ports.cmos[Cmos.STATUS_B] & Cmos.B_PERIODIC).isZero();
    }

    @Test
    void an_event_wait_sets_its_flag_after_enough_periodic_interrupts() {
        pc.cpu.es(0x5000);
        pc.cpu.bx(0x0010);
        pc.cpu.cx(0);
        pc.cpu.dx(2000);
        pc.interrupt(0x15, 0x8300);
        assertThat(pc.carry()).isFalse();
        pc.interrupt(0x15, 0x8300);
        assertThat(pc.carry()).as("only one at a time").isTrue();
        pc.ports.cmos[Cmos.STATUS_C] = Cmos.C_PERIODIC;
        for (int i = 0; i < 3; i++) {
            assertThat(pc.memory.read8(0x50010)).isZero();
            pc.bios.call(0xB0, pc.cpu);
        }
        assertThat(pc.memory.read8(0x50010)).isEqualTo(0x80);
        assertThat(pc.ports.cmos[Cmos.STATUS_B] & Cmos.B_PERIODIC).isZero();
    }

    @Test
    void the_configuration_table_says_at() {
        pc.interrupt(0x15, 0xC000);
        int table = pc.cpu.es() * 16 + pc.cpu.bx();
        assertThat(pc.memory.read16(table)).isEqualTo(8);
        assertThat(pc.memory.read8(table + 2)).isEqualTo(0xFC);
        assertThat(pc.memory.read8(table + 5) & 0x04).as("extended data area").isZero();
        pc.interrupt(0x15, 0xC100);
        assertThat(pc.carry()).isTrue();
    }

    @Test
    void a_pointing_device_brings_the_extended_data_area() {
        TestPc ps2 = new TestPc(TestPc.settings(VideoAdapter.VGA, true));
        ps2.interrupt(0x15, 0xC000);
        int table = ps2.cpu.es() * 16 + ps2.cpu.bx();
        assertThat(ps2.memory.read8(table + 5) & 0x04).isEqualTo(0x04);
        ps2.interrupt(0x15, 0xC100);
        assertThat(ps2.carry()).isFalse();
        assertThat(ps2.cpu.es()).isEqualTo(0x9FC0);
    }

    @Test
    void what_the_firmware_says_of_itself_is_what_the_settings_say() {
        BiosSettings standard = BiosSettings.standard();
        TestPc xt = new TestPc(new BiosSettings(
                VideoAdapter.CGA,
                standard.bootOrder(),
                false,
                false,
                new BiosIdentity(0xFB, 0, 2, LocalDate.of(1986, 5, 9)),
                Set.of()));
        xt.interrupt(0x15, 0xC000);
        int table = xt.cpu.es() * 16 + xt.cpu.bx();
        assertThat(xt.memory.copy(table + 2, 3)).containsExactly(0xFB, 0, 2);
        assertThat(xt.memory.read8(0xFFFFE)).isEqualTo(0xFB);
        assertThat(xt.memory.copy(0xFFFF5, 8)).asString().isEqualTo("05/09/86");
        xt.cpu.edx(0x534D4150);
        xt.cpu.ecx(20);
        xt.interrupt(0x15, 0xE820);
        assertThat(xt.carry()).as("the memory map is one of the extensions").isTrue();
    }

    @Test
    void the_keyboard_intercept_lets_the_key_through() {
        pc.cpu.flag(TestCpu.CARRY, false);
        pc.interrupt(0x15, 0x4F1E);
        assertThat(pc.carry()).isTrue();
        assertThat(pc.cpu.al()).isEqualTo(0x1E);
    }

    @Test
    void an_unknown_function_is_refused_as_period_machines_do() {
        pc.interrupt(0x15, 0x7700);
        assertThat(pc.carry()).isTrue();
        assertThat(pc.cpu.ah()).isEqualTo(0x86);
    }
}
