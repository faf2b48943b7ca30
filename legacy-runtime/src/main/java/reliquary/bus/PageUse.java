package reliquary.bus;

/** How the processor's accesses to one 4 KiB page of physical memory are answered. */
public enum PageUse {
    /** Plain memory: no device hears of reads or writes. */
    RAM,
    /** Readable and executable; writes vanish. */
    ROM,
    /** Each access goes to the window's {@link MmioDevice}. */
    DEVICE,
    /** Nothing there: reads as ones, writes vanish. */
    ABSENT
}
