package reliquary.disk.identify;

import java.util.List;
import java.util.Map;
import reliquary.disk.ByteRange;

/**
 * What is on a volume.
 *
 * @param id of its partition, or {@code boot} for the boot image of a CD; empty for a disk without partitions
 * @param range its bytes on the disk
 * @param fileSystem its name; empty if nothing was recognised
 * @param readable whether its files can be read, or it is only recognised
 * @param label its own name; empty if it has none
 * @param facts what its first structures state
 * @param bootCode what its first sector would start
 * @param systems the operating systems found, the surest first
 * @param applications the applications found, the surest first
 * @param problems damage, one line each
 */
public record VolumeReport(
        String id,
        ByteRange range,
        String fileSystem,
        boolean readable,
        String label,
        Map<String, String> facts,
        List<Finding> bootCode,
        List<Finding> systems,
        List<Finding> applications,
        List<String> problems) {

    /** The same, with the place where the volume lies on a disk around it. */
    VolumeReport at(ByteRange place) {
        return new VolumeReport(
                id, place, fileSystem, readable, label, facts, bootCode, systems, applications, problems);
    }
}
