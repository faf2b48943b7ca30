/** Real systems, booted and asked: whole machines from disk image to screen. */
@NullMarked
package reliquary.guests;

import org.jspecify.annotations.NullMarked;
