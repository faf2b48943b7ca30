package reliquary.device;

import java.util.ArrayDeque;
import java.util.Deque;
import reliquary.bus.Line;
import reliquary.bus.ModemLines;
import reliquary.bus.PortDevice;
import reliquary.bus.SerialLine;
import reliquary.clock.EventQueue;

/**
 * National Semiconductor NS16550A (PC16550D data sheet), or one of its forerunners, with the PC's 1.8432 MHz crystal.
 *
 * <p>Eight ports. Characters take as long as baud rate and format make them, in both directions; what the host
 * sends waits here for the line. The interrupt reaches the board only while OUT2 is on, as on IBM's asynchronous adapter.
 */
public final class Uart16550 implements PortDevice {
    private static final int FIFO_SIZE = 16;
    private static final int[] TRIGGERS = {1, 4, 8, 14};
    private static final long CRYSTAL_HZ = 1_843_200;

    private static final int IER_RECEIVED = 0x01;
    private static final int IER_EMPTY = 0x02;
    private static final int IER_LINE = 0x04;
    private static final int IER_MODEM = 0x08;

    private static final int IIR_MODEM = 0x00;
    private static final int IIR_NONE = 0x01;
    private static final int IIR_EMPTY = 0x02;
    private static final int IIR_RECEIVED = 0x04;
    private static final int IIR_LINE = 0x06;
    private static final int IIR_TIMEOUT = 0x0C;
    private static final int IIR_FIFOS = 0xC0;

    private static final int LCR_BREAK = 0x40;
    private static final int LCR_DIVISOR = 0x80;

    private static final int MCR_DTR = 0x01;
    private static final int MCR_RTS = 0x02;
    private static final int MCR_OUT1 = 0x04;
    private static final int MCR_OUT2 = 0x08;
    private static final int MCR_LOOP = 0x10;

    private static final int LSR_READY = 0x01;
    private static final int LSR_OVERRUN = 0x02;
    private static final int LSR_BREAK = 0x10;
    private static final int LSR_CHARACTER_ERRORS = 0x1C;
    private static final int LSR_HOLDING_EMPTY = 0x20;
    private static final int LSR_ALL_EMPTY = 0x40;
    private static final int LSR_FIFO_ERROR = 0x80;

    private static final int MSR_CTS = 0x10;
    private static final int MSR_DSR = 0x20;
    private static final int MSR_RING = 0x40;
    private static final int MSR_CARRIER = 0x80;

    private final Model model;
    private final Line irq;
    private final SerialLine line;
    private final EventQueue.Timer sent;
    private final EventQueue.Timer arrival;
    private final EventQueue.Timer timeout;

    /** Characters that the far end sent and that are still on their way; a break is {@code LSR_BREAK << 8}. */
    private final Deque<Integer> incoming = new ArrayDeque<>();

    /** Received characters, each with its line status errors in bits 15 to 8. */
    private final Deque<Integer> received = new ArrayDeque<>();

    private final Deque<Integer> holding = new ArrayDeque<>();
    private boolean sending;
    private int shift;

    private int divisor = 12;
    private int ier;
    private int lcr;
    private int mcr;
    private int scratch;
    private boolean fifos;
    private int trigger = 1;
    private boolean overrun;
    private boolean emptied;
    private boolean timedOut;
    private int modemInputs;
    private int modemStatus;

    /** The chip and its forerunners, which have the same registers but for these. */
    public enum Model {
        /** INS8250 of the PC's asynchronous adapter: no FIFOs, no scratch register. */
        INS8250,
        /** NS16450 of the AT's adapter: no FIFOs. */
        NS16450,
        NS16550A
    }

    public Uart16550(Model model, EventQueue events, Line irq, SerialLine line) {
        this.model = model;
        this.irq = irq;
        this.line = line;
        sent = events.timer("16550 transmitter", this::characterSent);
        arrival = events.timer("16550 receiver", this::characterArrived);
        timeout = events.timer("16550 character time-out", this::characterTimedOut);
    }

    /** Sends a character, 0 to 255, from the far end; it arrives after those before it, at the guest's baud rate. */
    public void receive(int value) {
        arrive(value & 0xFF);
    }

    /** Sends a break from the far end. */
    public void receiveBreak() {
        arrive(LSR_BREAK << 8);
    }

