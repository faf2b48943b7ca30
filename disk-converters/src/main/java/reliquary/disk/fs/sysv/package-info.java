/** The file system of UNIX System V, XENIX and Coherent, for reading. */
@NullMarked
package reliquary.disk.fs.sysv;

import org.jspecify.annotations.NullMarked;
