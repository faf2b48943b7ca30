package reliquary.shim.bios;

import reliquary.shim.PortIo;

/** Address line 20 through system control port A, 92h bit 1 (IBM PS/2 Model 80 Technical Reference). */
final class A20Gate {
    private static final int CONTROL_PORT_A = 0x92;
    private static final int ENABLED = 0x02;
    /** Bit 0 resets the processor and must never be written as 1 by accident. */
    private static final int FAST_RESET = 0x01;

    private final PortIo ports;

    A20Gate(PortIo ports) {
        this.ports = ports;
    }

    boolean enabled() {
        return (ports.in8(CONTROL_PORT_A) & ENABLED) != 0;
    }

    void enable(boolean on) {
        int old = ports.in8(CONTROL_PORT_A) & ~FAST_RESET;
        ports.out8(CONTROL_PORT_A, on ? old | ENABLED : old & ~ENABLED);
    }
}
