package reliquary.shim.bios;

import java.util.function.LongSupplier;
import reliquary.shim.GuestCpu;
import reliquary.shim.Outcome;
import reliquary.shim.PortIo;

/** INT 14h: the serial ports, National Semiconductor 16450 registers (IBM PS/2 BIOS Interface Technical Reference). */
final class SerialServices {
    private static final int INTERRUPT_ENABLE = 1;
    private static final int LINE_CONTROL = 3;
    private static final int MODEM_CONTROL = 4;
    private static final int LINE_STATUS = 5;
    private static final int MODEM_STATUS = 6;

    private static final int DIVISOR_ACCESS = 0x80;
    private static final int DTR = 0x01;
    private static final int RTS = 0x02;
    private static final int CTS = 0x10;
    private static final int DSR = 0x20;
    private static final int DATA_READY = 0x01;
    private static final int ERRORS = 0x1E;
    private static final int HOLDING_EMPTY = 0x20;
    private static final int TIMED_OUT = 0x80;

    /** Divisors of 115,200 for the rates that AL and CL name: 110, 150, 300 ... 9600, 19200 bits a second. */
    private static final int[] DIVISORS = {1047, 768, 384, 192, 96, 48, 24, 12, 6};

    private static final int[] PARITY = {0x00, 0x08, 0x18, 0x28, 0x38};
    private static final long NANOS_PER_TIMEOUT_UNIT = 1_000_000_000L;

    private final BiosDataArea data;
    private final PortIo ports;
    private final LongSupplier nanos;
    private final UnsupportedCalls unsupported;
    private boolean waiting;
    private long waitEnds;

    SerialServices(BiosDataArea data, PortIo ports, LongSupplier nanos, UnsupportedCalls unsupported) {
        this.data = data;
        this.ports = ports;
        this.nanos = nanos;
        this.unsupported = unsupported;
    }

    Outcome call(GuestCpu cpu) {
        int base = cpu.dx() < 4 ? data.wordAt(BiosDataArea.SERIAL_PORTS + 2 * cpu.dx()) : 0;
        if (base == 0) {
            return Outcome.RETURN; // as the listing: nothing is changed where no port is
        }
        switch (cpu.ah()) {
            case 0x00 -> initialise(cpu, base);
            case 0x01 -> {
                return send(cpu, base);
            }
            case 0x02 -> {
                return receive(cpu, base);
            }
            case 0x03 -> status(cpu, base);
            case 0x04 -> initialiseExtended(cpu, base);
            case 0x05 -> modemControl(cpu, base);
            default -> unsupported.report(0x14, cpu, "this serial function");
        }
        return Outcome.RETURN;
    }

    /** A power-on self-test ends all waiting. */
    void reset() {
        waiting = false;
    }

    private void initialise(GuestCpu cpu, int base) {
        program(base, DIVISORS[cpu.al() >> 5], cpu.al() & 0x1F);
        status(cpu, base);
    }

    private void initialiseExtended(GuestCpu cpu, int base) {
        int parity = PARITY[Math.min(cpu.bh(), PARITY.length - 1)];
        int line = (cpu.al() & 1) << 6 | parity | (cpu.bl() & 1) << 2 | cpu.ch() & 3;
        program(base, DIVISORS[Math.min(cpu.cl(), DIVISORS.length - 1)], line);
        status(cpu, base);
    }

    private void program(int base, int divisor, int lineControl) {
        ports.out8(base + LINE_CONTROL, DIVISOR_ACCESS);
        ports.out8(base, divisor & 0xFF);
        ports.out8(base + 1, divisor >> 8);
        ports.out8(base + LINE_CONTROL, lineControl);
        ports.out8(base + INTERRUPT_ENABLE, 0);
    }

    private Outcome send(GuestCpu cpu, int base) {
        ports.out8(base + MODEM_CONTROL, DTR | RTS);
        boolean ready = (ports.in8(base + MODEM_STATUS) & (DSR | CTS)) == (DSR | CTS)
                && (ports.in8(base + LINE_STATUS) & HOLDING_EMPTY) != 0;
        if (!ready && !timedOut(cpu.dx())) {
            return Outcome.WAIT;
        }
        waiting = false;
        if (ready) {
            ports.out8(base, cpu.al());
        }
        cpu.ah(ports.in8(base + LINE_STATUS) & 0x7F | (ready ? 0 : TIMED_OUT));
        return Outcome.RETURN;
    }

    private Outcome receive(GuestCpu cpu, int base) {
        ports.out8(base + MODEM_CONTROL, DTR);
        int line = ports.in8(base + LINE_STATUS);
        boolean ready = (ports.in8(base + MODEM_STATUS) & DSR) != 0 && (line & DATA_READY) != 0;
        if (!ready && !timedOut(cpu.dx())) {
            return Outcome.WAIT;
        }
        waiting = false;
        if (ready) {
            cpu.al(ports.in8(base));
            cpu.ah(line & ERRORS);
        } else {
            cpu.ah(line & ERRORS | TIMED_OUT);
        }
        return Outcome.RETURN;
    }

    /** Starts the time that the port's time-out byte allows, or says that it has passed. */
    private boolean timedOut(int port) {
        long now = nanos.getAsLong();
        if (!waiting) {
            waiting = true;
            waitEnds = now + data.byteAt(BiosDataArea.SERIAL_TIMEOUTS + port) * NANOS_PER_TIMEOUT_UNIT;
        }
        return now >= waitEnds;
    }

    private void status(GuestCpu cpu, int base) {
        cpu.ah(ports.in8(base + LINE_STATUS));
        cpu.al(ports.in8(base + MODEM_STATUS));
    }

    /** Function 05h: AL = 0 reads the modem control register into BL, 1 writes it from there. */
    private void modemControl(GuestCpu cpu, int base) {
        if (cpu.al() == 0) {
            cpu.bl(ports.in8(base + MODEM_CONTROL));
        } else {
            ports.out8(base + MODEM_CONTROL, cpu.bl());
        }
        status(cpu, base);
    }
}
