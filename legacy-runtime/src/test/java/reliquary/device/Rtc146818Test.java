package reliquary.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

class Rtc146818Test {
    private static final long SECOND = 1_000_000_000;

    private final GuestTime time = new GuestTime();
    private final Probe irq = new Probe();
    private final Rtc146818 rtc = new Rtc146818(time.events, LocalDateTime.of(1994, 12, 31, 23, 59, 58), irq);

    private int read(int address) {
        rtc.write8(0, address);
        return rtc.read8(1);
    }

    private void write(int address, int value) {
        rtc.write8(0, address);
        rtc.write8(1, value);
    }

    private String clock() {
        return String.format(
                "%02X%02X-%02X-%02X %02X:%02X:%02X", read(0x32), read(9), read(8), read(7), read(4), read(2), read(0));
    }

    @Test
    void starts_with_the_given_date_in_bcd_and_24_hours() {
        assertThat(clock()).isEqualTo("1994-12-31 23:59:58");
        assertThat(read(6)).as("Saturday").isEqualTo(7);
        assertThat(read(0x0A)).isEqualTo(0x26);
        assertThat(read(0x0B)).isEqualTo(0x02);
        assertThat(read(0x0D)).as("battery is good").isEqualTo(0x80);
        assertThat(rtc.read8(0)).as("the index cannot be read").isEqualTo(0xFF);
    }

    @Test
    void advances_with_guest_time() {
        time.pass(SECOND - 1);
        assertThat(clock()).isEqualTo("1994-12-31 23:59:58");
        time.pass(1);
        assertThat(clock()).isEqualTo("1994-12-31 23:59:59");
        time.pass(SECOND);
        assertThat(clock()).isEqualTo("1995-01-01 00:00:00");
        assertThat(read(6)).as("Sunday").isEqualTo(1);
    }

    @Test
    void the_century_follows_the_year_over_1999() {
        rtc.set(LocalDateTime.of(1999, 12, 31, 23, 59, 59));
        time.pass(SECOND);
        assertThat(clock()).isEqualTo("2000-01-01 00:00:00");
    }

    @Test
    void update_in_progress_is_announced_and_ends_with_the_new_second() {
        time.pass(SECOND - 2_228_001);
        assertThat(read(0x0A) & 0x80).isZero();
        time.pass(1);
        assertThat(read(0x0A) & 0x80).isNotZero();
        time.pass(2_228_000);
        assertThat(read(0x0A) & 0x80).isZero();
        assertThat(read(0)).isEqualTo(0x59);
    }

    @Test
    void the_set_bit_stops_updates_and_their_announcement() {
        write(0x0B, 0x92);
        assertThat(read(0x0B)).as("SET clears the update interrupt's enable").isEqualTo(0x82);
        time.pass(SECOND - 1_000_000);
        assertThat(read(0x0A) & 0x80).isZero();
        time.pass(5 * SECOND);
        assertThat(clock()).isEqualTo("1994-12-31 23:59:58");
        write(0x0B, 0x02);
        time.pass(SECOND);
        assertThat(clock()).isEqualTo("1994-12-31 23:59:59");
    }

    @Test
    void the_first_update_comes_half_a_second_after_the_divider_is_let_go() {
        write(0x0A, 0x76);
        time.pass(10 * SECOND + 123_456);
        assertThat(clock()).isEqualTo("1994-12-31 23:59:58");
        write(0x0A, 0x26);
        time.pass(SECOND / 2 - 1);
        assertThat(clock()).isEqualTo("1994-12-31 23:59:58");
        time.pass(1);
        assertThat(clock()).isEqualTo("1994-12-31 23:59:59");
    }

    @Test
    void twelve_hour_format_has_noon_midnight_and_a_pm_bit() {
        write(0x0B, 0x00);
        write(4, 0x11);
        time.pass(2 * SECOND);
        assertThat(read(4)).as("11 AM to 12 PM").isEqualTo(0x92);
        write(4, 0x92);
        write(2, 0x59);
        write(0, 0x59);
        time.pass(SECOND);
        assertThat(read(4)).as("12 PM to 1 PM").isEqualTo(0x81);
        write(4, 0x91);
        write(2, 0x59);
        write(0, 0x59);
        time.pass(SECOND);
        assertThat(read(4)).as("11 PM to 12 AM").isEqualTo(0x12);
    }

