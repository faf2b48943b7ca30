package reliquary.profile;

/** A deviation that software depends on or trips over. */
public enum Quirk implements Named {
    /** Address line 20 is never masked. */
    A20_ALWAYS_OPEN("a20-always-open"),
    /** The BIOS lacks INT 15h function E820h, as most before 1996. */
    NO_E820("no-e820"),
    /** The BIOS lacks INT 13h functions 41h to 48h, as most before 1996. */
    NO_EDD("no-edd"),
    /** Access to display memory during the active line shows as snow. */
    CGA_SNOW("cga-snow");

    private final String yaml;

    Quirk(String yaml) {
        this.yaml = yaml;
    }

    @Override
    public String yaml() {
        return yaml;
    }
}
