package reliquary.profile;

/** What the CD drive hangs on. */
public enum CdDrive implements Named {
    NONE("none"),
    /** No registers: the drive exists through the paravirtual BIOS only. */
    PARAVIRTUAL("paravirtual"),
    /** ATAPI, master of the second ATA channel. */
    ATAPI("atapi"),
    /** On the machine's SCSI host adapter. */
    SCSI("scsi");

    private final String yaml;

    CdDrive(String yaml) {
        this.yaml = yaml;
    }

    @Override
    public String yaml() {
        return yaml;
    }
}
