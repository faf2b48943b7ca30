package reliquary.shim.bios;

import java.util.Optional;
import java.util.function.LongSupplier;
import reliquary.shim.GuestCpu;
import reliquary.shim.GuestMemory;
import reliquary.shim.Outcome;
import reliquary.shim.PortIo;

/**
 * INT 15h/C2h and INT 74h: the PS/2 pointing device behind the keyboard controller (IBM PS/2 BIOS Interface Technical
 * Reference, INT 15h function C2h).
 *
 * <p>The state lives in the extended BIOS data area, where IBM keeps it: the program's handler at 22h, how many bytes of
 * the packet have come at 26h, the packet's length and whether a handler is there at 27h, the packet from 28h on.
 */
final class PointingDevice {
    private static final int HANDLER = 0x22;
    private static final int BYTES_TAKEN = 0x26;
    private static final int FLAGS = 0x27;
    private static final int PACKET = 0x28;
    private static final int HANDLER_SET = 0x80;
    private static final int PACKET_LENGTH = 0x07;

    // Commands of the device.
    private static final int SCALING_1_TO_1 = 0xE6;
    private static final int SCALING_2_TO_1 = 0xE7;
    private static final int SET_RESOLUTION = 0xE8;
    private static final int STATUS_REQUEST = 0xE9;
    private static final int READ_DEVICE_TYPE = 0xF2;
    private static final int SET_SAMPLING_RATE = 0xF3;
    private static final int ENABLE = 0xF4;
    private static final int DISABLE = 0xF5;
    private static final int RESET = 0xFF;

    private static final int[] SAMPLING_RATES = {10, 20, 40, 60, 80, 100, 200};

    // What AH returns.
    private static final int OK = 0;
    private static final int INVALID_FUNCTION = 1;
    private static final int INVALID_INPUT = 2;
    private static final int INTERFACE_ERROR = 3;
    private static final int NO_HANDLER = 5;

    private final GuestMemory memory;
    private final BiosDataArea data;
    private final PortIo ports;
    private final LongSupplier nanos;
    private final boolean present;
    private Optional<AuxiliaryDialogue> dialogue = Optional.empty();

    PointingDevice(GuestMemory memory, BiosDataArea data, PortIo ports, LongSupplier nanos, boolean present) {
        this.memory = memory;
        this.ports = ports;
        this.nanos = nanos;
        this.data = data;
        this.present = present;
    }

    /** Answers function C2h; waits while bytes travel between the controller and the device. */
    Outcome call(GuestCpu cpu) {
        if (dialogue.isEmpty()) {
            int error = present ? begin(cpu) : INTERFACE_ERROR;
            if (dialogue.isEmpty()) {
                return finish(cpu, error);
            }
        }
        AuxiliaryDialogue talk = dialogue.orElseThrow();
        if (!talk.over()) {
            return Outcome.WAIT;
        }
        dialogue = Optional.empty();
        if (talk.failed()) {
            return finish(cpu, INTERFACE_ERROR);
        }
        takeAnswers(cpu, talk);
        return finish(cpu, OK);
    }

    /** Hypercall B4h from INT 74h: takes one byte; AL = 1 when a packet is complete and is to be handed on. */
    void interrupt(GuestCpu cpu) {
        cpu.al(0);
        int value = AuxiliaryDialogue.read(ports);
        if (!present) {
            return;
        }
        int flags = memory.read8(data.extendedArea() + FLAGS);
        if (value < 0 || (flags & HANDLER_SET) == 0) {
            return;
        }
        int taken = memory.read8(data.extendedArea() + BYTES_TAKEN) & PACKET_LENGTH;
        memory.write8(data.extendedArea() + PACKET + taken, value);
        if (taken < (flags & PACKET_LENGTH)) {
            memory.write8(data.extendedArea() + BYTES_TAKEN, taken + 1);
            return;
        }
        memory.write8(data.extendedArea() + BYTES_TAKEN, 0);
        cpu.al(1);
        cpu.bx(memory.read8(data.extendedArea() + PACKET));
        cpu.cx(memory.read8(data.extendedArea() + PACKET + 1));
        cpu.dx(memory.read8(data.extendedArea() + PACKET + 2));
        cpu.es(data.wordAt(BiosDataArea.EBDA_SEGMENT));
        cpu.di(HANDLER);
    }

