@NullMarked
package reliquary.disk.overlay;

import org.jspecify.annotations.NullMarked;
