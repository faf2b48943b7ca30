package reliquary.disk;

import java.util.Set;

/** The kind of medium that an image holds; a machine puts it into a drive of that kind. */
public enum MediaKind {
    FLOPPY,
    HARD_DISK,
    CD;

    /** Raw sizes in bytes of floppies that PCs read, from the 160 KB of 1981 to 2.88 MB and the usual 80+ track tricks. */
    private static final Set<Long> FLOPPY_SIZES = Set.of(
            163_840L,
            184_320L,
            327_680L,
            368_640L,
            655_360L,
            737_280L,
            819_200L,
            1_228_800L,
            1_261_568L,
            1_474_560L,
            1_638_400L,
            1_720_320L,
            1_763_328L,
            2_949_120L);

    /** The kind that size and sector size alone suggest; formats that know better say so themselves. */
    public static MediaKind guess(long size, int sectorSize) {
        if (sectorSize == 2048) {
            return CD;
        }
        return FLOPPY_SIZES.contains(size) || size < 2_949_120L ? FLOPPY : HARD_DISK;
    }
}
