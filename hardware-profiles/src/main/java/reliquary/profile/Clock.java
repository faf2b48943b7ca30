package reliquary.profile;

/** The clock chip and what it shows at power-on. */
public record Clock(ClockChip chip, ClockStart start) {}
