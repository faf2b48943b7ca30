/** The board: the one place that knows ports, memory addresses and interrupt numbers, and wires devices by constructors. */
@NullMarked
package reliquary.board;

import org.jspecify.annotations.NullMarked;
