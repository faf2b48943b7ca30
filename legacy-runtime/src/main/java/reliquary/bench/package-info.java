/** Whole-machine benchmarks: the same guest programs here, on QEMU's translator and on DOSBox. */
@NullMarked
package reliquary.bench;

import org.jspecify.annotations.NullMarked;
