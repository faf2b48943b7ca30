/** The paravirtual shim: the hypercall ABI and the paravirtual BIOS. */
@NullMarked
package reliquary.shim;

import org.jspecify.annotations.NullMarked;
