package reliquary.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import reliquary.bus.ToneLine;

class Pit8254Test {
    private final GuestTime time = new GuestTime();
    private final Probe out0 = new Probe();
    private double tone;
    private final ToneLine toneLine = hertz -> tone = hertz;
    private final Pit8254 pit = new Pit8254(time.events, out0, toneLine);

    /** Lets exactly {@code n} input clocks come. */
    private void clocks(long n) {
        time.passUntil(Pit8254.nanosOf(Pit8254.tickAt(time.now()) + n));
    }

    private void program(int counter, int mode, int count) {
        pit.write8(3, counter << 6 | 0x30 | mode << 1);
        pit.write8(counter, count & 0xFF);
        pit.write8(counter, count >> 8);
    }

    private int read(int counter) {
        pit.write8(3, counter << 6);
        int low = pit.read8(counter);
        return low | pit.read8(counter) << 8;
    }

    private int status(int counter) {
        pit.write8(3, 0xE0 | 2 << counter);
        return pit.read8(counter);
    }

    @Test
    void the_clock_is_1193182_hz_exactly_and_its_inverse_fits() {
        assertThat(Pit8254.tickAt(1_000_000_000L)).isEqualTo(1_193_182);
        assertThat(Pit8254.tickAt(86_400L * 365 * 1_000_000_000)).isEqualTo(86_400L * 365 * 1_193_182);
        for (long tick : new long[] {1, 2, 3, 596_590, 596_591, 596_592, 123_456_789_012L}) {
            assertThat(Pit8254.tickAt(Pit8254.nanosOf(tick))).isEqualTo(tick);
            assertThat(Pit8254.tickAt(Pit8254.nanosOf(tick) - 1)).isEqualTo(tick - 1);
        }
    }

    @Test
    void mode_0_raises_its_output_n_plus_1_clocks_after_the_count_is_written() {
        program(0, 0, 4);
        assertThat(pit.out(0)).isFalse();
        clocks(4);
        assertThat(pit.out(0)).isFalse();
        clocks(1);
        assertThat(out0.high).isTrue();
        clocks(1);
        assertThat(read(0)).as("counting goes on").isEqualTo(0xFFFF);
    }

    @Test
    void mode_0_stands_still_while_its_gate_is_low() {
        program(2, 0, 10);
        clocks(4);
        pit.gate(2).set(false);
        clocks(100);
        assertThat(read(2)).isEqualTo(7);
        pit.gate(2).set(true);
        clocks(7);
        assertThat(pit.out(2)).isTrue();
    }

    @Test
    void mode_1_is_a_one_shot_that_its_gate_triggers_and_retriggers() {
        pit.gate(2).set(false);
        program(2, 1, 3);
        clocks(10);
        assertThat(pit.out(2)).isTrue();
        pit.gate(2).set(true);
        clocks(1);
        assertThat(pit.out(2)).isFalse();
        clocks(2);
        pit.gate(2).set(false);
        pit.gate(2).set(true);
        clocks(3);
        assertThat(pit.out(2)).as("retriggered").isFalse();
        clocks(1);
        assertThat(pit.out(2)).isTrue();
    }

    @Test
    void mode_2_pulses_low_for_one_clock_in_every_n() {
        program(0, 2, 5);
        StringBuilder wave = new StringBuilder();
        for (int i = 0; i < 13; i++) {
            clocks(1);
            wave.append(out0.high ? '1' : '0');
        }
        assertThat(wave).hasToString("1111011110111");
    }

    @Test
    void mode_2_takes_a_new_count_at_the_end_of_the_period() {
        program(1, 2, 5);
        clocks(2);
        pit.write8(1, 3);
        pit.write8(1, 0);
        assertThat(status(1) & 0x40).as("null count").isNotZero();
        clocks(2);
        assertThat(read(1)).isEqualTo(2);
        clocks(1);
        assertThat(read(1)).isEqualTo(1);
        assertThat(status(1) & 0x40).isNotZero();
        clocks(1);
        assertThat(read(1)).isEqualTo(3);
        assertThat(status(1) & 0x40).isZero();
    }

    @Test
    void mode_3_is_square_for_even_counts_and_one_clock_longer_high_for_odd_ones() {
        program(0, 3, 4);
        assertThat(wave(9)).isEqualTo("110011001");
        program(0, 3, 5);
        assertThat(wave(11)).isEqualTo("11100111001");
    }

