/**
 * Floppies as their sectors, their bit cells or their flux were recorded: every format becomes a {@link
 * reliquary.disk.floppy.FloppyDisk}, and that a disk image whose unreadable places are kept as facts.
 */
@NullMarked
package reliquary.disk.floppy;

import org.jspecify.annotations.NullMarked;
