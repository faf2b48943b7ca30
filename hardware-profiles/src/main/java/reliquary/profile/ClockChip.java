package reliquary.profile;

/** The chip that keeps the time while the power is off. */
public enum ClockChip implements Named {
    /** The system asks for the date at every start. */
    NONE("none"),
    /** No registers: the date exists through INT 1Ah of the paravirtual BIOS only. */
    PARAVIRTUAL("paravirtual"),
    /** Motorola MC146818, on the AT. */
    MC146818("mc146818");

    private final String yaml;

    ClockChip(String yaml) {
        this.yaml = yaml;
    }

    @Override
    public String yaml() {
        return yaml;
    }
}
