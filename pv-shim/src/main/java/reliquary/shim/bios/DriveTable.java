package reliquary.shim.bios;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which drive answers to which INT 13h number: floppies from 00h, hard disks from 80h, CDs from E0h.
 *
 * <p>A CD that boots with emulation puts its drive in front of the real ones of that kind (El Torito 1.0, 2.2).
 */
final class DriveTable {
    private static final int FIRST_HARD_DISK = 0x80;
    private static final int FIRST_CD = 0xE0;

    private final List<BiosDrive> floppies;
    private final List<BiosDrive> hardDisks;
    private final List<BiosDrive> cds;
    private Optional<BiosDrive> emulated = Optional.empty();

    DriveTable(List<BiosDrive> drives) {
        floppies = drives.stream().filter(d -> d.kind().isFloppy()).toList();
        hardDisks = drives.stream()
                .filter(d -> d.kind() == BiosDrive.Kind.HARD_DISK)
                .toList();
        cds = drives.stream().filter(d -> d.kind() == BiosDrive.Kind.CD).toList();
    }

    /** Floppy drives by number, an emulated one first. */
    List<BiosDrive> floppies() {
        return withEmulated(floppies, true);
    }

    /** Hard disks by number less 80h, an emulated one first. */
    List<BiosDrive> hardDisks() {
        return withEmulated(hardDisks, false);
    }

    /** CD drives by number less E0h. */
    List<BiosDrive> cds() {
        return cds;
    }

    /** The drive with an INT 13h number. */
    Optional<BiosDrive> drive(int number) {
        if (number >= FIRST_CD) {
            return at(cds, number - FIRST_CD);
        }
        return number >= FIRST_HARD_DISK ? at(hardDisks(), number - FIRST_HARD_DISK) : at(floppies(), number);
    }

    /** Starts emulation: the drive becomes 00h or 80h. */
    void emulate(BiosDrive drive) {
        emulated = Optional.of(drive);
    }

    /** Ends emulation: the real drives get their numbers back. */
    void endEmulation() {
        emulated = Optional.empty();
    }

    private List<BiosDrive> withEmulated(List<BiosDrive> real, boolean floppy) {
        if (emulated.isEmpty() || emulated.get().kind().isFloppy() != floppy) {
            return real;
        }
        List<BiosDrive> all = new ArrayList<>(real.size() + 1);
        all.add(emulated.get());
        all.addAll(real);
        return all;
    }

    private static Optional<BiosDrive> at(List<BiosDrive> list, int index) {
        return index < list.size() ? Optional.of(list.get(index)) : Optional.empty();
    }
}
