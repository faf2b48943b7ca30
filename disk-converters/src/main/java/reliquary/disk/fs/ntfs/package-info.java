/** NTFS, for reading. */
@NullMarked
package reliquary.disk.fs.ntfs;

import org.jspecify.annotations.NullMarked;
