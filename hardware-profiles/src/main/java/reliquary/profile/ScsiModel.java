package reliquary.profile;

/** A SCSI host adapter. */
public enum ScsiModel implements Named {
    AHA1542("aha1542", 4),
    BUSLOGIC("buslogic", 4),
    NCR53C810("ncr53c810", 0x100),
    AIC7890("aic7890", 0x100);

    private final String yaml;
    private final int ports;

    ScsiModel(String yaml, int ports) {
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
