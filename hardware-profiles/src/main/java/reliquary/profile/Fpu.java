package reliquary.profile;

/** The floating-point unit beside or inside the processor. */
public enum Fpu implements Named {
    NONE("none"),
    I8087("8087"),
    I80287("80287"),
    I80387("80387"),
    BUILT_IN("built-in");

    private final String yaml;

    Fpu(String yaml) {
        this.yaml = yaml;
    }

    @Override
    public String yaml() {
        return yaml;
    }
}
