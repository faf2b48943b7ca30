package reliquary.profile;

/** The display on the adapter: what it can show, and in which colours. */
public enum Monitor implements Named {
    /** TTL monochrome with a green, amber or white tube, IBM 5151. */
    GREEN("green"),
    AMBER("amber"),
    WHITE("white"),
    /** 16-colour RGBI, IBM 5153. */
    RGBI("rgbi"),
    /** Enhanced colour, 350 lines, IBM 5154. */
    ENHANCED("enhanced"),
    /** Analogue colour, 480 lines, IBM 8513 and what followed. */
    ANALOG("analog"),
    /** Analogue monochrome, IBM 8503: colours become grey. */
    ANALOG_GREY("analog-grey");

    private final String yaml;

    Monitor(String yaml) {
        this.yaml = yaml;
    }

    @Override
    public String yaml() {
        return yaml;
    }
}
