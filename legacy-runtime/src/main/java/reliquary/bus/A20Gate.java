package reliquary.bus;

/**
 * The gate on address line 20: open when any of its inputs (keyboard controller, port 92h) is high, as on AT boards that
 * have both. While closed, addresses wrap at 1 MB.
 */
public final class A20Gate {
    private final Line output;
    private int inputs;
    private int high;

    /** @param output told whenever the gate opens (true) or closes (false); closed at the start */
    public A20Gate(Line output) {
        this.output = output;
    }

    /** Makes a new input, low; at most 32. */
    public Line input() {
        int bit = 1 << inputs++;
        return level -> drive(bit, level);
    }

    public boolean isOpen() {
        return high != 0;
    }

    private void drive(int bit, boolean level) {
        boolean was = isOpen();
        high = level ? high | bit : high & ~bit;
        if (was != isOpen()) {
            output.set(isOpen());
        }
    }
}
