package reliquary.shim.bios;

import java.util.List;

/**
 * What the firmware cannot find out by itself.
 *
 * @param video the display adapter
 * @param bootOrder the drives to boot from, first choice first
 * @param coprocessor whether a mathematics coprocessor is there (equipment word, bit 1)
 * @param mouse whether a PS/2 pointing device is there (equipment word, bit 2)
 */
public record BiosSettings(VideoAdapter video, List<BootDevice> bootOrder, boolean coprocessor, boolean mouse) {
    public BiosSettings {
        bootOrder = List.copyOf(bootOrder);
    }

    /** Where INT 19h looks for an operating system. */
    public enum BootDevice {
        FLOPPY,
        HARD_DISK,
        CD
    }

    /** An AT with VGA, coprocessor and PS/2 mouse that tries floppy, hard disk and CD. */
    public static BiosSettings standard() {
        return new BiosSettings(
                VideoAdapter.VGA, List.of(BootDevice.FLOPPY, BootDevice.HARD_DISK, BootDevice.CD), true, true);
    }
}
