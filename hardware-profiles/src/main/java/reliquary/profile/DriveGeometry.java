package reliquary.profile;

/**
 * A hard disk's geometry as the setup screen states it.
 *
 * @param cylinders 1 to 65536
 * @param heads 1 to 255
 * @param sectors sectors of 512 bytes on a track, 1 to 63
 */
public record DriveGeometry(int cylinders, int heads, int sectors) {
    /** Capacity in sectors. */
    public long totalSectors() {
        return (long) cylinders * heads * sectors;
    }

    boolean isPossible() {
        return cylinders >= 1 && cylinders <= 65536 && heads >= 1 && heads <= 255 && sectors >= 1 && sectors <= 63;
    }

    @Override
    public String toString() {
        return cylinders + "/" + heads + "/" + sectors;
    }
}
