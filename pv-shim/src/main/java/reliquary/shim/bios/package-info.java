/** The paravirtual BIOS: a ROM that the guest sees, whose services run on the host. */
@NullMarked
package reliquary.shim.bios;

import org.jspecify.annotations.NullMarked;
