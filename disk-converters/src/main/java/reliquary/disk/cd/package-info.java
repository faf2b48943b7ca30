/** Compact discs: images of 2048-byte and of raw sectors, and what a PC boots from them (El Torito). */
@NullMarked
package reliquary.disk.cd;

import org.jspecify.annotations.NullMarked;
