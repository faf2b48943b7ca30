package reliquary.device;

import java.util.OptionalLong;
import reliquary.disk.Geometry;

/**
 * How an ATA disk counts its sectors: by cylinder, head and sector in the translation that is current, or by number
 * (T13 1153D, ATA/ATAPI-4, 6.2; 48-bit numbers T13 1410D, 6.2).
 */
final class AtaTranslation {
    private static final int MOST_CYLINDERS = 16_383;
    private static final int MOST_HEADS = 16;
    private static final int MOST_SECTORS = 63;

    private final long sectors;
    private final Geometry natural;
    private Geometry current;

    /**
     * @param sectors on the whole disk, at least 1
     * @param wanted the default translation; the largest that the standard allows if it cannot be expressed in registers
     */
    AtaTranslation(long sectors, Geometry wanted) {
        this.sectors = sectors;
        natural = fits(wanted) ? wanted : geometry(MOST_HEADS, MOST_SECTORS, MOST_CYLINDERS);
        current = natural;
    }

    private boolean fits(Geometry wanted) {
        return wanted.heads() <= MOST_HEADS
                && wanted.sectors() <= MOST_SECTORS
                && wanted.cylinders() <= MOST_CYLINDERS
                && wanted.totalSectors() <= sectors;
    }

    private Geometry geometry(int heads, int perTrack, int mostCylinders) {
        long cylinders = sectors / ((long) heads * perTrack);
        return new Geometry((int) Math.max(1, Math.min(cylinders, mostCylinders)), heads, perTrack);
    }

    /** Sectors on the whole disk. */
    long sectors() {
        return sectors;
    }

    /** The translation at power-on. */
    Geometry natural() {
        return natural;
    }

    Geometry current() {
        return current;
    }

    void reset() {
        current = natural;
    }

    /** INITIALIZE DEVICE PARAMETERS: heads 1 to 16, sectors per track 1 to 255. */
    void initialize(int heads, int perTrack) {
        current = geometry(heads, perTrack, 0xFFFF);
    }

    /** The sector that the registers name; empty if there is no such head or sector. It may lie beyond the disk's end. */
    OptionalLong locate(AtaTaskFile task, boolean extended) {
        if (extended) {
            long upper = task.high >> 8 << 16 | task.mid & 0xFF00 | task.low >> 8;
            return OptionalLong.of(upper << 24 | bits23To0(task));
        }
        if (task.isLba()) {
            return OptionalLong.of((long) task.head() << 24 | bits23To0(task));
        }
        int sector = task.low & 0xFF;
        if (sector < 1 || sector > current.sectors() || task.head() >= current.heads()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(current.toLba(task.cylinder(), task.head(), sector));
    }

    private static long bits23To0(AtaTaskFile task) {
        return task.low & 0xFF | (long) task.cylinder() << 8;
    }

    /** Makes the registers name a sector, in the way that they named one before. */
    void show(AtaTaskFile task, long sector, boolean extended) {
        if (extended) {
            task.low = (int) (sector & 0xFF | sector >> 16 & 0xFF00);
            task.mid = (int) (sector >> 8 & 0xFF | sector >> 24 & 0xFF00);
            task.high = (int) (sector >> 16 & 0xFF | sector >> 32 & 0xFF00);
        } else if (task.isLba()) {
            task.low = (int) (sector & 0xFF);
            task.mid = (int) (sector >> 8 & 0xFF);
            task.high = (int) (sector >> 16 & 0xFF);
            task.setHead((int) (sector >> 24));
        } else {
            Geometry.Chs chs = current.toChs(sector);
            task.low = chs.sector();
            task.mid = chs.cylinder() & 0xFF;
            task.high = chs.cylinder() >> 8 & 0xFF;
            task.setHead(chs.head());
        }
    }
}
