package reliquary.shim.bios;

import java.util.function.LongSupplier;
import reliquary.shim.GuestCpu;
import reliquary.shim.Outcome;
import reliquary.shim.PortIo;

/** INT 17h: the parallel ports (IBM PC AT Technical Reference, printer adapter and BIOS listing). */
final class PrinterServices {
    private static final int STATUS = 1;
    private static final int CONTROL = 2;

    private static final int NOT_BUSY = 0x80;
    private static final int TIMED_OUT = 0x01;
    /** Acknowledge and I/O error arrive inverted; the low three bits mean nothing. */
    private static final int INVERTED = 0x48;

    private static final int MEANINGFUL = 0xF8;
    private static final int SELECTED = 0x0C;
    private static final int STROBE = 0x0D;
    private static final int INITIALISE = 0x08;
    private static final long NANOS_PER_TIMEOUT_UNIT = 1_000_000_000L;

    private final BiosDataArea data;
    private final PortIo ports;
    private final LongSupplier nanos;
    private final UnsupportedCalls unsupported;
    private boolean waiting;
    private long waitEnds;

    PrinterServices(BiosDataArea data, PortIo ports, LongSupplier nanos, UnsupportedCalls unsupported) {
        this.data = data;
        this.ports = ports;
        this.nanos = nanos;
        this.unsupported = unsupported;
    }

    Outcome call(GuestCpu cpu) {
        int base = base(cpu.dx());
        if (base == 0) {
            return Outcome.RETURN; // as the listing: nothing is changed where no port is
        }
        switch (cpu.ah()) {
            case 0x00 -> {
                return print(cpu, base);
            }
            case 0x01 -> {
                ports.out8(base + CONTROL, INITIALISE);
                ports.out8(base + CONTROL, SELECTED);
                cpu.ah(status(base));
            }
            case 0x02 -> cpu.ah(status(base));
            default -> unsupported.report(0x17, cpu, "this printer function");
        }
        return Outcome.RETURN;
    }

    /** Prints one byte at once on a port, 0 to 2; false if the printer is absent or busy. */
    boolean print(int port, int value) {
        int base = base(port);
        if (base == 0 || (ports.in8(base + STATUS) & NOT_BUSY) == 0) {
            return false;
        }
        send(base, value);
        return true;
    }

    /** A power-on self-test ends all waiting. */
    void reset() {
        waiting = false;
    }

    private Outcome print(GuestCpu cpu, int base) {
        boolean ready = (ports.in8(base + STATUS) & NOT_BUSY) != 0;
        if (!ready && !timedOut(cpu.dx())) {
            return Outcome.WAIT;
        }
        waiting = false;
        if (ready) {
            send(base, cpu.al());
        }
        cpu.ah(status(base) | (ready ? 0 : TIMED_OUT));
        return Outcome.RETURN;
    }

    private boolean timedOut(int port) {
        long now = nanos.getAsLong();
        if (!waiting) {
            waiting = true;
            waitEnds = now + data.byteAt(BiosDataArea.PARALLEL_TIMEOUTS + port) * NANOS_PER_TIMEOUT_UNIT;
        }
        return now >= waitEnds;
    }

    private void send(int base, int value) {
        ports.out8(base, value);
        ports.out8(base + CONTROL, STROBE);
        ports.out8(base + CONTROL, SELECTED);
    }

    private int status(int base) {
        return (ports.in8(base + STATUS) ^ INVERTED) & MEANINGFUL;
    }

    private int base(int port) {
        return port < 3 ? data.wordAt(BiosDataArea.PARALLEL_PORTS + 2 * port) : 0;
    }
}
