package reliquary.shim.bios;

import java.util.Optional;
import reliquary.disk.DiskImage;
import reliquary.disk.Geometry;

/**
 * One drive of the machine as INT 13h sees it: its kind, and the medium that is in it now.
 *
 * <p>A medium may be changed while the machine is stopped between two instructions.
 */
public final class BiosDrive {
    /** The kinds of drive, with the CMOS drive type that INT 13h/08h reports for floppies (0 where there is none). */
    public enum Kind {
        FLOPPY_360K(1, new Geometry(40, 2, 9)),
        FLOPPY_1200K(2, new Geometry(80, 2, 15)),
        FLOPPY_720K(3, new Geometry(80, 2, 9)),
        FLOPPY_1440K(4, new Geometry(80, 2, 18)),
        FLOPPY_2880K(5, new Geometry(80, 2, 36)),
        HARD_DISK(0, new Geometry(1, 1, 1)),
        CD(0, new Geometry(1, 1, 1));

        private final int cmosType;
        private final Geometry largest;

        Kind(int cmosType, Geometry largest) {
            this.cmosType = cmosType;
            this.largest = largest;
        }

        /** Type as in CMOS byte 10h: 1 360K, 2 1.2M, 3 720K, 4 1.44M, 5 2.88M; 0 for other drives. */
        public int cmosType() {
            return cmosType;
        }

        /** The largest standard format of a floppy drive; one sector for other drives. */
        public Geometry largest() {
            return largest;
        }

        public boolean isFloppy() {
            return cmosType != 0;
        }

        /** Whether the drive tells that its door was opened; the 40-track drives of the PC do not. */
        boolean hasChangeLine() {
            return isFloppy() && this != FLOPPY_360K;
        }

        /** The smallest floppy drive that takes media of this geometry. */
        public static Kind floppyFor(Geometry medium) {
            boolean doubleStep = medium.cylinders() <= 43 && medium.sectors() <= 10;
            if (doubleStep) {
                return FLOPPY_360K;
            }
            if (medium.sectors() <= 10) {
                return FLOPPY_720K;
            }
            if (medium.sectors() <= 15) {
                return FLOPPY_1200K;
            }
            return medium.sectors() <= 21 ? FLOPPY_1440K : FLOPPY_2880K;
        }
    }

    /** What is in the drive: the image, its geometry and whether its write-protect notch is covered. */
    private record Medium(DiskImage image, Geometry geometry, boolean writeProtected) {}

    private final Kind kind;
    private Optional<Medium> medium = Optional.empty();
    private boolean changed;

    /** An empty drive. */
    public BiosDrive(Kind kind) {
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /**
     * Puts a medium in, taking out another that is there.
     *
     * @param geometry how INT 13h addresses it; of no importance for a CD
     * @param writeProtected whether writes are refused though the image could take them
     */
    public void insert(DiskImage image, Geometry geometry, boolean writeProtected) {
        medium = Optional.of(new Medium(image, geometry, writeProtected || !image.writable()));
        changed = true;
    }

    /** Takes the medium out; nothing happens if there is none. */
    public void eject() {
        medium = Optional.empty();
        changed = true;
    }

    public Optional<DiskImage> medium() {
        return medium.map(Medium::image);
    }

    /** The medium's geometry, or the drive's largest if it is empty. */
    public Geometry geometry() {
        return medium.map(Medium::geometry).orElse(kind.largest());
    }

    public boolean writeProtected() {
        return medium.map(Medium::writeProtected).orElse(false);
    }

    /** Whether the medium was changed since the last access and the drive can tell. */
    boolean changeLine() {
        return changed && kind.hasChangeLine();
    }

    /** An access to the medium makes the change line inactive. */
    void clearChangeLine() {
        changed = false;
    }

    /** Bytes in a sector as INT 13h counts them. */
    int sectorSize() {
        return kind == Kind.CD ? 2048 : 512;
    }

    /** Sectors that are there: what the geometry names, as far as the image reaches. */
    long sectors() {
        long stored = medium.map(m -> m.image().size() / sectorSize()).orElse(0L);
        return kind.isFloppy() ? Math.min(stored, geometry().totalSectors()) : stored;
    }
}
