package reliquary.shim.bios;

import reliquary.shim.GuestCpu;
import reliquary.shim.PortIo;

/**
 * INT 09h: scan codes of set 1 become shift state and characters in the buffer (IBM PC AT and PS/2 Technical References,
 * BIOS keyboard interrupt).
 */
final class KeyboardInterrupt {
    /** What the ROM code does next; {@code ordinal()} is the value that {@code bios.asm} compares. */
    enum Action {
        NOTHING,
        STORED,
        PRINT_SCREEN,
        BREAK,
        PAUSE,
        SYSTEM_REQUEST,
        RESET
    }

    private static final int DATA_PORT = 0x60;

    private static final int ACKNOWLEDGE = 0xFA;
    private static final int RESEND = 0xFE;
    private static final int PREFIX_E0 = 0xE0;
    private static final int PREFIX_E1 = 0xE1;
    private static final int RELEASED = 0x80;
    private static final int SET_LEDS = 0xED;

    private static final int CONTROL = 0x1D;
    private static final int LEFT_SHIFT = 0x2A;
    private static final int RIGHT_SHIFT = 0x36;
    private static final int PRINT = 0x37;
    private static final int ALT = 0x38;
    private static final int CAPS_LOCK = 0x3A;
    private static final int NUM_LOCK = 0x45;
    private static final int SCROLL_LOCK = 0x46;
    private static final int INSERT = 0x52;
    private static final int DELETE = 0x53;
    private static final int SYSTEM_REQUEST = 0x54;

    // Bits of 0040:0017.
    private static final int RIGHT_SHIFT_DOWN = 0x01;
    private static final int LEFT_SHIFT_DOWN = 0x02;
    private static final int CONTROL_DOWN = 0x04;
    private static final int ALT_DOWN = 0x08;
    private static final int SCROLL_ON = 0x10;
    private static final int NUM_ON = 0x20;
    private static final int CAPS_ON = 0x40;
    private static final int INSERT_ON = 0x80;

    // Bits of 0040:0018.
    private static final int LEFT_CONTROL_HELD = 0x01;
    private static final int LEFT_ALT_HELD = 0x02;
    private static final int SYSTEM_HELD = 0x04;
    private static final int PAUSED = 0x08;

    // Bits of 0040:0096.
    private static final int LAST_WAS_E1 = 0x01;
    private static final int LAST_WAS_E0 = 0x02;
    private static final int RIGHT_CONTROL_HELD = 0x04;
    private static final int RIGHT_ALT_HELD = 0x08;

    // Bits of 0040:0097.
    private static final int LEDS = 0x07;
    private static final int LED_UPDATE = 0x40;

    private final BiosDataArea data;
    private final PortIo ports;
    private final KeyboardServices buffer;

    KeyboardInterrupt(BiosDataArea data, PortIo ports, KeyboardServices buffer) {
        this.data = data;
        this.ports = ports;
        this.buffer = buffer;
    }

    /** Hypercall 89h: AL is the scan code, AH becomes the {@link Action}; for the system key AL becomes 0 or 1. */
    void call(GuestCpu cpu) {
        int scan = cpu.al();
        Action action = take(scan);
        if (action == Action.SYSTEM_REQUEST) {
            cpu.al(scan >> 7);
        }
        cpu.ah(action.ordinal());
    }

    private Action take(int scan) {
        if (scan == ACKNOWLEDGE || scan == RESEND) {
            acknowledge();
            return Action.NOTHING;
        }
        if (scan == PREFIX_E0 || scan == PREFIX_E1) {
            data.setBits(BiosDataArea.KEYBOARD_FLAGS_2, scan == PREFIX_E0 ? LAST_WAS_E0 : LAST_WAS_E1, true);
            return Action.NOTHING;
        }
        int flags2 = data.byteAt(BiosDataArea.KEYBOARD_FLAGS_2);
        if ((flags2 & LAST_WAS_E1) != 0) {
            return pauseSequence(scan);
        }
        data.setByte(BiosDataArea.KEYBOARD_FLAGS_2, flags2 & ~LAST_WAS_E0);
        boolean extended = (flags2 & LAST_WAS_E0) != 0;
        Action action = (scan & RELEASED) == 0 ? pressed(scan, extended) : released(scan & 0x7F, extended);
        updateLeds();
        return action;
    }

