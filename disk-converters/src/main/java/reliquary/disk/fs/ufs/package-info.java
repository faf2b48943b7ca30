/** The Berkeley fast file system, UFS1 and UFS2, for reading. */
@NullMarked
package reliquary.disk.fs.ufs;

import org.jspecify.annotations.NullMarked;
