/** Disk images: formats, partition tables, file systems, identification and overlays. */
@NullMarked
package reliquary.disk;

import org.jspecify.annotations.NullMarked;
