package reliquary.device;

import java.util.Deque;
import java.util.EnumSet;
import java.util.Set;
import reliquary.bus.Key;

/**
 * What an enhanced keyboard sends for a key, including the shift codes it makes up so that software for the 84-key
 * keyboard understands its grey keys (IBM PS/2 Technical Reference, "Keyboards", scan code tables).
 */
final class KeyEncoder {
    private static final int PREFIX = 0xE000;
    private static final int BREAK = 0xF0;

    /** The keys that the 84-key keyboard had on its keypad only: shift and num lock must not change what they mean. */
    private static final Set<Key> SHARED_WITH_KEYPAD = EnumSet.of(
            Key.INSERT,
            Key.DELETE,
            Key.HOME,
            Key.END,
            Key.PAGE_UP,
            Key.PAGE_DOWN,
            Key.UP,
            Key.LEFT,
            Key.DOWN,
            Key.RIGHT);

    private final Deque<Byte> output;
    private final Set<Key> held = EnumSet.noneOf(Key.class);
    private int set = 2;

    KeyEncoder(Deque<Byte> output) {
        this.output = output;
    }

    int set() {
        return set;
    }

    void use(int number) {
        set = number;
    }

    /** Sets 1 and 2. */
    void encode(Key key, boolean down, boolean numLock) {
        note(key, down);
        switch (key) {
            case PAUSE -> pause(down);
            case PRINT_SCREEN -> printScreen(down);
            default -> {
                if (SHARED_WITH_KEYPAD.contains(key) || key == Key.KEYPAD_SLASH) {
                    grey(key, down, numLock && key != Key.KEYPAD_SLASH);
                } else {
                    code(code(key), down);
                }
            }
        }
    }

    /** Set 3: one code a key, and a break code only for the keys that software asked it of. */
    void encode3(Key key, boolean down, boolean breaks) {
        note(key, down);
        if (down || breaks) {
            code(key.set3(), down);
        }
    }

    private void note(Key key, boolean down) {
        if (down) {
            held.add(key);
        } else {
            held.remove(key);
        }
    }

    private void pause(boolean down) {
        if (!down) {
            return; // everything was said at the press
        }
        if (held.contains(Key.LEFT_CTRL) || held.contains(Key.RIGHT_CTRL)) {
            code(code(Key.PAUSE), true);
            code(code(Key.PAUSE), false);
            return;
        }
        for (boolean press : new boolean[] {true, false}) {
            put(0xE1);
            code(code(Key.LEFT_CTRL), press);
            code(code(Key.NUM_LOCK), press);
        }
    }

    private void printScreen(boolean down) {
        boolean alt = held.contains(Key.LEFT_ALT) || held.contains(Key.RIGHT_ALT);
        boolean control = held.contains(Key.LEFT_CTRL) || held.contains(Key.RIGHT_CTRL);
        boolean shift = held.contains(Key.LEFT_SHIFT) || held.contains(Key.RIGHT_SHIFT);
        if (alt) {
            code(set == 1 ? 0x54 : 0x84, down); // system request
        } else if (control || shift) {
            code(code(Key.PRINT_SCREEN), down);
        } else {
            int madeUp = PREFIX | code(Key.LEFT_SHIFT);
            wrap(madeUp, true, code(Key.PRINT_SCREEN), down);
        }
    }

    /** With num lock on, shift is made up around the key; with shift held and num lock off, it is made up to be released. */
    private void grey(Key key, boolean down, boolean numLock) {
        boolean left = held.contains(Key.LEFT_SHIFT);
        boolean right = held.contains(Key.RIGHT_SHIFT);
        if (numLock && !left && !right) {
            wrap(PREFIX | code(Key.LEFT_SHIFT), true, code(key), down);
        } else if (!numLock && (left || right)) {
            Key shift = left ? Key.LEFT_SHIFT : Key.RIGHT_SHIFT;
            wrap(PREFIX | code(shift), false, code(key), down);
        } else {
            code(code(key), down);
        }
    }

    /** Shift before a press, the key, and shift's opposite after its release. */
    private void wrap(int shift, boolean shiftDown, int key, boolean down) {
        if (down) {
            code(shift, shiftDown);
        }
        code(key, down);
        if (!down) {
            code(shift, !shiftDown);
        }
    }

    private int code(Key key) {
        return set == 1 ? key.set1() : key.set2();
    }

    private void code(int code, boolean down) {
        if (code > 0xFF) {
            put(code >> 8);
        }
        if (set == 1) {
            put(down ? code & 0xFF : code & 0xFF | 0x80);
        } else {
            if (!down) {
                put(BREAK);
            }
            put(code & 0xFF);
        }
    }

    private void put(int value) {
        output.add((byte) value);
    }
}
