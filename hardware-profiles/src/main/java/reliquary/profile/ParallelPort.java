package reliquary.profile;

import java.util.OptionalInt;

/**
 * A parallel printer port.
 *
 * @param number 1 for LPT1, up to 3
 * @param port first of three I/O ports
 * @param irq interrupt request line; empty if none is wired
 */
public record ParallelPort(int number, int port, OptionalInt irq) {}
