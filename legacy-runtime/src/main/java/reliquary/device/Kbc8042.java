package reliquary.device;

import java.util.ArrayDeque;
import java.util.Deque;
import reliquary.bus.Line;
import reliquary.bus.PortDevice;
import reliquary.bus.Ps2Device;
import reliquary.clock.EventQueue;

/**
 * Intel 8042 as the AT's keyboard controller with the PS/2's auxiliary port (IBM PS/2 Hardware Interface Technical
 * Reference, "Keyboard and Auxiliary Device Controller").
 *
 * <p>Two ports that are not neighbours: {@link #dataPort()} (60h) and {@link #commandPort()} (64h). Answers of the
 * controller itself are there at once; bytes of the keyboard and the auxiliary device take the time that the serial
 * line takes, and come only when the one before has been read. After power-on both devices are disabled.
 */
public final class Kbc8042 {
    /** Eleven bits at 12.5 kHz, the middle of what PS/2 devices use. */
    public static final long BYTE_NANOS = 880_000;

    /** Input port: not locked, colour display, no manufacturing jumper, 512 KB on the board. */
    public static final int COLOUR_DISPLAY = 0xB0;

    /** Input port of a board with a monochrome adapter. */
    public static final int MONOCHROME_DISPLAY = 0xF0;

    private static final int OUTPUT_FULL = 0x01;
    private static final int LAST_WAS_COMMAND = 0x08;
    private static final int NOT_LOCKED = 0x10;
    private static final int AUX_FULL = 0x20;
    private static final int TIMEOUT = 0x40;

    private static final int KEYBOARD_INTERRUPT = 0x01;
    private static final int AUX_INTERRUPT = 0x02;
    private static final int SYSTEM_FLAG = 0x04;
    private static final int KEYBOARD_DISABLED = 0x10;
    private static final int AUX_DISABLED = 0x20;
    private static final int TRANSLATE = 0x40;

    private static final int P2_RUNNING = 0x01;
    private static final int P2_A20 = 0x02;
    private static final int P2_IDLE = 0xC0;
    private static final int NO_COMMAND = -1;

    /** Answers that wait to be read; a guest that asks on without reading loses the rest. */
    private static final int MOST_ANSWERS = 16;

    private final Ps2Device keyboard;
    private final Ps2Device aux;
    private final Wires wires;
    private final int inputPort;
    private final EventQueue.Timer arrival;
    private final int[] ram = new int[32];
    private final Deque<Byte> answers = new ArrayDeque<>();

    private int outputBuffer;
    private Source source = Source.NOBODY;
    private boolean timedOut;
    private boolean lastWasCommand;
    private int command = NO_COMMAND;
    private int p2 = P2_IDLE | P2_A20 | P2_RUNNING;
    private boolean released;

    /** Who put the byte into the output buffer. */
    private enum Source {
        NOBODY,
        CONTROLLER,
        KEYBOARD,
        AUX
    }

    /** The controller's outputs: two interrupts, the A20 gate's input, and reset, which is high for one moment. */
    public record Wires(Line keyboardIrq, Line auxIrq, Line a20, Line reset) {}

    /** @param inputPort what the board's straps read as, {@link #COLOUR_DISPLAY} or {@link #MONOCHROME_DISPLAY} */
    public Kbc8042(EventQueue events, Ps2Device keyboard, Ps2Device aux, Wires wires, int inputPort) {
        this.keyboard = keyboard;
        this.aux = aux;
        this.wires = wires;
        this.inputPort = inputPort;
        arrival = events.timer("8042 serial line", this::arrive);
        ram[0] = KEYBOARD_DISABLED | AUX_DISABLED;
        keyboard.plug(this::pump);
        aux.plug(this::pump);
        wires.a20().set(true);
    }

    public PortDevice dataPort() {
        return new DataPort();
    }

    public PortDevice commandPort() {
        return new CommandPort();
    }

    private final class DataPort implements PortDevice {
        @Override
        public int read8(int offset) {
            int value = outputBuffer;
            source = Source.NOBODY;
            timedOut = false;
            interrupts();
            pump();
            return value;
        }

        @Override
        public void write8(int offset, int value) {
            lastWasCommand = false;
            int pending = command;
            command = NO_COMMAND;
            operand(pending, value);
        }
    }

    private final class CommandPort implements PortDevice {
        @Override
        public int read8(int offset) {
            return (source != Source.NOBODY ? OUTPUT_FULL : 0)
                    | ram[0] & SYSTEM_FLAG
                    | (lastWasCommand ? LAST_WAS_COMMAND : 0)
                    | NOT_LOCKED
                    | (source == Source.AUX ? AUX_FULL : 0)
                    | (timedOut ? TIMEOUT : 0);
        }

        @Override
        public void write8(int offset, int value) {
            lastWasCommand = true;
            command = NO_COMMAND;
            execute(value);
            pump();
        }
    }

