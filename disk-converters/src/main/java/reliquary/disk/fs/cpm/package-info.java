/** The directory of CP/M-86, for reading. */
@NullMarked
package reliquary.disk.fs.cpm;

import org.jspecify.annotations.NullMarked;