    @Test
    void the_update_ended_interrupt_comes_each_second_and_reading_c_clears_it() {
        write(0x0B, 0x12);
        time.pass(SECOND);
        assertThat(irq.high).isTrue();
        assertThat(read(0x0C) & 0x90).isEqualTo(0x90);
        assertThat(irq.high).isFalse();
        assertThat(read(0x0C)).isZero();
        time.pass(SECOND);
        assertThat(irq.rises).isEqualTo(2);
    }

    @Test
    void the_alarm_fires_at_its_time_and_c0_to_ff_match_anything() {
        write(0x0B, 0x22);
        write(1, 0x05);
        write(3, 0x00);
        write(5, 0xC0);
        time.pass(6 * SECOND);
        assertThat(irq.high).isFalse();
        time.pass(SECOND);
        assertThat(irq.high).isTrue();
        assertThat(read(0x0C) & 0xA0).isEqualTo(0xA0);
        time.pass(3599 * SECOND);
        assertThat(irq.high).isFalse();
        time.pass(SECOND);
        assertThat(irq.rises).as("again in the next hour").isEqualTo(2);
    }

    @Test
    void the_periodic_interrupt_has_exact_rates() {
        write(0x0B, 0x42);
        int count = 0;
        for (long until = 0; until <= 10 * SECOND; until += 500_000) {
            time.passUntil(until);
            if (irq.high) {
                count++;
                assertThat(read(0x0C) & 0xC0).isEqualTo(0xC0);
            }
        }
        assertThat(count).isEqualTo(10 * 1024);
    }

    @Test
    void the_periodic_flag_is_there_without_its_interrupt() {
        read(0x0C);
        time.pass(976_000);
        assertThat(read(0x0C)).isZero();
        time.pass(1000);
        assertThat(read(0x0C)).isEqualTo(0x40);
        assertThat(irq.rises).isZero();
        write(0x0A, 0x20);
        time.pass(SECOND / 2);
        assertThat(read(0x0C) & 0x40).as("rate 0 is off").isZero();
    }

    @Test
    void daylight_saving_skips_and_repeats_an_hour_on_the_last_sundays() {
        rtc.set(LocalDateTime.of(1985, 4, 28, 1, 59, 59));
        write(0x0B, 0x03);
        time.pass(SECOND);
        assertThat(clock()).isEqualTo("1985-04-28 03:00:00");
        rtc.set(LocalDateTime.of(1985, 10, 27, 1, 59, 59));
        time.pass(SECOND);
        assertThat(clock()).isEqualTo("1985-10-27 01:00:00");
        time.pass(3600 * SECOND);
        assertThat(clock()).isEqualTo("1985-10-27 02:00:00");
    }

    @Test
    void cmos_bytes_are_kept_and_summed() {
        write(0x10, 0x40);
        write(0x12, 0xF0);
        rtc.store(0x2D, 0xFF);
        rtc.store(0x7F, 0x99);
        rtc.updateChecksum();
        assertThat(read(0x2E) << 8 | read(0x2F)).isEqualTo(0x40 + 0xF0 + 0xFF);
        assertThat(read(0x7F)).isEqualTo(0x99);
        assertThatThrownBy(() -> rtc.store(0x0B, 0)).hasMessageContaining("0Eh to 7Fh");
    }

    @Test
    void registers_c_and_d_and_the_update_bit_cannot_be_written() {
        write(0x0C, 0xFF);
        write(0x0D, 0x00);
        write(0x0A, 0xA6);
        assertThat(read(0x0C)).isZero();
        assertThat(read(0x0D)).isEqualTo(0x80);
        assertThat(read(0x0A)).isEqualTo(0x26);
    }

    @Test
    void bit_7_of_the_index_masks_nmi() {
        rtc.write8(0, 0x8F);
        assertThat(rtc.nmiMasked()).isTrue();
        rtc.write8(0, 0x0F);
        assertThat(rtc.nmiMasked()).isFalse();
    }
}