    /** A power-on self-test forgets what was going on. */
    void reset() {
        dialogue = Optional.empty();
    }

    private int begin(GuestCpu cpu) {
        return switch (cpu.al()) {
            case 0x00 -> enable(cpu.bh());
            case 0x01 -> talk(2, RESET);
            case 0x02 ->
                cpu.bh() < SAMPLING_RATES.length ? talk(0, SET_SAMPLING_RATE, SAMPLING_RATES[cpu.bh()]) : INVALID_INPUT;
            case 0x03 -> cpu.bh() < 4 ? talk(0, SET_RESOLUTION, cpu.bh()) : INVALID_INPUT;
            case 0x04 -> talk(1, READ_DEVICE_TYPE);
            case 0x05 -> initialise(cpu.bh());
            case 0x06 -> extended(cpu.bh());
            case 0x07 -> setHandler(cpu);
            default -> INVALID_FUNCTION;
        };
    }

    private int talk(int answers, int... bytes) {
        dialogue = Optional.of(new AuxiliaryDialogue(ports, nanos, bytes, answers));
        return OK;
    }

    private int enable(int on) {
        if (on > 1) {
            return INVALID_INPUT;
        }
        if (on == 1 && (memory.read8(data.extendedArea() + FLAGS) & HANDLER_SET) == 0) {
            return NO_HANDLER;
        }
        memory.write8(data.extendedArea() + BYTES_TAKEN, 0);
        return talk(0, on == 1 ? ENABLE : DISABLE);
    }

    /** Function C205h: packets of {@code length} bytes, 1 to 8, and the device as after power-on. */
    private int initialise(int length) {
        if (length < 1 || length > 8) {
            return INVALID_INPUT;
        }
        int flags = memory.read8(data.extendedArea() + FLAGS) & ~PACKET_LENGTH;
        memory.write8(data.extendedArea() + FLAGS, flags | length - 1);
        memory.write8(data.extendedArea() + BYTES_TAKEN, 0);
        return talk(2, RESET);
    }

    private int extended(int function) {
        return switch (function) {
            case 0x00 -> talk(3, STATUS_REQUEST);
            case 0x01 -> talk(0, SCALING_1_TO_1);
            case 0x02 -> talk(0, SCALING_2_TO_1);
            default -> INVALID_FUNCTION;
        };
    }

    /** Function C207h: ES:BX is called for each packet; 0000:0000 takes the handler away. */
    private int setHandler(GuestCpu cpu) {
        int pointer = cpu.es() << 16 | cpu.bx();
        int flags = memory.read8(data.extendedArea() + FLAGS);
        memory.write32(data.extendedArea() + HANDLER, pointer);
        memory.write8(data.extendedArea() + FLAGS, pointer == 0 ? flags & ~HANDLER_SET : flags | HANDLER_SET);
        return OK;
    }

    /** What the device said goes into the registers that the function names. */
    private static void takeAnswers(GuestCpu cpu, AuxiliaryDialogue talk) {
        switch (cpu.al()) {
            case 0x01, 0x05 -> {
                cpu.bl(talk.answer(0));
                cpu.bh(talk.answer(1));
            }
            case 0x04 -> cpu.bh(talk.answer(0));
            case 0x06 -> {
                if (cpu.bh() == 0) {
                    cpu.bl(talk.answer(0));
                    cpu.cl(talk.answer(1));
                    cpu.dl(talk.answer(2));
                }
            }
            default -> {
                // the other functions only send
            }
        }
    }

    private static Outcome finish(GuestCpu cpu, int error) {
        cpu.ah(error);
        cpu.flag(GuestCpu.CARRY, error != OK);
        return Outcome.RETURN;
    }
}
