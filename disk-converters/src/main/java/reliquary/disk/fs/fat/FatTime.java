package reliquary.disk.fs.fat;

import java.time.LocalDateTime;
import java.util.Optional;
import reliquary.disk.fs.FileTimes;

/**
 * A date and time of day in two 16-bit words ("Microsoft FAT Specification", section 6.2): day in bits 0-4, month in 5-8,
 * years since 1980 in 9-15; half seconds in 0-4, minutes in 5-10, hours in 11-15.
 *
 * @param date 0 if not recorded
 * @param time 0 is midnight
 */
record FatTime(int date, int time) {

    /** The nearest that can be written: even seconds from 1980 to 2107. */
    static FatTime of(LocalDateTime moment) {
        int year = Math.max(1980, Math.min(2107, moment.getYear()));
        return new FatTime(
                year - 1980 << 9 | moment.getMonthValue() << 5 | moment.getDayOfMonth(),
                moment.getHour() << 11 | moment.getMinute() << 5 | moment.getSecond() / 2);
    }

    /** As a calendar date; empty if none is recorded or there is no such day. */
    Optional<LocalDateTime> moment() {
        if (date == 0) {
            return Optional.empty();
        }
        return FileTimes.calendar(
                1980 + (date >> 9), date >> 5 & 15, date & 31, time >> 11, time >> 5 & 63, (time & 31) * 2);
    }
}