    /** Characters from the far end that have not arrived yet. */
    public int underway() {
        return incoming.size();
    }

    /** Sets the port's modem inputs; all are off at power-on. */
    public void modem(ModemLines lines) {
        modemInputs = (lines.clearToSend() ? MSR_CTS : 0)
                | (lines.dataSetReady() ? MSR_DSR : 0)
                | (lines.ring() ? MSR_RING : 0)
                | (lines.carrier() ? MSR_CARRIER : 0);
        modemChanged();
        interrupt();
    }

    @Override
    public int read8(int offset) {
        boolean latch = (lcr & LCR_DIVISOR) != 0;
        int value = switch (offset) {
            case 0 -> latch ? divisor & 0xFF : takeCharacter();
            case 1 -> latch ? divisor >> 8 : ier;
            case 2 -> identify();
            case 3 -> lcr;
            case 4 -> mcr;
            case 5 -> lineStatus();
            case 6 -> takeModemStatus();
            default -> model == Model.INS8250 ? 0xFF : scratch;
        };
        interrupt();
        return value;
    }

    @Override
    public void write8(int offset, int value) {
        boolean latch = (lcr & LCR_DIVISOR) != 0;
        switch (offset) {
            case 0 -> {
                if (latch) {
                    divisor = divisor & 0xFF00 | value;
                } else {
                    hold(value);
                }
            }
            case 1 -> {
                if (latch) {
                    divisor = divisor & 0xFF | value << 8;
                } else {
                    emptied |= (value & ~ier & IER_EMPTY) != 0 && holding.isEmpty();
                    ier = value & 0x0F;
                }
            }
            case 2 -> fifoControl(value);
            case 3 -> lineControl(value);
            case 4 -> modemControl(value);
            case 7 -> scratch = value;
            default -> {
                // line and modem status are factory-test registers when written
            }
        }
        interrupt();
    }

    /** Start bit, data, parity and stop bits, in nanoseconds; 5 data bits with "2" stop bits have one and a half. */
    long characterNanos() {
        int dataBits = (lcr & 3) + 5;
        int stopHalves = (lcr & 4) == 0 ? 2 : dataBits == 5 ? 3 : 4;
        int halves = 2 + 2 * dataBits + ((lcr & 8) != 0 ? 2 : 0) + stopHalves;
        long clocks = 16L * (divisor == 0 ? 0x10000 : divisor);
        return halves * clocks * 1_000_000_000 / (2 * CRYSTAL_HZ);
    }

    // ---- Transmitter

    private void hold(int value) {
        emptied = false;
        if (!fifos) {
            holding.clear();
        }
        if (holding.size() < FIFO_SIZE) {
            holding.add(value);
        }
        sendNext();
    }

    private void sendNext() {
        if (!sending && !holding.isEmpty()) {
            shift = holding.remove() & (0x20 << (lcr & 3)) - 1;
            sending = true;
            emptied = holding.isEmpty();
            sent.armIn(characterNanos());
        }
    }

    private void characterSent() {
        sending = false;
        if ((mcr & MCR_LOOP) != 0) {
            accept(shift);
        } else {
            line.transmit(shift);
        }
        sendNext();
        interrupt();
    }

    // ---- Receiver

    private void arrive(int character) {
        incoming.add(character);
        if (!arrival.isArmed()) {
            arrival.armIn(characterNanos());
        }
    }

    private void characterArrived() {
        int character = incoming.remove();
        if ((mcr & MCR_LOOP) == 0) {
            accept(character);
        }
        if (!incoming.isEmpty()) {
            arrival.armIn(characterNanos());
        }
        interrupt();
    }

    /** A full FIFO keeps what it has and loses the new character; without FIFOs the new one replaces the old. */
    private void accept(int character) {
        boolean full = received.size() >= (fifos ? FIFO_SIZE : 1);
        overrun |= full;
        if (full && !fifos) {
            received.clear();
        }
        if (!full || !fifos) {
            received.add(character);
        }
        armTimeout();
    }

    private int takeCharacter() {
        timedOut = false;
        if (received.isEmpty()) {
            return 0;
        }
        int character = received.remove() & 0xFF;
        armTimeout();
        return character;
    }

