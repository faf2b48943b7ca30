package reliquary.disk.identify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import reliquary.disk.ByteRange;
import reliquary.disk.DiskImage;
import reliquary.disk.Volume;
import reliquary.disk.cd.ElTorito;
import reliquary.disk.fs.FileSystem;
import reliquary.disk.fs.iso9660.IsoFileSystem;
import reliquary.disk.partition.DiskGeometry;
import reliquary.disk.partition.Partition;
import reliquary.disk.partition.PartitionTable;

/** Looks at a whole disk. Reads only; what is damaged is stated in the result and ends nothing. */
public final class Inspector {
    /** A disk has few partitions with files; a table with more than this many is damaged. */
    private static final int MOST_VOLUMES = 64;

    private final SignatureTable table;

    /** An inspector that recognises what a table knows. */
    public Inspector(SignatureTable table) {
        this.table = table;
    }

    /**
     * Inspects a disk.
     *
     * @throws IOException if the disk cannot be read at all
     */
    public Inspection inspect(DiskImage disk) throws IOException {
        PartitionTable partitions = PartitionTable.of(disk);
        List<VolumeReport> volumes = new ArrayList<>();
        for (Partition p : partitions.partitions()) {
            if (!p.container() && p.range().offset() < disk.size() && volumes.size() < MOST_VOLUMES) {
                volumes.add(volume(p.id(), Volume.of(disk, p.range())));
            }
        }
        addWhole(Volume.of(disk), volumes);
        return new Inspection(
                disk.size(),
                DiskGeometry.of(disk),
                partitions,
                bootCode(disk),
                List.copyOf(volumes),
                disk.unreadable());
    }

    /**
     * A floppy has no partitions, and a CD may have a table made up for other firmware: there the disk itself is the
     * volume.
     */
    private void addWhole(Volume disk, List<VolumeReport> volumes) throws IOException {
        if (IsoFileSystem.matches(disk)) {
            volumes.add(0, volume("", disk));
            bootImage(disk.disk()).ifPresent(volumes::add);
        } else if (volumes.stream().noneMatch(VolumeReport::readable)) {
            VolumeReport whole = volume("", disk);
            if (volumes.isEmpty() || whole.readable()) {
                volumes.add(whole);
            }
        }
    }

    /** The floppy or hard disk that a CD keeps for firmware to boot from. */
    private Optional<VolumeReport> bootImage(DiskImage cd) {
        try {
            Optional<ElTorito.Entry> entry = ElTorito.read(cd)
                    .flatMap(ElTorito::bootEntry)
                    .filter(e -> e.emulation() != ElTorito.Emulation.NONE);
            if (entry.isEmpty()) {
                return Optional.empty();
            }
            DiskImage image = ElTorito.bootImage(cd, entry.get());
            ByteRange onCd = new ByteRange(entry.get().loadRba() * 2048, image.size());
            return Optional.of(volume(ImagePath.BOOT_IMAGE, Volume.of(image)).at(onCd));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private VolumeReport volume(String id, Volume volume) {
        List<String> problems = new ArrayList<>();
        try {
            Optional<FileSystem> files = FileSystems.open(volume);
            if (files.isPresent()) {
                return readable(id, volume, files.get(), problems);
            }
        } catch (IOException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        String name = "";
        String label = "";
        Optional<SignatureTable.Marked> known =
                table.volumes().stream().filter(k -> matches(k, volume)).findFirst();
        if (known.isPresent()) {
            name = known.get().name();
            label = label(known.get(), volume, problems);
        }
        List<Finding> bootCode = marked(table.bootSectors(), volume);
        return new VolumeReport(
                id, volume.range(), name, false, label, Map.of(), bootCode, List.of(), List.of(), problems);
    }

    private static String label(SignatureTable.Marked known, Volume volume, List<String> problems) {
        try {
            return known.labelIn(volume);
        } catch (IOException e) {
            problems.add(String.valueOf(e.getMessage()));
            return "";
        }
    }

    private VolumeReport readable(String id, Volume volume, FileSystem files, List<String> problems) {
        List<Finding> systems = new ArrayList<>();
        List<Finding> applications = new ArrayList<>();
        try {
            WindowsNt.find(files).ifPresent(systems::add);
            systems.addAll(SystemSearch.search(files, table.systems(), problems));
            applications.addAll(SystemSearch.search(files, table.applications(), new ArrayList<>()));
        } catch (IOException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        return new VolumeReport(
                id,
                volume.range(),
                files.type(),
                true,
                files.label(),
                files.facts(),
                marked(table.bootSectors(), volume),
                List.copyOf(systems),
                List.copyOf(applications),
                List.copyOf(problems));
    }

    /** What the disk itself would start: the code in its first sector, or the boot image of a CD. */
    private List<Finding> bootCode(DiskImage disk) {
        List<Finding> found = new ArrayList<>(marked(table.bootSectors(), Volume.of(disk)));
        try {
            ElTorito.read(disk)
                    .flatMap(ElTorito::bootEntry)
                    .ifPresent(e -> found.add(new Finding(
                            "El Torito",
                            "",
                            Confidence.CERTAIN,
                            List.of("boot image in sector " + e.loadRba() + ", emulation "
                                    + e.emulation()
                                            .name()
                                            .toLowerCase(Locale.ROOT)
                                            .replace('_', ' ')))));
        } catch (IOException e) {
            found.add(new Finding("El Torito", "", Confidence.POSSIBLE, List.of(String.valueOf(e.getMessage()))));
        }
        return List.copyOf(found);
    }

    private static List<Finding> marked(List<SignatureTable.Marked> known, Volume volume) {
        List<Finding> found = new ArrayList<>();
        for (SignatureTable.Marked entry : known) {
            boolean twice = found.stream().anyMatch(f -> f.name().equals(entry.name()));
            if (!twice && matches(entry, volume)) {
                found.add(new Finding(
                        entry.name(), version(entry, volume), Confidence.LIKELY, List.of(entry.evidence())));
            }
        }
        return List.copyOf(found);
    }

    private static String version(SignatureTable.Marked entry, Volume volume) {
        try {
            return entry.versionIn(volume);
        } catch (IOException e) {
            return "";
        }
    }

    /** Whether all marks are there; an unreadable place holds none. */
    private static boolean matches(SignatureTable.Marked entry, Volume volume) {
        try {
            for (Mark mark : entry.marks()) {
                if (!mark.matches(volume)) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
