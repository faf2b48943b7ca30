package reliquary.device;

import java.util.function.BooleanSupplier;
import reliquary.bus.Line;
import reliquary.bus.PortDevice;
import reliquary.clock.EventQueue;

/** System control port B, port 61h (IBM PC AT Technical Reference, "I/O port 61h"; parity and channel checks never fail). */
public final class SystemControlPort implements PortDevice {
    /** Bit 4 toggles with each memory refresh: 18 timer clocks of 838 ns. */
    static final long REFRESH_NANOS = 15_085;

    private static final int GATE_2 = 0x01;
    private static final int SPEAKER = 0x02;
    private static final int WRITABLE = 0x0F;
    private static final int REFRESH = 0x10;
    private static final int OUT_2 = 0x20;

    private final EventQueue events;
    private final Line gate2;
    private final Line speaker;
    private final BooleanSupplier out2;
    private int value;

    /**
     * @param gate2 gate of timer counter 2, driven low here
     * @param speaker the speaker's data bit
     * @param out2 reads the output of timer counter 2
     */
    public SystemControlPort(EventQueue events, Line gate2, Line speaker, BooleanSupplier out2) {
        this.events = events;
        this.gate2 = gate2;
        this.speaker = speaker;
        this.out2 = out2;
        gate2.set(false);
    }

    @Override
    public int read8(int offset) {
        int refresh = (events.now() / REFRESH_NANOS & 1) == 0 ? 0 : REFRESH;
        return value | refresh | (out2.getAsBoolean() ? OUT_2 : 0);
    }

    @Override
    public void write8(int offset, int written) {
        value = written & WRITABLE;
        gate2.set((value & GATE_2) != 0);
        speaker.set((value & SPEAKER) != 0);
    }
}
