package reliquary.engine;

/**
 * How often the processor left translated code, since it was made.
 *
 * @param runs runs started
 * @param interrupts interrupts and exceptions delivered into the guest
 * @param hostCalls hypercalls and firmware interrupts served on the host
 * @param portAccesses IN and OUT
 * @param deviceAccesses loads and stores answered by a device
 * @param tlbFills misses of the translation look-aside buffer
 * @param shadowCopies code pages copied to their shadow again because the guest had written to them
 */
public record EngineStatistics(
        long runs,
        long interrupts,
        long hostCalls,
        long portAccesses,
        long deviceAccesses,
        long tlbFills,
        long shadowCopies) {}
