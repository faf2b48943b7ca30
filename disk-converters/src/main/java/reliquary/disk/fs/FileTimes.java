package reliquary.disk.fs;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * When a file was changed, created and last read, as recorded: in UTC where the file system records UTC, otherwise in
 * the local time of the machine that wrote it. Empty where nothing or no possible time is recorded.
 */
public record FileTimes(
        Optional<LocalDateTime> modified, Optional<LocalDateTime> created, Optional<LocalDateTime> accessed) {
    /** Nothing recorded. */
    public static final FileTimes NONE = new FileTimes(Optional.empty(), Optional.empty(), Optional.empty());

    /** Only the time of the last change. */
    public static FileTimes modified(Optional<LocalDateTime> time) {
        return new FileTimes(time, Optional.empty(), Optional.empty());
    }

    /** Seconds since 1970 in UTC; 0 stands for no time. */
    public static Optional<LocalDateTime> unix(long seconds) {
        return unix(seconds, 0);
    }

    /** Seconds since 1970 in UTC with nanoseconds; 0 stands for no time. */
    public static Optional<LocalDateTime> unix(long seconds, int nanoseconds) {
        try {
            return seconds == 0
                    ? Optional.empty()
                    : Optional.of(LocalDateTime.ofEpochSecond(seconds, nanoseconds, ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** A calendar date and time of day, if there is such a one. */
    public static Optional<LocalDateTime> calendar(int year, int month, int day, int hour, int minute, int second) {
        try {
            return Optional.of(LocalDateTime.of(year, month, day, hour, minute, second));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
