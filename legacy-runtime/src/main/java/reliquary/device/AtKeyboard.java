package reliquary.device;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import reliquary.bus.Key;
import reliquary.bus.KeyEvent;
import reliquary.bus.Ps2Device;
import reliquary.clock.EventQueue;

/**
 * IBM enhanced keyboard (IBM PS/2 Hardware Interface Technical Reference, "Keyboards (101- and 102-Key)").
 *
 * <p>Keys that the host moves wait here, in order and without limit, until the guest has taken what came before; a
 * real keyboard would drop them after 16 bytes. A held key repeats only if {@link #typematic} allows it.
 */
public final class AtKeyboard implements Ps2Device {
    private static final int ACK = 0xFA;
    private static final int RESEND = 0xFE;
    private static final int ECHO = 0xEE;
    private static final int SELF_TEST_PASSED = 0xAA;
    private static final int NO_COMMAND = -1;

    /** Answers that wait to be sent; a guest that asks on without reading loses the rest. */
    private static final int MOST_ANSWERS = 16;

    /** How long the basic assurance test takes; real keyboards need 300 to 500 ms, with nothing else to show for it. */
    private static final long SELF_TEST_NANOS = 10_000_000;

    /** 10.9 characters a second after half a second. */
    private static final int DEFAULT_RATE = 0x2B;

    private static final int REPEATS = 1;
    private static final int BREAKS = 2;

    private final EventQueue.Timer selfTest;
    private final EventQueue.Timer repeat;
    private final Deque<KeyEvent> strokes = new ArrayDeque<>();
    private final Deque<Byte> answers = new ArrayDeque<>();
    private final Deque<Byte> scan = new ArrayDeque<>();
    private final KeyEncoder encoder = new KeyEncoder(scan);
    private final byte[] set3Types = new byte[256];
    private Runnable attention = () -> {};
    private boolean typematic;
    private boolean enabled = true;
    private int rate;
    private int leds;
    private int command = NO_COMMAND;
    private int lastSent;
    private Key lastPressed = Key.ESCAPE;

    public AtKeyboard(EventQueue events) {
        selfTest = events.timer("keyboard self-test", () -> say(SELF_TEST_PASSED));
        repeat = events.timer("keyboard typematic", this::repeat);
        defaults();
    }

    /** Moves a key. */
    public void move(KeyEvent stroke) {
        strokes.add(stroke);
        attention.run();
    }

    /** Key presses and releases that the guest has not begun to take. */
    public int waiting() {
        return strokes.size();
    }

    /** Whether keys that stay down repeat in guest time; off at the start. */
    public void typematic(boolean on) {
        typematic = on;
        if (!on) {
            repeat.cancel();
        }
    }

    /** The lights: bit 0 scroll lock, bit 1 num lock, bit 2 caps lock. */
    public int leds() {
        return leds;
    }

    @Override
    public void plug(Runnable whenReady) {
        attention = whenReady;
    }

    @Override
    public boolean ready() {
        while (enabled && !selfTest.isArmed() && scan.isEmpty() && !strokes.isEmpty()) {
            encode(strokes.remove());
        }
        return !answers.isEmpty() || enabled && !scan.isEmpty();
    }

    @Override
    public int send() {
        boolean scanning = answers.isEmpty();
        int value = (scanning ? scan.remove() : answers.remove()) & 0xFF;
        if (value != RESEND) {
            lastSent = value;
        }
        return value;
    }

    @Override
    public boolean receive(int value) {
        int pending = command;
        command = NO_COMMAND;
        if (pending == NO_COMMAND || value >= 0xED) {
            execute(value);
        } else {
            operand(pending, value);
        }
        attention.run();
        return true;
    }

    private void encode(KeyEvent stroke) {
        if (encoder.set() == 3) {
            int type = set3Types[stroke.key().set3()];
            encoder.encode3(stroke.key(), stroke.pressed(), (type & BREAKS) != 0);
        } else {
            encoder.encode(stroke.key(), stroke.pressed(), (leds & 2) != 0);
        }
        if (stroke.pressed()) {
            lastPressed = stroke.key();
            startRepeat();
        } else if (stroke.key() == lastPressed) {
            repeat.cancel();
        }
    }

