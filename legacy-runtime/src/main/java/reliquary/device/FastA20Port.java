package reliquary.device;

import reliquary.bus.Line;
import reliquary.bus.PortDevice;

/** System control port A, port 92h (IBM PS/2 Model 50/60 Technical Reference, "System Control Port A"). */
public final class FastA20Port implements PortDevice {
    private static final int RESET = 0x01;
    private static final int A20 = 0x02;

    private final Line a20;
    private final Line reset;
    private int value;

    /** @param reset pulsed when software sets bit 0: the processor alone is reset */
    public FastA20Port(Line a20, Line reset) {
        this.a20 = a20;
        this.reset = reset;
    }

    @Override
    public int read8(int offset) {
        return value;
    }

    @Override
    public void write8(int offset, int written) {
        boolean rising = (written & ~value & RESET) != 0;
        value = written & (RESET | A20);
        a20.set((value & A20) != 0);
        if (rising) {
            reset.pulse();
        }
    }
}
