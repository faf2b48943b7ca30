package reliquary.engine;

/**
 * A segment or gate descriptor: Intel SDM volume 3, 3.4.5 "Segment Descriptors" and 6.11 "IDT Descriptors".
 *
 * @param low bits 0 to 31
 * @param high bits 32 to 63; Unicorn keeps these, too, as a loaded segment's flags
 */
record Descriptor(int low, int high) {
    static final int TASK_GATE = 5;
    static final int INTERRUPT_GATE_16 = 6;
    static final int TRAP_GATE_16 = 7;
    static final int INTERRUPT_GATE_32 = 14;
    static final int TRAP_GATE_32 = 15;

    private static final int PRESENT = 1 << 15;
    private static final int CODE_OR_DATA = 1 << 12;
    private static final int EXECUTABLE = 1 << 11;
    private static final int CONFORMING = 1 << 10;
    private static final int WRITABLE = 1 << 9;
    private static final int BIG = 1 << 22;
    private static final int GRANULAR = 1 << 23;

    int base() {
        return low >>> 16 | (high & 0xFF) << 16 | high & 0xFF000000;
    }

    int limit() {
        int limit = low & 0xFFFF | high & 0xF0000;
        return (high & GRANULAR) != 0 ? limit << 12 | 0xFFF : limit;
    }

    /** The four type bits of a system descriptor, with the S bit above them: gates and TSSs are below 16. */
    int type() {
        return high >> 8 & 0x1F;
    }

    int privilege() {
        return high >> 13 & 3;
    }

    boolean present() {
        return (high & PRESENT) != 0;
    }

    boolean code() {
        return (high & CODE_OR_DATA) != 0 && (high & EXECUTABLE) != 0;
    }

    boolean conforming() {
        return (high & CONFORMING) != 0;
    }

    boolean writableData() {
        return (high & CODE_OR_DATA) != 0 && (high & EXECUTABLE) == 0 && (high & WRITABLE) != 0;
    }

    /** Whether a stack or code segment has 32-bit offsets. */
    boolean big() {
        return (high & BIG) != 0;
    }

    // The same bits read as a gate.

    int gateSelector() {
        return low >>> 16;
    }

    int gateOffset() {
        return high & 0xFFFF0000 | low & 0xFFFF;
    }
}
