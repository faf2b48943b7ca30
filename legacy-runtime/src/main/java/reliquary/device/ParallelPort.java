package reliquary.device;

import java.util.Optional;
import reliquary.bus.Line;
import reliquary.bus.PortDevice;
import reliquary.bus.PrinterCable;
import reliquary.clock.EventQueue;

/**
 * IBM PS/2 parallel port (IBM PS/2 Hardware Interface Technical Reference, "Parallel Port Controller"), which is the PC's
 * printer adapter with a data direction bit and an interrupt that stays until the status is read.
 *
 * <p>Three ports: data, status, control. A rising strobe hands the data byte to the printer, which is busy for
 * {@link #BUSY_NANOS} and then acknowledges.
 */
public final class ParallelPort implements PortDevice {
    /** How long the printer takes for a byte: about 50,000 a second, the fastest that the port's handshake allowed. */
    public static final long BUSY_NANOS = 20_000;

    private static final long ACK_NANOS = 5_000;

    private static final int NOT_BUSY = 0x80;
    private static final int NOT_ACK = 0x40;
    private static final int SELECTED = 0x10;
    private static final int NO_ERROR = 0x08;
    private static final int NO_INTERRUPT = 0x04;
    private static final int UNUSED = 0x03;

    /** What the pull-ups make of a socket without a cable: busy, out of paper, selected. */
    private static final int NO_PRINTER = 0x7F;

    private static final int STROBE = 0x01;
    private static final int INTERRUPT = 0x10;
    private static final int INPUT = 0x20;
    private static final int CONTROL_UNUSED = 0xC0;

    private final EventQueue events;
    private final Line irq;
    private final Optional<PrinterCable> printer;
    private final EventQueue.Timer acknowledge;
    private int data;
    private int control;
    private boolean interrupting;

    public ParallelPort(EventQueue events, Line irq, Optional<PrinterCable> printer) {
        this.events = events;
        this.irq = irq;
        this.printer = printer;
        acknowledge = events.timer("printer acknowledge", this::acknowledged);
    }

    @Override
    public int read8(int offset) {
        return switch (offset) {
            case 0 -> (control & INPUT) != 0 ? 0xFF : data; // no printer drives the data lines
            case 1 -> status();
            default -> control | CONTROL_UNUSED;
        };
    }

    @Override
    public void write8(int offset, int value) {
        if (offset == 0) {
            data = value;
        } else if (offset == 2) {
            boolean strobed = (value & ~control & STROBE) != 0;
            control = value & ~CONTROL_UNUSED;
            if ((control & INTERRUPT) == 0) {
                interrupt(false);
            }
            if (strobed && (control & INPUT) == 0) {
                strobe();
            }
        }
    }

    private void strobe() {
        if (printer.isPresent() && !acknowledge.isArmed()) {
            printer.get().print(data);
            interrupt(false);
            acknowledge.armIn(BUSY_NANOS);
        }
    }

    private void acknowledged() {
        interrupt((control & INTERRUPT) != 0);
    }

    private int status() {
        if (printer.isEmpty()) {
            return NO_PRINTER;
        }
        boolean busy = acknowledge.isArmed();
        boolean ack = busy && acknowledge.at() - events.now() <= ACK_NANOS;
        int status = UNUSED
                | SELECTED
                | NO_ERROR
                | (busy ? 0 : NOT_BUSY)
                | (ack ? 0 : NOT_ACK)
                | (interrupting ? 0 : NO_INTERRUPT);
        interrupt(false);
        return status;
    }

    private void interrupt(boolean level) {
        interrupting = level;
        irq.set(level);
    }
}
