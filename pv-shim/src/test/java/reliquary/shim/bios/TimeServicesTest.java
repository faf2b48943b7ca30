package reliquary.shim.bios;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TimeServicesTest {
    private final TestPc pc = new TestPc();

    @Test
    void the_tick_count_is_read_and_set_and_the_midnight_flag_is_told_once() {
        pc.cpu.cx(0x0012);
        pc.cpu.dx(0x3456);
        pc.interrupt(0x1A, 0x0100);
        pc.data.setByte(BiosDataArea.MIDNIGHT, 1);
        pc.cpu.cx(0);
        pc.cpu.dx(0);
        pc.interrupt(0x1A, 0x0000);
        assertThat(pc.cpu.cx()).isEqualTo(0x0012);
        assertThat(pc.cpu.dx()).isEqualTo(0x3456);
        assertThat(pc.cpu.al()).isEqualTo(1);
        pc.interrupt(0x1A, 0x0000);
        assertThat(pc.cpu.al()).isZero();
    }

    @Test
    void time_and_date_travel_as_the_clock_keeps_them() {
        pc.cpu.cx(0x2359);
        pc.cpu.dx(0x5800);
        pc.interrupt(0x1A, 0x0300);
        assertThat(pc.ports.cmos[Cmos.STATUS_B] & Cmos.B_SET)
                .as("the clock runs again")
                .isZero();
        pc.cpu.cx(0x1994);
        pc.cpu.dx(0x0301);
        pc.interrupt(0x1A, 0x0500);
        pc.interrupt(0x1A, 0x0200);
        assertThat(pc.carry()).isFalse();
        assertThat(pc.cpu.cx()).isEqualTo(0x2359);
        assertThat(pc.cpu.dh()).isEqualTo(0x58);
        pc.interrupt(0x1A, 0x0400);
        assertThat(pc.cpu.cx()).isEqualTo(0x1994);
        assertThat(pc.cpu.dx()).isEqualTo(0x0301);
    }

    @Test
    void a_dead_battery_and_a_machine_without_a_clock_are_told_by_carry() {
        for (int status : new int[] {0x00, 0xFF}) {
            pc.ports.cmos[Cmos.STATUS_D] = status;
            pc.cpu.cx(0x1111);
            pc.interrupt(0x1A, 0x0200);
            assertThat(pc.carry()).isTrue();
            pc.interrupt(0x1A, 0x0400);
            assertThat(pc.carry()).isTrue();
            assertThat(pc.cpu.cx()).isEqualTo(0x1111);
        }
    }

    @Test
    void the_alarm_can_be_set_once() {
        pc.cpu.cx(0x0700);
        pc.cpu.dx(0);
        pc.interrupt(0x1A, 0x0600);
        assertThat(pc.carry()).isFalse();
        assertThat(pc.ports.cmos[Cmos.HOURS_ALARM]).isEqualTo(0x07);
        pc.interrupt(0x1A, 0x0600);
        assertThat(pc.carry()).isTrue();
        pc.interrupt(0x1A, 0x0700);
        pc.interrupt(0x1A, 0x0600);
        assertThat(pc.carry()).isFalse();
    }

    @Test
    void the_self_test_sets_the_ticks_from_the_clock() {
        pc.ports.cmos[Cmos.HOURS] = 0x12;
        pc.bios.call(0x80, pc.cpu);
        assertThat(pc.data.doubleAt(BiosDataArea.TICKS)).isEqualTo(TimeServices.TICKS_PER_DAY / 2);
    }

    @Property
    void packed_decimals_are_read_back(@ForAll @IntRange(min = 0, max = 99) int value) {
        assertThat(TimeServices.fromBcd(value / 10 << 4 | value % 10)).isEqualTo(value);
    }

    /** DOS computes the time of day back from the ticks; it must get the same second or the one before. */
    @Property
    void ticks_give_the_second_back(@ForAll @IntRange(min = 0, max = 86_399) int second) {
        int ticks = TimeServices.ticksOf(second);
        assertThat(ticks).isBetween(0, TimeServices.TICKS_PER_DAY - 1);
        assertThat((int) (ticks * 86_400L / TimeServices.TICKS_PER_DAY)).isBetween(second - 1, second);
    }
}
