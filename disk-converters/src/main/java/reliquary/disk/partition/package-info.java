/** Partition tables and the geometry of a disk, worked out from what is written on it. */
@NullMarked
package reliquary.disk.partition;

import org.jspecify.annotations.NullMarked;
