/** Copy-on-write overlays: everything a guest writes, beside an original that stays as it is. */
@NullMarked
package reliquary.disk.overlay;

import org.jspecify.annotations.NullMarked;
