/** ISO 9660 with Joliet and Rock Ridge, for reading. */
@NullMarked
package reliquary.disk.fs.iso9660;

import org.jspecify.annotations.NullMarked;
