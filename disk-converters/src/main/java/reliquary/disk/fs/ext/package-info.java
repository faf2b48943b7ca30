/** The Linux file systems ext2, ext3 and ext4, for reading. */
@NullMarked
package reliquary.disk.fs.ext;

import org.jspecify.annotations.NullMarked;
