package reliquary.profile;

/** A display adapter that software of the period knew by name. */
public enum VideoAdapter implements Named {
    MDA("mda", true),
    HERCULES("hercules", true),
    CGA("cga", false),
    EGA("ega", false),
    /** Multi-Color Graphics Array of the PS/2 models 25 and 30: CGA with modes 11h and 13h. */
    MCGA("mcga", false),
    VGA("vga", false);

    private final String yaml;
    private final boolean monochrome;

    VideoAdapter(String yaml, boolean monochrome) {
        this.yaml = yaml;
        this.monochrome = monochrome;
    }

    @Override
    public String yaml() {
        return yaml;
    }

    /** Whether it powers on in mode 7 with its text at B0000h. */
    public boolean isMonochrome() {
        return monochrome;
    }
}
