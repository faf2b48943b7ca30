package reliquary.profile;

/** The two boards that every PC descends from, which decide the controllers around the processor. */
public enum Architecture implements Named {
    /** IBM PC and PC/XT: one 8259A, one 8237A, keyboard on an 8255 with configuration switches, no clock of its own. */
    XT("xt"),
    /** IBM PC AT: two 8259A, two 8237A, keyboard and A20 on an 8042, MC146818 clock with CMOS memory. */
    AT("at");

    private final String yaml;

    Architecture(String yaml) {
        this.yaml = yaml;
    }

    @Override
    public String yaml() {
        return yaml;
    }

    /** The highest interrupt request line that a card can use. */
    public int lastIrq() {
        return this == XT ? 7 : 15;
    }
}
