package reliquary.board;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import reliquary.disk.DiskImage;
import reliquary.disk.Geometry;
import reliquary.disk.partition.DiskGeometry;
import reliquary.profile.FloppyType;
import reliquary.profile.HardDiskSlot;
import reliquary.profile.MachineProfile;
import reliquary.shim.bios.BiosDrive;

/** The drives of a machine with what is in them, as the firmware numbers them. */
final class DriveBays {
    private static final int SECTOR = 512;

    private final List<BiosDrive> floppies = new ArrayList<>();
    private final List<BiosDrive> hardDisks = new ArrayList<>();
    private final Optional<BiosDrive> cd;
    private final Media media;

    DriveBays(MachineProfile profile, Media media) throws IOException {
        this.media = media;
        addFloppy(profile.floppies().a(), 0);
        addFloppy(profile.floppies().b(), 1);
        for (int i = 0; i < media.hardDisks().size(); i++) {
            addHardDisk(profile, i);
        }
        cd = media.cds().isEmpty()
                ? Optional.empty()
                : Optional.of(loaded(BiosDrive.Kind.CD, media.cds().get(0), new Geometry(1, 1, 1)));
    }

    /** A drive that the profile lacks is added when a disk is put into it: the person wants it read. */
    private void addFloppy(Optional<FloppyType> type, int number) throws IOException {
        if (media.floppies().size() > number) {
            DiskImage disk = media.floppies().get(number);
            Geometry geometry = DiskGeometry.of(disk).geometry();
            BiosDrive.Kind needed = BiosDrive.Kind.floppyFor(geometry);
            BiosDrive.Kind kind = type.map(DriveBays::kind)
                    .filter(own ->
                            own.largest().totalSectors() >= needed.largest().totalSectors())
                    .orElse(needed);
            floppies.add(loaded(kind, disk, geometry));
        } else {
            type.ifPresent(t -> floppies.add(new BiosDrive(kind(t))));
        }
    }

    private void addHardDisk(MachineProfile profile, int number) throws IOException {
        DiskImage disk = media.hardDisks().get(number);
        Optional<Geometry> stated = profile.hardDisks().slots().stream()
                .filter(slot -> slot.number() == number)
                .map(HardDiskSlot::geometry)
                .flatMap(Optional::stream)
                .map(g -> new Geometry(g.cylinders(), g.heads(), g.sectors()))
                // Another disk in the machine's place has its own.
                .filter(g -> g.totalSectors() * SECTOR == disk.size())
                .findFirst();
        Geometry geometry =
                stated.isPresent() ? stated.get() : DiskGeometry.of(disk).geometry();
        hardDisks.add(loaded(BiosDrive.Kind.HARD_DISK, disk, geometry));
    }

    private static BiosDrive loaded(BiosDrive.Kind kind, DiskImage disk, Geometry geometry) {
        BiosDrive drive = new BiosDrive(kind);
        drive.insert(disk, geometry, false);
        return drive;
    }

    private static BiosDrive.Kind kind(FloppyType type) {
        return switch (type) {
            case DD_360K -> BiosDrive.Kind.FLOPPY_360K;
            case HD_1200K -> BiosDrive.Kind.FLOPPY_1200K;
            case DD_720K -> BiosDrive.Kind.FLOPPY_720K;
            case HD_1440K -> BiosDrive.Kind.FLOPPY_1440K;
            case ED_2880K -> BiosDrive.Kind.FLOPPY_2880K;
        };
    }

    /** Floppies from A:, then hard disks from 80h, then the CD. */
    List<BiosDrive> all() {
        List<BiosDrive> all = new ArrayList<>(floppies);
        all.addAll(hardDisks);
        cd.ifPresent(all::add);
        return all;
    }

    List<BiosDrive> hardDisks() {
        return hardDisks;
    }

    /** The CD drive, if there is a CD in it. */
    Optional<BiosDrive> cd() {
        return cd;
    }

    void close() throws IOException {
        for (List<DiskImage> disks : List.of(media.floppies(), media.hardDisks(), media.cds())) {
            for (DiskImage disk : disks) {
                disk.close();
            }
        }
    }
}
