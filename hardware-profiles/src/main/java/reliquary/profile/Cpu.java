package reliquary.profile;

/**
 * The processor and its speed.
 *
 * @param model what it is
 * @param clockMhz clock in megahertz, 1 to 4000
 * @param cyclesPerInstruction average clock cycles an instruction, 0.1 to 100
 * @param fpu the floating-point unit
 */
public record Cpu(CpuModel model, double clockMhz, double cyclesPerInstruction, Fpu fpu) {
    /** Instructions in an average basic block of compiled and hand-written 16-bit code. */
    public static final int INSTRUCTIONS_PER_BLOCK = 5;

    private static final double PICOSECONDS_PER_MICROSECOND = 1e6;

    /**
     * Guest time that one basic block takes, in picoseconds: instructions a block, times cycles an instruction, times the
     * length of a cycle. 15.2 microseconds for an 8088 at 4.77 MHz, 25.7 nanoseconds for a Pentium MMX at 233 MHz.
     */
    public long blockPicoseconds() {
        return Math.round(INSTRUCTIONS_PER_BLOCK * cyclesPerInstruction * PICOSECONDS_PER_MICROSECOND / clockMhz);
    }
}
