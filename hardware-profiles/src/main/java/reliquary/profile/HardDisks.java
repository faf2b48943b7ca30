package reliquary.profile;

import java.util.List;

/**
 * The hard-disk controller and the places on it.
 *
 * @param slots at most four, in BIOS order
 */
public record HardDisks(DiskController controller, List<HardDiskSlot> slots) {
    public HardDisks {
        slots = List.copyOf(slots);
    }
}
