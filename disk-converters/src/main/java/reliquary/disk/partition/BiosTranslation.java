package reliquary.disk.partition;

import reliquary.disk.Geometry;

/**
 * How a BIOS shows a drive's geometry through INT 13h, which has 10 bits for the cylinder, 8 for the head and 6 for the
 * sector (Phoenix "Enhanced Disk Drive Specification" 1.1, section 4 and appendix).
 */
public enum BiosTranslation {
    /** The drive's own geometry. */
    NONE,
    /** Cylinders halved and heads doubled until 1024 cylinders are enough; also called ECHS or LARGE. */
    BIT_SHIFT,
    /** 63 sectors and the smallest of 16, 32, 64, 128 or 255 heads that leaves at most 1024 cylinders. */
    LBA_ASSISTED;

    private static final int SECTORS = 63;
    private static final int[] ASSISTED_HEADS = {16, 32, 64, 128};

    /** The geometry that an ATA drive of this many sectors reports: 16 heads, 63 sectors, at most 16,383 cylinders. */
    public static Geometry ataGeometry(long sectors) {
        long cylinders = Math.max(1, Math.min(16_383, sectors / (16 * SECTORS)));
        return new Geometry((int) cylinders, 16, SECTORS);
    }

    /**
     * The geometry that programs see.
     *
     * @param drive the drive's own geometry
     * @param sectors the drive's size in sectors, which may be more than its geometry reaches
     */
    public Geometry apply(Geometry drive, long sectors) {
        return switch (this) {
            case NONE -> drive;
            case BIT_SHIFT -> shift(drive);
            case LBA_ASSISTED -> assist(sectors);
        };
    }

    private static Geometry shift(Geometry drive) {
        int cylinders = drive.cylinders();
        int heads = drive.heads();
        while (cylinders > 1024 && heads * 2 <= 255) {
            cylinders /= 2;
            heads *= 2;
        }
        return new Geometry(cylinders, heads, drive.sectors());
    }

    private static Geometry assist(long sectors) {
        int heads = 255;
        for (int h : ASSISTED_HEADS) {
            if (sectors <= 1024L * h * SECTORS) {
                heads = h;
                break;
            }
        }
        long cylinders = Math.max(1, Math.min(65_536, sectors / ((long) heads * SECTORS)));
        return new Geometry((int) cylinders, heads, SECTORS);
    }
}
