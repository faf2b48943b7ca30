package reliquary.profile;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A place for a hard disk.
 *
 * @param number 0 for the first BIOS disk (80h), up to 3
 * @param geometry what the setup screen says, for images that do not show their own; empty if nothing is known
 * @param type the drive type number in the ROM's table that CMOS memory holds, 1 to 255
 */
public record HardDiskSlot(int number, Optional<DriveGeometry> geometry, OptionalInt type) {
    /** The letter that the disk's first partition had with no other disk in front of it. */
    public char letter() {
        return (char) ('c' + number);
    }
}