    /** E1 1D 45 is the Pause key, E1 9D C5 its end; its control key counts for nothing. */
    private Action pauseSequence(int scan) {
        if ((scan & 0x7F) == CONTROL) {
            return Action.NOTHING;
        }
        data.setBits(BiosDataArea.KEYBOARD_FLAGS_2, LAST_WAS_E1, false);
        return scan == NUM_LOCK ? pause() : Action.NOTHING;
    }

    private Action pause() {
        if (data.bits(BiosDataArea.KEYBOARD_FLAGS_1, PAUSED)) {
            return Action.NOTHING;
        }
        data.setBits(BiosDataArea.KEYBOARD_FLAGS_1, PAUSED, true);
        return Action.PAUSE;
    }

    private Action pressed(int scan, boolean extended) {
        if (extended && (scan == LEFT_SHIFT || scan == RIGHT_SHIFT)) {
            return Action.NOTHING; // the keyboard makes these up around grey keys
        }
        if (shiftKey(scan, extended, true)) {
            return Action.NOTHING;
        }
        int flags = data.byteAt(BiosDataArea.KEYBOARD_FLAGS_0);
        boolean control = (flags & CONTROL_DOWN) != 0;
        boolean alt = (flags & ALT_DOWN) != 0;
        if (control && alt && scan == DELETE) {
            data.setWord(BiosDataArea.RESET_FLAG, BiosDataArea.WARM_START);
            return Action.RESET;
        }
        if (scan == CAPS_LOCK && !control) {
            lock(CAPS_ON);
            return Action.NOTHING;
        }
        if (scan == NUM_LOCK && !control) {
            lock(NUM_ON);
            return Action.NOTHING;
        }
        if (scan == SCROLL_LOCK && !control) {
            lock(SCROLL_ON);
            return Action.NOTHING;
        }
        if (data.bits(BiosDataArea.KEYBOARD_FLAGS_1, PAUSED)) {
            data.setBits(BiosDataArea.KEYBOARD_FLAGS_1, PAUSED, false);
            return Action.NOTHING;
        }
        return special(scan, extended, flags);
    }

    /** The keys that are more than a character. */
    private Action special(int scan, boolean extended, int flags) {
        boolean control = (flags & CONTROL_DOWN) != 0;
        boolean shift = (flags & (LEFT_SHIFT_DOWN | RIGHT_SHIFT_DOWN)) != 0;
        boolean alt = (flags & ALT_DOWN) != 0;
        if (control && scan == SCROLL_LOCK) {
            data.setByte(BiosDataArea.BREAK_FLAG, 0x80);
            buffer.clear();
            buffer.store(0);
            return Action.BREAK;
        }
        if (control && scan == NUM_LOCK) {
            return pause();
        }
        if (scan == PRINT && (extended || shift) && !alt) {
            return control ? stored(0x7200) : Action.PRINT_SCREEN;
        }
        if (scan == SYSTEM_REQUEST && !data.bits(BiosDataArea.KEYBOARD_FLAGS_1, SYSTEM_HELD)) {
            data.setBits(BiosDataArea.KEYBOARD_FLAGS_1, SYSTEM_HELD, true);
            return Action.SYSTEM_REQUEST;
        }
        if (alt && !extended && KeyCodes.padDigit(scan) >= 0) {
            int number = data.byteAt(BiosDataArea.ALT_NUMBER) * 10 + KeyCodes.padDigit(scan);
            data.setByte(BiosDataArea.ALT_NUMBER, number);
            return Action.NOTHING;
        }
        data.setByte(BiosDataArea.ALT_NUMBER, 0);
        KeyCodes.Modifiers modifiers =
                new KeyCodes.Modifiers(shift, control, alt, (flags & CAPS_ON) != 0, (flags & NUM_ON) != 0);
        int code = KeyCodes.code(scan, extended, modifiers);
        if (scan == INSERT && !alt && !control && (code & 0xFF) != '0') {
            data.setByte(BiosDataArea.KEYBOARD_FLAGS_0, flags ^ INSERT_ON);
            data.setBits(BiosDataArea.KEYBOARD_FLAGS_1, INSERT_ON, true);
        }
        return code == KeyCodes.NONE ? Action.NOTHING : stored(code);
    }

