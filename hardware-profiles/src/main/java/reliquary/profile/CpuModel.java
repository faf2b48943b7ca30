package reliquary.profile;

/**
 * A processor model with the average number of clock cycles that it took for an instruction.
 *
 * <p>The averages follow from what Intel published: instructions a second in the first PCs for the 8088 to the 80286, and the
 * iCOMP index relative to the 486DX-33 for its successors (docs/profiles.md has the sums). Memory waits are included. A
 * profile may state its own with {@code cycles-per-instruction}.
 */
public enum CpuModel implements Named {
    I8088("8088", 0, 14.5, Fpu.I8087),
    I8086("8086", 0, 12.1, Fpu.I8087),
    V20("V20", 1, 11.0, Fpu.I8087),
    V30("V30", 1, 9.0, Fpu.I8087),
    I80186("80186", 1, 8.0, Fpu.I8087),
    I80286("80286", 2, 6.7, Fpu.I80287),
    I80386SX("386SX", 3, 6.2, Fpu.I80387),
    I80386DX("386DX", 3, 4.9, Fpu.I80387),
    I80486SX("486SX", 4, 2.0, Fpu.BUILT_IN),
    I80486DX("486DX", 4, 2.0, Fpu.BUILT_IN),
    I80486DX2("486DX2", 4, 2.25, Fpu.BUILT_IN),
    I80486DX4("486DX4", 4, 2.3, Fpu.BUILT_IN),
    PENTIUM("Pentium", 5, 1.2, Fpu.BUILT_IN),
    PENTIUM_MMX("Pentium MMX", 5, 1.2, Fpu.BUILT_IN),
    PENTIUM_PRO("Pentium Pro", 6, 1.0, Fpu.BUILT_IN),
    PENTIUM_II("Pentium II", 6, 1.0, Fpu.BUILT_IN),
    PENTIUM_III("Pentium III", 6, 0.85, Fpu.BUILT_IN);

    private final String yaml;
    private final int generation;
    private final double cyclesPerInstruction;
    private final Fpu coprocessor;

    CpuModel(String yaml, int generation, double cyclesPerInstruction, Fpu coprocessor) {
        this.yaml = yaml;
        this.generation = generation;
        this.cyclesPerInstruction = cyclesPerInstruction;
        this.coprocessor = coprocessor;
    }

    @Override
    public String yaml() {
        return yaml;
    }

    /** 0 for the 8086 and 8088, 1 for the 80186 and the NEC V series, 2 for the 80286, up to 6 for the P6 family. */
    public int generation() {
        return generation;
    }

    /** Average clock cycles an instruction. */
    public double cyclesPerInstruction() {
        return cyclesPerInstruction;
    }

    /** The one floating-point unit that fits this processor. */
    public Fpu coprocessor() {
        return coprocessor;
    }

    /** The largest memory, in bytes, that its address lines reach. */
    public long addressSpace() {
        if (generation < 2) {
            return 1L << 20;
        }
        return this == I80286 || this == I80386SX ? 1L << 24 : 1L << 32;
    }
}
