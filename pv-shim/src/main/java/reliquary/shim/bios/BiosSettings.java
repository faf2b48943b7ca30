package reliquary.shim.bios;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import reliquary.profile.BiosIdentity;

/**
 * What the firmware cannot find out by itself.
 *
 * @param video the display adapter
 * @param bootOrder the drives to boot from, first choice first
 * @param coprocessor whether a mathematics coprocessor is there (equipment word, bit 1)
 * @param mouse whether a PS/2 pointing device is there (equipment word, bit 2); its state takes the last KiB of
 *     conventional memory
 * @param identity what the firmware says of itself
 * @param extensions the functions newer than the AT that it has
 */
public record BiosSettings(
        VideoAdapter video,
        List<BootDevice> bootOrder,
        boolean coprocessor,
        boolean mouse,
        BiosIdentity identity,
        Set<Extension> extensions) {
    public BiosSettings {
        bootOrder = List.copyOf(bootOrder);
        extensions = Set.copyOf(extensions);
    }

    /** Where INT 19h looks for an operating system. */
    public enum BootDevice {
        FLOPPY,
        HARD_DISK,
        CD
    }

    /** Functions that came after the AT. */
    public enum Extension {
        /** INT 15h function E820h. */
        MEMORY_MAP,
        /** INT 13h functions 41h to 48h on hard disks; CDs always have them. */
        ENHANCED_DISKS
    }

    /** An AT with VGA, coprocessor and PS/2 mouse that tries floppy, hard disk and CD, and has every extension. */
    public static BiosSettings standard() {
        return new BiosSettings(
                VideoAdapter.VGA,
                List.of(BootDevice.FLOPPY, BootDevice.HARD_DISK, BootDevice.CD),
                true,
                true,
                new BiosIdentity(0xFC, 1, 0, LocalDate.of(1988, 1, 15)),
                Set.of(Extension.values()));
    }
}
