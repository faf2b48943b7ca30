/** Guest time: the virtual clock and the queue of what happens when. */
@NullMarked
package reliquary.clock;

import org.jspecify.annotations.NullMarked;