    private void startRepeat() {
        boolean repeats = encoder.set() != 3 || (set3Types[lastPressed.set3()] & REPEATS) != 0;
        if (typematic && repeats && lastPressed != Key.PAUSE) {
            repeat.armIn(((rate >> 5 & 3) + 1) * 250_000_000L);
        } else {
            repeat.cancel();
        }
    }

    /** One more make code of the key that is held, unless the guest has not taken the last one yet. */
    private void repeat() {
        if (enabled && scan.isEmpty() && strokes.isEmpty()) {
            if (encoder.set() == 3) {
                encoder.encode3(lastPressed, true, false);
            } else {
                encoder.encode(lastPressed, true, (leds & 2) != 0);
            }
            attention.run();
        }
        repeat.armIn(((rate & 7) + 8L << (rate >> 3 & 3)) * 4_170_000L);
    }

    private void execute(int value) {
        switch (value) {
            case 0xED, 0xF0, 0xF3, 0xFB, 0xFC, 0xFD -> {
                command = value;
                say(ACK);
            }
            case ECHO -> say(ECHO);
            case 0xF2 -> {
                say(ACK);
                say(0xAB);
                say(0x83);
            }
            case 0xF4 -> {
                enabled = true;
                say(ACK);
            }
            case 0xF5, 0xF6 -> {
                enabled = value == 0xF6 && enabled;
                defaults();
                say(ACK);
            }
            case 0xF7 -> allTypes(REPEATS);
            case 0xF8 -> allTypes(BREAKS);
            case 0xF9 -> allTypes(0);
            case 0xFA -> allTypes(REPEATS | BREAKS);
            case 0xFE -> say(lastSent);
            case 0xFF -> {
                enabled = true;
                leds = 0;
                defaults();
                say(ACK);
                selfTest.armIn(SELF_TEST_NANOS);
            }
            default -> say(RESEND);
        }
    }

    private void operand(int pending, int value) {
        switch (pending) {
            case 0xED -> {
                leds = value & 7;
                say(ACK);
            }
            case 0xF0 -> selectSet(value);
            case 0xF3 -> {
                rate = value & 0x7F;
                say(ACK);
            }
            default -> {
                set3Types[value] = (byte) (pending == 0xFB ? REPEATS : pending == 0xFC ? BREAKS : 0);
                command = pending; // further keys may follow, until the next command
                say(ACK);
            }
        }
    }

    private void selectSet(int set) {
        if (set > 3) {
            command = 0xF0;
            say(RESEND);
            return;
        }
        say(ACK);
        if (set == 0) {
            say(encoder.set());
        } else {
            scan.clear();
            encoder.use(set);
        }
    }

    private void allTypes(int type) {
        Arrays.fill(set3Types, (byte) type);
        say(ACK);
    }

    /** Power-on state: set 2, the default rate, no half-sent key, and set 3's key types. */
    private void defaults() {
        rate = DEFAULT_RATE;
        answers.clear();
        scan.clear();
        repeat.cancel();
        selfTest.cancel();
        encoder.use(2);
        Arrays.fill(set3Types, (byte) REPEATS);
        for (Key key : Key.values()) {
            set3Types[key.set3()] = (byte) defaultType(key);
        }
    }

    private static int defaultType(Key key) {
        return switch (key) {
            case LEFT_SHIFT, RIGHT_SHIFT, LEFT_CTRL, LEFT_ALT, CAPS_LOCK -> BREAKS;
            case RIGHT_CTRL, RIGHT_ALT, NUM_LOCK, SCROLL_LOCK, PRINT_SCREEN, PAUSE, ESCAPE -> 0;
            case F1, F2, F3, F4, F5, F6, F7, F8, F9, F10, F11, F12 -> 0;
            case INSERT, HOME, END, PAGE_UP, PAGE_DOWN, KEYPAD_ENTER, KEYPAD_SLASH, KEYPAD_MULTIPLY -> 0;
            case KEYPAD_MINUS, KEYPAD_PERIOD, KEYPAD_0, KEYPAD_1, KEYPAD_2, KEYPAD_3, KEYPAD_4 -> 0;
            case KEYPAD_5, KEYPAD_6, KEYPAD_7, KEYPAD_8, KEYPAD_9 -> 0;
            default -> REPEATS;
        };
    }

    private void say(int value) {
        if (answers.size() < MOST_ANSWERS) {
            answers.add((byte) value);
            attention.run();
        }
    }
}
