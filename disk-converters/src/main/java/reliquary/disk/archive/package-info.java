/** Compressed files and archives around disk images: unpacked into a temporary file, within limits. */
@NullMarked
package reliquary.disk.archive;

import org.jspecify.annotations.NullMarked;
