package reliquary.profile;

/**
 * Memory as the machine's setup screen counts it.
 *
 * @param conventional bytes from address 0, at most 640 KB; what INT 12h reports, less 1 KB where a PS/2 mouse's
 *     state needs a place
 * @param extended bytes from 1 MB up; what INT 15h function 88h reports
 */
public record MemoryMap(int conventional, int extended) {
    /** Where extended memory begins. */
    public static final int EXTENDED_BASE = 1 << 20;

    /** Most conventional memory, the rest of the first megabyte being adapters and ROM. */
    public static final int MOST_CONVENTIONAL = 640 << 10;

    /** Bytes of physical address space to back with memory: the whole first megabyte and the extended memory. */
    public long arena() {
        return (long) EXTENDED_BASE + extended;
    }
}
