package reliquary.profile;

import java.time.LocalDateTime;

/** What the clock shows at power-on. */
public sealed interface ClockStart {
    /** This date; it runs on from there. */
    record At(LocalDateTime date) implements ClockStart {}

    /** This date, and it stays there. */
    record Frozen(LocalDateTime date) implements ClockStart {}

    /**
     * The host's date at the start of the run, moved by whole years and days. Twenty-eight years have the same weekdays.
     */
    record Offset(int years, int days) implements ClockStart {}
}
