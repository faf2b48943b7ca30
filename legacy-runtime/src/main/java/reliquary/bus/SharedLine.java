package reliquary.bus;

/** One wire with several drivers, such as two serial ports on one interrupt request: high while any of them is. */
public final class SharedLine {
    private final Line output;
    private int inputs;
    private long high;

    public SharedLine(Line output) {
        this.output = output;
    }

    /** Makes a new input, low; at most 64. */
    public Line input() {
        long bit = 1L << inputs++;
        return level -> {
            high = level ? high | bit : high & ~bit;
            output.set(high != 0);
        };
    }
}
