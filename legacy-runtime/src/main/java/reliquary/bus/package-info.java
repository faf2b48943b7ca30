/** What devices are wired to: ports, physical memory, windows into it, lines. No device and no address stands here. */
@NullMarked
package reliquary.bus;

import org.jspecify.annotations.NullMarked;
