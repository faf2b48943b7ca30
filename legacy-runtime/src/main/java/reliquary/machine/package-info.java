/** A whole machine: the run loop that joins processor, board and time. */
@NullMarked
package reliquary.machine;

import org.jspecify.annotations.NullMarked;