    private String wave(int length) {
        StringBuilder wave = new StringBuilder();
        for (int i = 0; i < length; i++) {
            clocks(1);
            wave.append(out0.high ? '1' : '0');
        }
        return wave.toString();
    }

    @Test
    void mode_3_counts_by_two() {
        program(2, 3, 6);
        clocks(1);
        assertThat(read(2)).isEqualTo(6);
        clocks(1);
        assertThat(read(2)).isEqualTo(4);
        clocks(2);
        assertThat(read(2)).isEqualTo(6);
    }

    @Test
    void mode_4_strobes_once_by_software_and_mode_5_once_by_its_gate() {
        program(0, 4, 3);
        assertThat(wave(6)).isEqualTo("111011");
        pit.gate(0).set(false);
        program(0, 5, 3);
        assertThat(wave(3)).isEqualTo("111");
        pit.gate(0).set(true);
        assertThat(wave(6)).isEqualTo("111011");
    }

    @Test
    void a_count_of_zero_is_the_largest_count() {
        program(0, 2, 0);
        int before = out0.rises;
        clocks(65_536L * 10 + 1);
        assertThat(out0.rises - before).isEqualTo(10);
    }

    @Test
    void the_default_timer_interrupts_18_times_a_second() {
        program(0, 3, 0);
        int before = out0.rises;
        time.pass(3600L * 1_000_000_000);
        assertThat(out0.rises - before).isEqualTo((int) (3600L * 1_193_182 / 65_536));
    }

    @Test
    void bcd_counts_in_decimal() {
        pit.write8(3, 0xB1);
        pit.write8(2, 0x00);
        pit.write8(2, 0x10);
        clocks(2);
        assertThat(read(2)).isEqualTo(0x0999);
        pit.write8(2, 0);
        pit.write8(2, 0);
        clocks(2);
        assertThat(read(2)).isEqualTo(0x9999);
    }

    @Test
    void a_latched_count_stays_until_it_is_read() {
        program(2, 2, 1000);
        clocks(11);
        pit.write8(3, 0x80);
        clocks(50);
        pit.write8(3, 0x80);
        assertThat(pit.read8(2)).isEqualTo(990 & 0xFF);
        assertThat(pit.read8(2)).isEqualTo(990 >> 8);
        assertThat(pit.read8(2)).isEqualTo(940 & 0xFF);
    }

    @Test
    void single_byte_access_writes_the_other_byte_as_zero_and_reads_one_byte() {
        pit.write8(3, 0x94);
        pit.write8(2, 0x20);
        clocks(3);
        assertThat(pit.read8(2)).isEqualTo(0x1E);
        assertThat(pit.read8(2)).isEqualTo(0x1E);
        pit.write8(3, 0xA4);
        pit.write8(2, 0x20);
        clocks(3);
        assertThat(pit.read8(2)).isEqualTo(0x1F);
    }

    @Test
    void read_back_gives_status_before_count_and_for_several_counters() {
        program(0, 3, 1000);
        program(2, 0, 500);
        clocks(3);
        pit.write8(3, 0xCA);
        clocks(100);
        assertThat(pit.read8(0)).as("status: high, loaded, mode 3").isEqualTo(0xB6);
        assertThat(pit.read8(2)).as("status: low, loaded, mode 0").isEqualTo(0x30);
        assertThat(pit.read8(0) | pit.read8(0) << 8).isEqualTo(996);
        assertThat(pit.read8(2) | pit.read8(2) << 8).isEqualTo(498);
    }

    @Test
    void the_status_tells_a_count_that_is_not_loaded_yet() {
        program(2, 0, 500);
        assertThat(status(2)).isEqualTo(0x70);
        clocks(1);
        assertThat(status(2)).isEqualTo(0x30);
    }

    @Test
    void the_speaker_counters_wave_is_told_when_it_changes() {
        program(2, 3, 1193);
        assertThat(tone).isEqualTo(1_193_182 / 1193.0);
        pit.gate(2).set(false);
        assertThat(tone).isZero();
        pit.gate(2).set(true);
        assertThat(tone).isPositive();
        program(2, 0, 1193);
        assertThat(tone).isZero();
    }

    @Test
    void the_control_register_cannot_be_read() {
        assertThat(pit.read8(3)).isEqualTo(0xFF);
    }
}
