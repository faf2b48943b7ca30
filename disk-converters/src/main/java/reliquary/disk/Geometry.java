package reliquary.disk;

/**
 * Cylinders, heads and sectors per track (INT 13h conventions: cylinders and heads count from 0, sectors from 1).
 *
 * @param cylinders 1 to 65,536
 * @param heads 1 to 256
 * @param sectors sectors per track, 1 to 255
 */
public record Geometry(int cylinders, int heads, int sectors) {
    public Geometry {
        if (cylinders < 1 || cylinders > 65_536 || heads < 1 || heads > 256 || sectors < 1 || sectors > 255) {
            throw new IllegalArgumentException("impossible geometry " + cylinders + "/" + heads + "/" + sectors);
        }
    }

    /** Number of sectors on the whole disk. */
    public long totalSectors() {
        return (long) cylinders * heads * sectors;
    }

    /** Whether cylinder, head and sector (from 1) name a sector of this disk. */
    public boolean contains(int cylinder, int head, int sector) {
        return cylinder >= 0 && cylinder < cylinders && head >= 0 && head < heads && sector >= 1 && sector <= sectors;
    }

    /** Linear sector number, from 0, of cylinder, head and sector (from 1). */
    public long toLba(int cylinder, int head, int sector) {
        return ((long) cylinder * heads + head) * sectors + sector - 1;
    }

    /** Cylinder, head and sector of a linear sector number from 0. */
    public Chs toChs(long lba) {
        long track = lba / sectors;
        return new Chs((int) (track / heads), (int) (track % heads), (int) (lba % sectors) + 1);
    }

    /** One sector's address; the sector counts from 1. */
    public record Chs(int cylinder, int head, int sector) {}

    @Override
    public String toString() {
        return cylinders + "/" + heads + "/" + sectors;
    }
}
