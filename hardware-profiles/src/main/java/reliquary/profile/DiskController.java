package reliquary.profile;

/** What the hard disks hang on. */
public enum DiskController implements Named {
    /** No registers: the disks exist through the paravirtual BIOS only. */
    PARAVIRTUAL("paravirtual"),
    /** IBM/Xebec fixed-disk adapter of the PC/XT, ports 320h to 323h. */
    XEBEC("xebec"),
    /** Western Digital WD1003 of the AT, and IDE disks that answer as it did, ports 1F0h to 1F7h. */
    ATA("ata"),
    /** Disks on the machine's SCSI host adapter. */
    SCSI("scsi");

    private final String yaml;

    DiskController(String yaml) {
        this.yaml = yaml;
    }

    @Override
    public String yaml() {
        return yaml;
    }
}
