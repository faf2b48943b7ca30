package reliquary.disk.format;

import java.util.Optional;
import reliquary.disk.Geometry;

/**
 * What an image file says about its disk as a whole.
 *
 * @param size in bytes
 * @param sectorSize in bytes
 * @param geometry as stored, where it is a possible one
 */
record ImageFacts(long size, int sectorSize, Optional<Geometry> geometry) {
    static ImageFacts ofSize(long size) {
        return new ImageFacts(size, 512, Optional.empty());
    }

    /** Takes over a stored geometry unless its numbers are impossible, as zeros often stand for "none". */
    static ImageFacts of(long size, long cylinders, long heads, long sectors) {
        boolean possible =
                cylinders >= 1 && cylinders <= 65_536 && heads >= 1 && heads <= 256 && sectors >= 1 && sectors <= 255;
        return new ImageFacts(
                size,
                512,
                possible ? Optional.of(new Geometry((int) cylinders, (int) heads, (int) sectors)) : Optional.empty());
    }
}
