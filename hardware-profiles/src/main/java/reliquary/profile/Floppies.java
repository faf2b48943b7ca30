package reliquary.profile;

import java.util.Optional;

/**
 * The floppy controller and its two drives.
 *
 * @param a drive A:
 * @param b drive B:
 */
public record Floppies(FloppyController controller, Optional<FloppyType> a, Optional<FloppyType> b) {
    /** How many drives there are, 0 to 2. */
    public int count() {
        return (a.isPresent() ? 1 : 0) + (b.isPresent() ? 1 : 0);
    }
}
