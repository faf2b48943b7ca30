/** File systems: one read interface, one sub-package each. */
@NullMarked
package reliquary.disk.fs;

import org.jspecify.annotations.NullMarked;
