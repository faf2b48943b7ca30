/** Devices, one chip a file, each after its data sheet. A device imports bus, clock and disk types only, and sees offsets, never addresses. */
@NullMarked
package reliquary.device;

import org.jspecify.annotations.NullMarked;
