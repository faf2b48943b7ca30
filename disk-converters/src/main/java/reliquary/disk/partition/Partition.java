package reliquary.disk.partition;

import reliquary.disk.ByteRange;

/**
 * One entry of a partition table.
 *
 * @param id how a person names it: {@code 1} to {@code 4} primary, from {@code 5} logical, {@code 2a} a BSD or
 *     {@code 1s3} another slice inside
 * @param scheme the table that it stands in
 * @param range its bytes on the disk as the table states them; may pass the end of a disk that was copied too short
 * @param typeCode the type as the table writes it: {@code 06}, a GUID, {@code Apple_HFS}
 * @param typeName what the type code is used for; empty if unknown
 * @param name the partition's own name; empty where the scheme has none
 * @param active whether it is marked to be booted
 * @param container whether other partitions lie inside it
 */
public record Partition(
        String id,
        PartitionScheme scheme,
        ByteRange range,
        String typeCode,
        String typeName,
        String name,
        boolean active,
        boolean container) {

    /** The same partition, known to hold others. */
    Partition asContainer() {
        return new Partition(id, scheme, range, typeCode, typeName, name, active, true);
    }
}
