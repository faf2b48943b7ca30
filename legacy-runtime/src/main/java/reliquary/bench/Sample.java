package reliquary.bench;

import java.util.Optional;

/**
 * What one run took.
 *
 * @param wall seconds from the start of the process to its end
 * @param cpu seconds of processor time, user and system, of all its threads; empty where the host does not tell
 */
record Sample(double wall, Optional<Double> cpu) {}
