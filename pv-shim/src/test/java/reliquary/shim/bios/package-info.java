@NullMarked
package reliquary.shim.bios;

import org.jspecify.annotations.NullMarked;
