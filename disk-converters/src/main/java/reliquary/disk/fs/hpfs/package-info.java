/** The high performance file system of OS/2, for reading. */
@NullMarked
package reliquary.disk.fs.hpfs;

import org.jspecify.annotations.NullMarked;
