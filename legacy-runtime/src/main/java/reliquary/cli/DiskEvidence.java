package reliquary.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import reliquary.disk.DiskImage;
import reliquary.disk.MediaKind;
import reliquary.disk.Volume;
import reliquary.disk.fs.FileEntry;
import reliquary.disk.fs.FileSystem;
import reliquary.disk.identify.FileSystems;
import reliquary.disk.identify.Finding;
import reliquary.disk.identify.Inspection;
import reliquary.disk.identify.Inspector;
import reliquary.disk.identify.SignatureTable;
import reliquary.disk.identify.VolumeReport;
import reliquary.disk.partition.DiskGeometry;
import reliquary.disk.partition.Partition;
import reliquary.disk.partition.PartitionTable;
import reliquary.profile.DiskFacts;
import reliquary.profile.DiskFacts.Media;
import reliquary.profile.DiskFacts.Setting;
import reliquary.profile.DriveGeometry;

/** Gathers from a disk what tells of the machine that it was in: systems, settings, dates. Damage only costs evidence. */
final class DiskEvidence {
    /** Where DOS, Windows and Unix keep settings that name hardware. */
    private static final List<String> SETTINGS = List.of(
            "/CONFIG.SYS",
            "/AUTOEXEC.BAT",
            "/FDCONFIG.SYS",
            "/FDAUTO.BAT",
            "/WINDOWS/SYSTEM.INI",
            "/WINDOWS/WIN.INI",
            "/WIN/SYSTEM.INI",
            "/NET.CFG",
            "/NWCLIENT/NET.CFG",
            "/NET/PROTOCOL.INI",
            "/WINDOWS/PROTOCOL.INI",
            "/etc/modules.conf",
            "/etc/conf.modules");

    private static final int MOST_BYTES = 64 << 10;
    private static final int MOST_LINES = 2000;
    private static final int MOST_LINE = 400;
    /** Younger dates are those of collectors, who copied the disk. */
    private static final int LAST_YEAR = 2008;

    private static final int FIRST_YEAR = 1981;

    private final List<Setting> settings = new ArrayList<>();
    private int lastYear;

    private DiskEvidence() {}

    /** Looks at the whole disk. */
    static DiskFacts of(DiskImage disk) throws IOException {
        Inspection inspection = new Inspector(SignatureTable.builtIn()).inspect(disk);
        DiskEvidence evidence = new DiskEvidence();
        for (VolumeReport volume : inspection.volumes()) {
            if (volume.readable()) {
                evidence.look(Volume.of(disk, volume.range()));
            }
        }
        return evidence.facts(
                inspection.size(),
                inspection.geometry(),
                inspection.systems().stream().map(Finding::toString).toList());
    }

    /** Looks at the settings alone, which takes a tenth of the time. */
    static DiskFacts settings(DiskImage disk) throws IOException {
        DiskEvidence evidence = new DiskEvidence();
        List<Partition> partitions = PartitionTable.of(disk).partitions();
        for (Partition partition : partitions) {
            if (!partition.container() && partition.range().offset() < disk.size()) {
                evidence.look(Volume.of(disk, partition.range()));
            }
        }
        if (partitions.isEmpty()) {
            evidence.look(Volume.of(disk));
        }
        return evidence.facts(disk.size(), DiskGeometry.of(disk), List.of());
    }

    private DiskFacts facts(long size, DiskGeometry geometry, List<String> systems) {
        return new DiskFacts(
                media(geometry.media()),
                size,
                geometry(geometry),
                systems,
                lastYear == 0 ? OptionalInt.empty() : OptionalInt.of(lastYear),
                settings);
    }

    private static Media media(MediaKind kind) {
        return switch (kind) {
            case FLOPPY -> Media.FLOPPY;
            case HARD_DISK -> Media.HARD_DISK;
            case CD -> Media.CD;
        };
    }

    private static Optional<DriveGeometry> geometry(DiskGeometry found) {
        return found.media() == MediaKind.HARD_DISK
                ? Optional.of(new DriveGeometry(
                        found.geometry().cylinders(),
                        found.geometry().heads(),
                        found.geometry().sectors()))
                : Optional.empty();
    }

    private void look(Volume volume) {
        try {
            Optional<FileSystem> files = FileSystems.open(volume);
            if (files.isPresent()) {
                for (String path : SETTINGS) {
                    read(files.get(), path);
                }
            }
        } catch (IOException e) {
            // The inspection has reported the damage.
        }
    }

    private void read(FileSystem files, String path) {
        try {
            Optional<FileEntry> file = files.find(path).filter(FileEntry::isFile);
            if (file.isPresent()) {
                file.get().times().modified().map(LocalDateTime::getYear).ifPresent(this::used);
                // Latin 1 reads the letters of drivers and switches in any code page.
                String text = new String(files.open(file.get()).head(MOST_BYTES), StandardCharsets.ISO_8859_1);
                lines(file.get().path(), text);
            }
        } catch (IOException e) {
            // An unreadable file tells nothing.
        }
    }

    private void used(int year) {
        if (year >= FIRST_YEAR && year <= LAST_YEAR) {
            lastYear = Math.max(lastYear, year);
        }
    }

    private void lines(String path, String text) {
        // Control-Z ends a text of CP/M and DOS.
        int end = text.indexOf(0x1A);
        int number = 0;
        for (String line : (end < 0 ? text : text.substring(0, end)).split("\r\n|\r|\n")) {
            if (++number > MOST_LINES) {
                return;
            }
            if (!isComment(line)) {
                settings.add(new Setting(path, number, line.substring(0, Math.min(line.length(), MOST_LINE))));
            }
        }
    }

    private static boolean isComment(String line) {
        String text = line.strip();
        return text.isEmpty()
                || text.startsWith(";")
                || text.startsWith("#")
                || text.startsWith("::")
                || text.toUpperCase(Locale.ROOT).matches("REM(\\s.*)?");
    }
}
