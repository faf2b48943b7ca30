package reliquary.profile;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What was found on a disk, as far as it tells something of the machine that the disk comes from.
 *
 * @param media what the disk is
 * @param bytes its size
 * @param geometry the geometry that it was used with, if it shows one
 * @param systems operating systems, each as {@code NAME VERSION}, the surest first
 * @param lastYear year of the youngest file that the machine's user wrote, if known
 * @param settings lines of CONFIG.SYS, AUTOEXEC.BAT, SYSTEM.INI and their kin
 */
public record DiskFacts(
        Media media,
        long bytes,
        Optional<DriveGeometry> geometry,
        List<String> systems,
        OptionalInt lastYear,
        List<Setting> settings) {
    /** The kind of disk. */
    public enum Media {
        FLOPPY,
        HARD_DISK,
        CD
    }

    /**
     * One line of a file in which a system keeps its settings.
     *
     * @param file its path on the disk, such as {@code /CONFIG.SYS}
     * @param line from 1
     */
    public record Setting(String file, int line, String text) {}

    public DiskFacts {
        systems = List.copyOf(systems);
        settings = List.copyOf(settings);
    }
}
