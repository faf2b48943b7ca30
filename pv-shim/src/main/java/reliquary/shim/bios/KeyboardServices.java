package reliquary.shim.bios;

import reliquary.shim.GuestCpu;
import reliquary.shim.Outcome;

/** INT 16h: the keyboard buffer and the shift state (IBM PS/2 BIOS Interface Technical Reference, INT 16h). */
final class KeyboardServices {
    private static final int EXTENDED = 0xE0;
    private static final int ENHANCED_ONLY = 0xF0;

    /** The last scan code that the 83-key functions return: Ctrl-PgUp. */
    private static final int LAST_OLD_SCAN = 0x84;

    private final BiosDataArea data;
    private final IdlePolling polling;
    private final UnsupportedCalls unsupported;

    KeyboardServices(BiosDataArea data, IdlePolling polling, UnsupportedCalls unsupported) {
        this.data = data;
        this.polling = polling;
        this.unsupported = unsupported;
    }

    Outcome call(GuestCpu cpu) {
        switch (cpu.ah()) {
            case 0x00 -> {
                return read(cpu, false);
            }
            case 0x10 -> {
                return read(cpu, true);
            }
            case 0x01 -> {
                return peek(cpu, false);
            }
            case 0x11 -> {
                return peek(cpu, true);
            }
            case 0x02 -> cpu.al(data.byteAt(BiosDataArea.KEYBOARD_FLAGS_0));
            case 0x12 -> cpu.ax(shiftStates() << 8 | data.byteAt(BiosDataArea.KEYBOARD_FLAGS_0));
            case 0x03 -> {
                // typematic rate: keys repeat on the person's own keyboard
            }
            case 0x05 -> cpu.al(store(cpu.cx()) ? 0 : 1);
            case 0x09 -> cpu.al(0x20); // of the optional functions, only 0Ah and 10h to 12h are there
            case 0x0A -> cpu.bx(0x41AB);
            default -> unsupported.report(0x16, cpu, "this keyboard function");
        }
        return Outcome.RETURN;
    }

    /** Puts a code at the end of the buffer; false if it is full. */
    boolean store(int code) {
        int tail = data.wordAt(BiosDataArea.KEYBOARD_TAIL);
        int next = after(tail);
        if (next == data.wordAt(BiosDataArea.KEYBOARD_HEAD)) {
            return false;
        }
        data.setWord(tail, code);
        data.setWord(BiosDataArea.KEYBOARD_TAIL, next);
        return true;
    }

    /** Empties the buffer. */
    void clear() {
        int start = data.wordAt(BiosDataArea.KEYBOARD_START_POINTER);
        data.setWord(BiosDataArea.KEYBOARD_HEAD, start);
        data.setWord(BiosDataArea.KEYBOARD_TAIL, start);
    }

    private Outcome read(GuestCpu cpu, boolean enhanced) {
        int code = first(enhanced);
        if (code == KeyCodes.NONE) {
            return Outcome.WAIT;
        }
        drop();
        cpu.ax(code);
        return Outcome.RETURN;
    }

    /** The listing returns by RET 2, so interrupts come back enabled: programs poll in a loop and rely on it. */
    private Outcome peek(GuestCpu cpu, boolean enhanced) {
        int code = first(enhanced);
        cpu.flag(GuestCpu.INTERRUPTS, true);
        cpu.flag(GuestCpu.ZERO, code == KeyCodes.NONE);
        if (code == KeyCodes.NONE) {
            return polling.shouldHalt(cpu) ? Outcome.WAIT : Outcome.RETURN;
        }
        cpu.ax(code);
        return Outcome.RETURN;
    }

    /** The first code as the caller may see it; codes that the old functions do not know are dropped on the way. */
    private int first(boolean enhanced) {
        while (true) {
            int head = data.wordAt(BiosDataArea.KEYBOARD_HEAD);
            if (head == data.wordAt(BiosDataArea.KEYBOARD_TAIL)) {
                return KeyCodes.NONE;
            }
            int code = data.wordAt(head);
            int shown = enhanced ? enhanced(code) : old(code);
            if (shown != KeyCodes.NONE) {
                return shown;
            }
            drop();
        }
    }

    private void drop() {
        data.setWord(BiosDataArea.KEYBOARD_HEAD, after(data.wordAt(BiosDataArea.KEYBOARD_HEAD)));
    }

    private int after(int at) {
        int next = at + 2;
        return next >= data.wordAt(BiosDataArea.KEYBOARD_END_POINTER)
                ? data.wordAt(BiosDataArea.KEYBOARD_START_POINTER)
                : next;
    }

    /** Functions 10h and 11h: only the mark of what they alone return is taken off. */
    static int enhanced(int code) {
        return (code & 0xFF) == ENHANCED_ONLY && code >> 8 != 0 ? code & 0xFF00 : code;
    }

    /** Functions 00h and 01h: as the 83-key keyboard would have said it, or {@link KeyCodes#NONE}. */
    static int old(int code) {
        int scan = code >> 8;
        int character = code & 0xFF;
        if (scan == EXTENDED) {
            return (character == '/' ? 0x35 : 0x1C) << 8 | character;
        }
        if (character == ENHANCED_ONLY && scan != 0) {
            return KeyCodes.NONE;
        }
        if (scan > LAST_OLD_SCAN) {
            return KeyCodes.NONE;
        }
        return character == EXTENDED && scan != 0 ? scan << 8 : code;
    }

    /** AH of function 12h: left and right control and alt, and the lock keys that are held down. */
    private int shiftStates() {
        int flags1 = data.byteAt(BiosDataArea.KEYBOARD_FLAGS_1);
        int flags2 = data.byteAt(BiosDataArea.KEYBOARD_FLAGS_2);
        return flags1 & 0x73 | (flags1 & 0x04) << 5 | flags2 & 0x0C;
    }
}