    private void execute(int value) {
        switch (value) {
            case 0xA4 -> answer(0xF1); // no password is installed
            case 0xA7 -> commandByte(ram[0] | AUX_DISABLED);
            case 0xA8 -> commandByte(ram[0] & ~AUX_DISABLED);
            case 0xA9, 0xAB -> answer(0x00); // the line to the device works
            case 0xAA -> {
                commandByte(ram[0] | SYSTEM_FLAG);
                answer(0x55);
            }
            case 0xAD -> commandByte(ram[0] | KEYBOARD_DISABLED);
            case 0xAE -> commandByte(ram[0] & ~KEYBOARD_DISABLED);
            case 0xC0 -> answer(inputPort);
            case 0xD0 -> answer(outputPort());
            case 0xD1, 0xD2, 0xD3, 0xD4 -> command = value;
            case 0xDD -> drive(p2 & ~P2_A20);
            case 0xDF -> drive(p2 | P2_A20);
            case 0xE0 -> answer((ram[0] & KEYBOARD_DISABLED) == 0 ? 0x03 : 0x02);
            default -> executeRange(value);
        }
    }

    private void executeRange(int value) {
        if (value >= 0x20 && value < 0x40) {
            answer(ram[value & 0x1F]);
        } else if (value >= 0x60 && value < 0x80) {
            command = value;
        } else if (value >= 0xF0 && (value & 0x01) == 0) {
            wires.reset().pulse();
        }
    }

    /** A byte at the data port: the operand of a command, or, without one, a byte for the keyboard. */
    private void operand(int pending, int value) {
        switch (pending) {
            case NO_COMMAND -> {
                commandByte(ram[0] & ~KEYBOARD_DISABLED);
                transmit(keyboard, value, Source.KEYBOARD);
            }
            case 0x60 -> commandByte(value);
            case 0xD1 -> drive(value);
            case 0xD2 -> put(value, Source.KEYBOARD);
            case 0xD3 -> put(value, Source.AUX);
            case 0xD4 -> transmit(aux, value, Source.AUX);
            default -> ram[pending & 0x1F] = value;
        }
        pump();
    }

    /** Sends a byte down a cable; when nobody takes it the controller reports a time-out in the device's place. */
    private void transmit(Ps2Device device, int value, Source from) {
        if (!device.receive(value)) {
            timedOut = true;
            put(0xFE, from);
        }
    }

    private void commandByte(int value) {
        ram[0] = value;
        interrupts();
    }

    private int outputPort() {
        int keyboardFull = source == Source.KEYBOARD || source == Source.CONTROLLER ? 0x10 : 0;
        return p2 & ~0x30 | keyboardFull | (source == Source.AUX ? 0x20 : 0);
    }

    private void drive(int value) {
        p2 = value | P2_RUNNING;
        wires.a20().set((value & P2_A20) != 0);
        if ((value & P2_RUNNING) == 0) {
            wires.reset().pulse();
        }
    }

    private void answer(int value) {
        if (answers.size() < MOST_ANSWERS) {
            answers.add((byte) value);
        }
    }

    private void put(int value, Source from) {
        outputBuffer = value;
        source = from;
        interrupts();
    }

    /** Fills the empty output buffer: with the controller's own answers first, else from a device that wants to send. */
    private void pump() {
        if (source != Source.NOBODY) {
            return;
        }
        if (!answers.isEmpty()) {
            put(answers.remove() & 0xFF, Source.CONTROLLER);
        } else if ((keyboardSends() || auxSends()) && !arrival.isArmed()) {
            arrival.armIn(BYTE_NANOS);
        }
    }

    private boolean keyboardSends() {
        return (ram[0] & KEYBOARD_DISABLED) == 0 && keyboard.ready();
    }

    private boolean auxSends() {
        return (ram[0] & AUX_DISABLED) == 0 && aux.ready();
    }

    private void arrive() {
        if (source != Source.NOBODY) {
            return; // the next read starts the transfer again
        }
        if (keyboardSends()) {
            receiveKey(keyboard.send());
        } else if (auxSends()) {
            put(aux.send(), Source.AUX);
        }
        pump();
    }

    private void receiveKey(int value) {
        if ((ram[0] & TRANSLATE) == 0) {
            put(value, Source.KEYBOARD);
        } else if (value == ScanCodes.BREAK) {
            released = true;
        } else {
            int code = ScanCodes.translate(value);
            put(released ? code | 0x80 : code, Source.KEYBOARD);
            released = false;
        }
    }

    private void interrupts() {
        boolean full = source != Source.NOBODY;
        boolean byAux = source == Source.AUX;
        wires.keyboardIrq().set(full && !byAux && (ram[0] & KEYBOARD_INTERRUPT) != 0);
        wires.auxIrq().set(byAux && (ram[0] & AUX_INTERRUPT) != 0);
    }
}
