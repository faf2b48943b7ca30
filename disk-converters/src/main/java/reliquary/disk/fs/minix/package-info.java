/** The Minix file system, versions 1 to 3, for reading. */
@NullMarked
package reliquary.disk.fs.minix;

import org.jspecify.annotations.NullMarked;
