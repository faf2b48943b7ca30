/** What is on a disk: partitions, file systems, operating system and applications, with the evidence. */
@NullMarked
package reliquary.disk.identify;

import org.jspecify.annotations.NullMarked;
