package reliquary.disk.identify;

import java.util.List;
import reliquary.disk.ByteRange;
import reliquary.disk.partition.DiskGeometry;
import reliquary.disk.partition.PartitionTable;

/**
 * What is on a disk, from what it was seen, and how sure that is.
 *
 * @param size of the disk in bytes
 * @param geometry with its evidence
 * @param partitions all tables; without any on a floppy
 * @param bootCode what the first sector of the disk would start
 * @param volumes one for each partition that can hold files, or one for the whole disk
 * @param unreadable places that could not be read when the image was made
 */
public record Inspection(
        long size,
        DiskGeometry geometry,
        PartitionTable partitions,
        List<Finding> bootCode,
        List<VolumeReport> volumes,
        List<ByteRange> unreadable) {

    /** The operating systems of all volumes. */
    public List<Finding> systems() {
        return volumes.stream().flatMap(v -> v.systems().stream()).toList();
    }

    /** The applications of all volumes. */
    public List<Finding> applications() {
        return volumes.stream().flatMap(v -> v.applications().stream()).toList();
    }
}
