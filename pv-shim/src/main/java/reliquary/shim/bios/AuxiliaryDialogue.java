package reliquary.shim.bios;

import java.util.function.LongSupplier;
import reliquary.shim.PortIo;

/**
 * One exchange with the device on the keyboard controller's auxiliary port: bytes out, each acknowledged, and answers in
 * (IBM PS/2 Hardware Interface Technical Reference, "Keyboard and Auxiliary Device Controller").
 *
 * <p>Bytes take their time on the line, so an exchange goes on over several calls. The device's interrupt is held off
 * until it is over.
 */
final class AuxiliaryDialogue {
    private static final int DATA = 0x60;
    private static final int COMMAND = 0x64;
    private static final int OUTPUT_FULL_FROM_AUXILIARY = 0x21;
    private static final int WRITE_COMMAND_BYTE = 0x60;
    private static final int TO_DEVICE = 0xD4;
    private static final int ACKNOWLEDGE = 0xFA;

    /** Translation, system flag, keyboard interrupt; both devices enabled. */
    private static final int WITHOUT_INTERRUPT = 0x45;

    private static final int WITH_INTERRUPT = 0x47;

    private static final int PIC1_MASK = 0x21;
    private static final int PIC2_MASK = 0xA1;
    private static final int CASCADE_LINE = 0x04;
    private static final int MOUSE_LINE = 0x10;

    /** A reset takes a device up to 750 ms; one that is silent for longer is not there. */
    private static final long PATIENCE_NANOS = 2_000_000_000L;

    private final PortIo ports;
    private final LongSupplier nanos;
    private final long ends;
    private final int[] commands;
    private final int[] answers;
    private int sent;
    private int acknowledged;
    private int answered;
    private boolean failed;

    /** Begins by sending the first of {@code commands}; {@code answers} bytes are to come after the last. */
    AuxiliaryDialogue(PortIo ports, LongSupplier nanos, int[] commands, int answers) {
        this.ports = ports;
        this.nanos = nanos;
        this.commands = commands;
        this.answers = new int[answers];
        this.ends = nanos.getAsLong() + PATIENCE_NANOS;
        setCommandByte(WITHOUT_INTERRUPT);
        sendNext();
    }

    /** The next byte from the auxiliary device, or -1 if none is there. */
    static int read(PortIo ports) {
        boolean there = (ports.in8(COMMAND) & OUTPUT_FULL_FROM_AUXILIARY) == OUTPUT_FULL_FROM_AUXILIARY;
        return there ? ports.in8(DATA) : -1;
    }

    /** Takes what has come and sends what is next; true when the exchange is over. */
    boolean over() {
        for (int value = read(ports); value >= 0; value = read(ports)) {
            take(value);
        }
        failed |= nanos.getAsLong() >= ends;
        boolean over = failed || acknowledged == commands.length && answered == answers.length;
        if (over) {
            setCommandByte(WITH_INTERRUPT);
            ports.out8(PIC1_MASK, ports.in8(PIC1_MASK) & ~CASCADE_LINE);
            ports.out8(PIC2_MASK, ports.in8(PIC2_MASK) & ~MOUSE_LINE);
        }
        return over;
    }

    /** Whether the device said no, or nothing in time. */
    boolean failed() {
        return failed;
    }

    int answer(int index) {
        return answers[index];
    }

    private void take(int value) {
        if (acknowledged == commands.length) {
            if (answered < answers.length) {
                answers[answered++] = value;
            }
        } else if (value == ACKNOWLEDGE) {
            acknowledged++;
            sendNext();
        } else if (acknowledged > 0 || value == 0xFE) {
            failed = true;
        } // else movement from before the command: dropped
    }

    private void sendNext() {
        if (sent < commands.length) {
            ports.out8(COMMAND, TO_DEVICE);
            ports.out8(DATA, commands[sent++]);
        }
    }

    private void setCommandByte(int value) {
        ports.out8(COMMAND, WRITE_COMMAND_BYTE);
        ports.out8(DATA, value);
    }
}