    private Action released(int scan, boolean extended) {
        if (extended && (scan == LEFT_SHIFT || scan == RIGHT_SHIFT)) {
            return Action.NOTHING;
        }
        shiftKey(scan, extended, false);
        switch (scan) {
            case CAPS_LOCK -> data.setBits(BiosDataArea.KEYBOARD_FLAGS_1, CAPS_ON, false);
            case NUM_LOCK -> data.setBits(BiosDataArea.KEYBOARD_FLAGS_1, NUM_ON, false);
            case SCROLL_LOCK -> data.setBits(BiosDataArea.KEYBOARD_FLAGS_1, SCROLL_ON, false);
            case INSERT -> data.setBits(BiosDataArea.KEYBOARD_FLAGS_1, INSERT_ON, false);
            case SYSTEM_REQUEST -> {
                data.setBits(BiosDataArea.KEYBOARD_FLAGS_1, SYSTEM_HELD, false);
                return Action.SYSTEM_REQUEST;
            }
            case ALT -> {
                return altNumber();
            }
            default -> {
                // the other keys do nothing when they are let go
            }
        }
        return Action.NOTHING;
    }

    /** A character typed as a number on the pad while Alt was down. */
    private Action altNumber() {
        int number = data.byteAt(BiosDataArea.ALT_NUMBER);
        data.setByte(BiosDataArea.ALT_NUMBER, 0);
        return number == 0 ? Action.NOTHING : stored(number);
    }

    private Action stored(int code) {
        return buffer.store(code) ? Action.STORED : Action.NOTHING;
    }

    /** Keeps the state of shift, control and alt; false if the key is none of them. */
    private boolean shiftKey(int scan, boolean extended, boolean down) {
        switch (scan) {
            case LEFT_SHIFT -> data.setBits(BiosDataArea.KEYBOARD_FLAGS_0, LEFT_SHIFT_DOWN, down);
            case RIGHT_SHIFT -> data.setBits(BiosDataArea.KEYBOARD_FLAGS_0, RIGHT_SHIFT_DOWN, down);
            case CONTROL -> held(extended, down, LEFT_CONTROL_HELD, RIGHT_CONTROL_HELD, CONTROL_DOWN);
            case ALT -> held(extended, down, LEFT_ALT_HELD, RIGHT_ALT_HELD, ALT_DOWN);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void held(boolean right, boolean down, int leftBit, int rightBit, int either) {
        if (right) {
            data.setBits(BiosDataArea.KEYBOARD_FLAGS_2, rightBit, down);
        } else {
            data.setBits(BiosDataArea.KEYBOARD_FLAGS_1, leftBit, down);
        }
        boolean any =
                data.bits(BiosDataArea.KEYBOARD_FLAGS_1, leftBit) || data.bits(BiosDataArea.KEYBOARD_FLAGS_2, rightBit);
        data.setBits(BiosDataArea.KEYBOARD_FLAGS_0, either, any);
    }

    /** A lock key toggles once, however long it is held. */
    private void lock(int bit) {
        if (!data.bits(BiosDataArea.KEYBOARD_FLAGS_1, bit)) {
            data.setBits(BiosDataArea.KEYBOARD_FLAGS_1, bit, true);
            data.setByte(BiosDataArea.KEYBOARD_FLAGS_0, data.byteAt(BiosDataArea.KEYBOARD_FLAGS_0) ^ bit);
        }
    }

    /** Tells the keyboard when its lights no longer show the locks; the state follows on its acknowledgement. */
    private void updateLeds() {
        int leds = data.byteAt(BiosDataArea.KEYBOARD_LEDS);
        int wanted = data.byteAt(BiosDataArea.KEYBOARD_FLAGS_0) >> 4 & LEDS;
        if ((leds & LEDS) != wanted && (leds & LED_UPDATE) == 0) {
            data.setByte(BiosDataArea.KEYBOARD_LEDS, leds | LED_UPDATE);
            ports.out8(DATA_PORT, SET_LEDS);
        }
    }

    private void acknowledge() {
        int leds = data.byteAt(BiosDataArea.KEYBOARD_LEDS);
        if ((leds & LED_UPDATE) != 0) {
            int wanted = data.byteAt(BiosDataArea.KEYBOARD_FLAGS_0) >> 4 & LEDS;
            data.setByte(BiosDataArea.KEYBOARD_LEDS, leds & ~(LEDS | LED_UPDATE) | wanted);
            ports.out8(DATA_PORT, wanted);
        }
    }
}
