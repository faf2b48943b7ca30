package reliquary.profile;

/** A floppy drive by its largest format; {@code cmosType} is its number in byte 10h of an AT's CMOS memory. */
public enum FloppyType implements Named {
    DD_360K("360K", 1, 40, 9),
    HD_1200K("1.2M", 2, 80, 15),
    DD_720K("720K", 3, 80, 9),
    HD_1440K("1.44M", 4, 80, 18),
    ED_2880K("2.88M", 5, 80, 36);

    private final String yaml;
    private final int cmosType;
    private final int cylinders;
    private final int sectorsPerTrack;

    FloppyType(String yaml, int cmosType, int cylinders, int sectorsPerTrack) {
        this.yaml = yaml;
        this.cmosType = cmosType;
        this.cylinders = cylinders;
        this.sectorsPerTrack = sectorsPerTrack;
    }

    @Override
    public String yaml() {
        return yaml;
    }

    /** 1 to 5. */
    public int cmosType() {
        return cmosType;
    }

    public int cylinders() {
        return cylinders;
    }

    /** Sectors of 512 bytes on a track of its largest format. */
    public int sectorsPerTrack() {
        return sectorsPerTrack;
    }

    /** Whether the drive reads a floppy of so many bytes. */
    public boolean reads(long bytes) {
        boolean fiveInch = this == DD_360K || this == HD_1200K;
        // A 5.25-inch floppy has at most 40 tracks of 9 sectors on two sides, or 80 of 15.
        boolean fiveInchFloppy = bytes <= 360 << 10 || bytes == 1200 << 10;
        return fiveInch == fiveInchFloppy && bytes <= 2L * cylinders * sectorsPerTrack * 512;
    }
}
