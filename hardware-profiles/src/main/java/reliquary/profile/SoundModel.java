package reliquary.profile;

/** A sound card. */
public enum SoundModel implements Named {
    ADLIB("adlib", 2),
    SOUND_BLASTER("sound-blaster", 0x10),
    SOUND_BLASTER_16("sound-blaster-16", 0x10);

    private final String yaml;
    private final int ports;

    SoundModel(String yaml, int ports) {
        this.yaml = yaml;
        this.ports = ports;
    }

    @Override
    public String yaml() {
        return yaml;
    }

    /** How many I/O ports it takes. */
    public int ports() {
        return ports;
    }
}
