package reliquary.profile;

import java.nio.file.Path;

/** What runs at power-on. */
public sealed interface Firmware {
    /** What the firmware says of itself; of a ROM file it is what the file is expected to hold. */
    BiosIdentity identity();

    /** The project's own BIOS, whose services run on the host. */
    record Paravirtual(BiosIdentity identity) implements Firmware {}

    /**
     * A ROM image that the user supplies.
     *
     * @param file the image; its last byte is the last byte of the first megabyte
     * @param sha256 64 lower-case hexadecimal digits that the file's content must hash to
     */
    record Rom(Path file, String sha256, BiosIdentity identity) implements Firmware {}
}
