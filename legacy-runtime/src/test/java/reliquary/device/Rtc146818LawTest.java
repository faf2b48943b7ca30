package reliquary.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import reliquary.bus.Line;

/** The clock chip's calendar against java.time. */
class Rtc146818LawTest {
    @Property(tries = 150)
    void agrees_with_the_calendar_after_any_seconds(
            @ForAll("starts") LocalDateTime start,
            @ForAll @IntRange(min = 0, max = 20_000) int seconds,
            @ForAll boolean binary,
            @ForAll boolean hours24) {
        GuestTime time = new GuestTime();
        Rtc146818 rtc = inFormat(time, start, binary, hours24);
        time.pass(seconds * Rtc146818.SECOND);
        assertThat(read(rtc, binary, hours24)).isEqualTo(start.plusSeconds(seconds));
    }

    @Property(tries = 20)
    void agrees_with_the_calendar_over_months(
            @ForAll("starts") LocalDateTime start, @ForAll @IntRange(min = 0, max = 70) int days) {
        GuestTime time = new GuestTime();
        Rtc146818 rtc = inFormat(time, start, false, true);
        for (int day = 1; day <= days; day++) {
            // The chip's own path over midnight, without the 86,000 seconds between two of them.
            LocalDateTime eve =
                    start.plusDays(day - 1L).withHour(23).withMinute(59).withSecond(59);
            poke(rtc, 4, 0x23);
            poke(rtc, 2, 0x59);
            poke(rtc, 0, 0x59);
            time.pass(Rtc146818.SECOND);
            assertThat(read(rtc, false, true)).isEqualTo(eve.plusSeconds(1));
            assertThat(peek(rtc, 6)).isEqualTo(eve.plusSeconds(1).getDayOfWeek().getValue() % 7 + 1);
        }
    }

    private static Rtc146818 inFormat(GuestTime time, LocalDateTime start, boolean binary, boolean hours24) {
        Rtc146818 rtc = new Rtc146818(time.events, start, Line.UNCONNECTED);
        poke(rtc, 0x0B, (binary ? 4 : 0) | (hours24 ? 2 : 0));
        rtc.set(start);
        return rtc;
    }

    private static LocalDateTime read(Rtc146818 rtc, boolean binary, boolean hours24) {
        int stored = peek(rtc, 4);
        int hour = hours24 ? number(stored, binary) : number(stored & 0x7F, binary) % 12 + (stored >> 7) * 12;
        return LocalDateTime.of(
                number(peek(rtc, 0x32), binary) * 100 + number(peek(rtc, 9), binary),
                number(peek(rtc, 8), binary),
                number(peek(rtc, 7), binary),
                hour,
                number(peek(rtc, 2), binary),
                number(peek(rtc, 0), binary));
    }

    private static int number(int stored, boolean binary) {
        return binary ? stored : Integer.parseInt(Integer.toHexString(stored));
    }

    private static int peek(Rtc146818 rtc, int address) {
        rtc.write8(0, address);
        return rtc.read8(1);
    }

    private static void poke(Rtc146818 rtc, int address, int value) {
        rtc.write8(0, address);
        rtc.write8(1, value);
    }

    /** Any moment of 1901 to 2098, ends of months more often: 1900 and 2100 are no leap years, which no chip knows. */
    @Provide
    Arbitrary<LocalDateTime> starts() {
        Arbitrary<LocalDateTime> any = Arbitraries.longs()
                .between(0, 197L * 365 * 86_400)
                .map(s -> LocalDateTime.of(1901, 1, 1, 0, 0).plusSeconds(s));
        Arbitrary<LocalDateTime> february =
                Arbitraries.integers().between(1901, 2098).map(year -> LocalDateTime.of(year, 2, 28, 23, 30));
        return Arbitraries.oneOf(any, any, february);
    }
}