    private void armTimeout() {
        if (fifos && !received.isEmpty()) {
            timeout.armIn(4 * characterNanos());
        } else {
            timeout.cancel();
        }
    }

    private void characterTimedOut() {
        timedOut = true;
        interrupt();
    }

    // ---- Registers

    private int lineStatus() {
        int errors = headErrors();
        int status = (received.isEmpty() ? 0 : LSR_READY)
                | (overrun ? LSR_OVERRUN : 0)
                | errors
                | (holding.isEmpty() ? LSR_HOLDING_EMPTY : 0)
                | (holding.isEmpty() && !sending ? LSR_ALL_EMPTY : 0)
                | (fifos && anyErrors() ? LSR_FIFO_ERROR : 0);
        overrun = false;
        if (errors != 0) {
            received.addFirst(received.remove() & 0xFF);
        }
        return status;
    }

    private int headErrors() {
        Integer head = received.peek();
        return head == null ? 0 : head >> 8 & LSR_CHARACTER_ERRORS;
    }

    private boolean anyErrors() {
        return received.stream().anyMatch(character -> character > 0xFF);
    }

    private void fifoControl(int value) {
        if (model != Model.NS16550A) {
            return;
        }
        boolean enable = (value & 0x01) != 0;
        if (enable != fifos || (value & 0x02) != 0) {
            received.clear();
            timedOut = false;
            timeout.cancel();
        }
        if (enable != fifos || (value & 0x04) != 0) {
            emptied |= !holding.isEmpty();
            holding.clear();
        }
        fifos = enable;
        trigger = enable ? TRIGGERS[value >> 6] : 1;
    }

    private void lineControl(int value) {
        boolean changed = ((lcr ^ value) & LCR_BREAK) != 0;
        lcr = value;
        if (changed) {
            line.breaks((value & LCR_BREAK) != 0);
        }
    }

    private void modemControl(int value) {
        int before = outputs();
        mcr = value & 0x1F;
        if (outputs() != before) {
            line.outputs((outputs() & MCR_DTR) != 0, (outputs() & MCR_RTS) != 0);
        }
        modemChanged();
    }

    /** DTR and RTS as the cable sees them: off in loopback. */
    private int outputs() {
        return (mcr & MCR_LOOP) != 0 ? 0 : mcr & (MCR_DTR | MCR_RTS);
    }

    /** Works out MSR: the inputs, or in loopback the outputs, and in bits 3 to 0 what changed since it was read. */
    private void modemChanged() {
        int inputs = (mcr & MCR_LOOP) == 0
                ? modemInputs
                : ((mcr & MCR_RTS) != 0 ? MSR_CTS : 0)
                        | ((mcr & MCR_DTR) != 0 ? MSR_DSR : 0)
                        | ((mcr & MCR_OUT1) != 0 ? MSR_RING : 0)
                        | ((mcr & MCR_OUT2) != 0 ? MSR_CARRIER : 0);
        int changed = inputs ^ modemStatus & 0xF0;
        int ringBegan = changed & inputs & MSR_RING; // only the end of ringing counts
        modemStatus = inputs | modemStatus & 0x0F | (changed & ~ringBegan) >> 4;
    }

    private int takeModemStatus() {
        int status = modemStatus;
        modemStatus &= 0xF0;
        return status;
    }

    private int identify() {
        int cause = cause();
        if (cause == IIR_EMPTY) {
            emptied = false;
        }
        return cause | (fifos ? IIR_FIFOS : 0);
    }

    /** The most urgent enabled interrupt. */
    private int cause() {
        if ((ier & IER_LINE) != 0 && (overrun || headErrors() != 0)) {
            return IIR_LINE;
        }
        if ((ier & IER_RECEIVED) != 0 && received.size() >= trigger) {
            return IIR_RECEIVED;
        }
        if ((ier & IER_RECEIVED) != 0 && timedOut) {
            return IIR_TIMEOUT;
        }
        if ((ier & IER_EMPTY) != 0 && emptied) {
            return IIR_EMPTY;
        }
        return (ier & IER_MODEM) != 0 && (modemStatus & 0x0F) != 0 ? IIR_MODEM : IIR_NONE;
    }

    private void interrupt() {
        irq.set((mcr & MCR_OUT2) != 0 && cause() != IIR_NONE);
    }
}
