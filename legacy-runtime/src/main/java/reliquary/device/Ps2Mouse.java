package reliquary.device;

import java.util.ArrayDeque;
import java.util.Deque;
import reliquary.bus.Ps2Device;
import reliquary.clock.EventQueue;

/**
 * IBM PS/2 mouse (IBM PS/2 Hardware Interface Technical Reference, "Mouse"): two or three buttons, no wheel.
 *
 * <p>What the host does waits here in order, so that no click is lost; motion with the same buttons adds up. Reports come
 * no faster than the sample rate that the guest chose.
 */
public final class Ps2Mouse implements Ps2Device {
    /** Bits of {@code buttons}. */
    public static final int LEFT = 1;

    public static final int RIGHT = 2;
    public static final int MIDDLE = 4;

    private static final int ACK = 0xFA;
    private static final int ERROR = 0xFC;
    private static final int RESEND = 0xFE;
    private static final int SELF_TEST_PASSED = 0xAA;
    private static final int MOUSE = 0x00;
    private static final int NO_COMMAND = -1;

    /** Answers that wait to be sent; a guest that asks on without reading loses the rest. */
    private static final int MOST_ANSWERS = 16;

    private static final int LARGEST = 255;

    /** How long the self-test takes; real mice need 300 to 500 ms, with nothing else to show for it. */
    private static final long SELF_TEST_NANOS = 10_000_000;

    private final EventQueue.Timer selfTest;
    private final EventQueue.Timer sample;
    private final Deque<Motion> motions = new ArrayDeque<>();
    private final Deque<Byte> answers = new ArrayDeque<>();
    private final Deque<Byte> report = new ArrayDeque<>();
    private Runnable attention = () -> {};
    private boolean enabled;
    private boolean remote;
    private boolean wrap;
    private boolean doubled;
    private int resolution;
    private int rate;
    private int buttons;
    private int command = NO_COMMAND;
    private boolean badOperand;
    private int lastSent;

    private record Motion(int dx, int dy, int buttons) {}

    public Ps2Mouse(EventQueue events) {
        selfTest = events.timer("mouse self-test", this::tested);
        sample = events.timer("mouse sample", this::sample);
        defaults();
    }

    /**
     * Moves the mouse, or changes its buttons, or both; nothing happens while the guest does not listen.
     *
     * @param dx counts to the right
     * @param dy counts away from the user, which is up on the screen
     * @param nowDown the buttons that are down after the motion, of {@link #LEFT}, {@link #RIGHT} and {@link #MIDDLE}
     */
    public void move(int dx, int dy, int nowDown) {
        boolean listening = enabled || remote;
        int before = motions.isEmpty() ? buttons : motions.getLast().buttons();
        if (!listening) {
            buttons = nowDown;
        } else if (!motions.isEmpty() && nowDown == before) {
            Motion last = motions.removeLast();
            motions.add(new Motion(last.dx() + dx, last.dy() + dy, nowDown));
        } else if (dx != 0 || dy != 0 || nowDown != before) {
            motions.add(new Motion(dx, dy, nowDown));
        }
        scheduleSample();
    }

    /** Button states and motions that the guest has not been told of. */
    public int waiting() {
        return motions.size();
    }

    @Override
    public void plug(Runnable whenReady) {
        attention = whenReady;
    }

    @Override
    public boolean ready() {
        return !answers.isEmpty() || !report.isEmpty();
    }

    @Override
    public int send() {
        int value = (answers.isEmpty() ? report.remove() : answers.remove()) & 0xFF;
        if (value != RESEND) {
            lastSent = value;
        }
        scheduleSample();
        return value;
    }

    @Override
    public boolean receive(int value) {
        int pending = command;
        command = NO_COMMAND;
        if (wrap && value != 0xEC && value != 0xFF) {
            say(value);
        } else if (pending == NO_COMMAND || value >= 0xE6) {
            execute(value); // no operand is that large
        } else {
            operand(pending, value);
        }
        return true;
    }

    private void execute(int value) {
        if (value != RESEND) {
            report.clear(); // a command cancels the report it interrupts
        }
        switch (value) {
            case 0xE6, 0xE7 -> doubled = value == 0xE7;
            case 0xE8, 0xF3 -> command = value;
            case 0xEA -> remote = false;
            case 0xEC -> wrap = false;
            case 0xEE -> wrap = true;
            case 0xF0 -> remote = true;
            case 0xF4 -> enabled = true;
            case 0xF5 -> enabled = false;
            case 0xF6 -> defaults();
            default -> {
                answer(value);
                return;
            }
        }
        say(ACK);
        scheduleSample();
    }

    private void answer(int value) {
        switch (value) {
            case 0xE9 -> {
                say(ACK);
                say(status());
                say(resolution);
                say(rate);
            }
            case 0xEB -> {
                say(ACK);
                buildReport(motions.isEmpty() ? new Motion(0, 0, buttons) : motions.remove());
                attention.run();
            }
            case 0xF2 -> {
                say(ACK);
                say(MOUSE);
            }
            case 0xFE -> say(lastSent);
            case 0xFF -> {
                defaults();
                answers.clear();
                say(ACK);
                selfTest.armIn(SELF_TEST_NANOS);
            }
            default -> say(RESEND);
        }
    }

    /** A wrong operand is asked for again once; the second time the mouse reports an error. */
    private void operand(int pending, int value) {
        boolean valid = pending == 0xE8
                ? value <= 3
                : switch (value) {
                    case 10, 20, 40, 60, 80, 100, 200 -> true;
                    default -> false;
                };
        if (!valid) {
            command = badOperand ? NO_COMMAND : pending;
            say(badOperand ? ERROR : RESEND);
            badOperand = !badOperand;
            return;
        }
        badOperand = false;
        if (pending == 0xE8) {
            resolution = value;
        } else {
            rate = value;
        }
        say(ACK);
    }

    private int status() {
        int down = (buttons & LEFT) << 2 | (buttons & MIDDLE) >> 1 | (buttons & RIGHT) >> 1;
        return (remote ? 0x40 : 0) | (enabled ? 0x20 : 0) | (doubled ? 0x10 : 0) | down;
    }

    private void defaults() {
        enabled = false;
        remote = false;
        wrap = false;
        doubled = false;
        resolution = 2;
        rate = 100;
        badOperand = false;
        motions.clear();
        report.clear();
        selfTest.cancel();
        sample.cancel();
    }

    private void tested() {
        say(SELF_TEST_PASSED);
        say(MOUSE);
    }

    private void scheduleSample() {
        if (enabled && !remote && report.isEmpty() && !motions.isEmpty() && !sample.isArmed()) {
            sample.armIn(1_000_000_000L / rate);
        }
    }

    private void sample() {
        if (enabled && !remote && report.isEmpty() && !motions.isEmpty()) {
            buildReport(motions.remove());
            attention.run();
        }
    }

    /** One report of at most 255 counts each way; the rest of the motion stays for the next. */
    private void buildReport(Motion motion) {
        boolean scales = doubled && !remote;
        int most = scales ? LARGEST / 2 : LARGEST;
        int dx = Math.max(-most, Math.min(most, motion.dx()));
        int dy = Math.max(-most, Math.min(most, motion.dy()));
        if (dx != motion.dx() || dy != motion.dy()) {
            motions.addFirst(new Motion(motion.dx() - dx, motion.dy() - dy, motion.buttons()));
        }
        buttons = motion.buttons();
        int x = scales ? scale(dx) : dx;
        int y = scales ? scale(dy) : dy;
        report.clear();
        report.add((byte) (0x08 | buttons | (x < 0 ? 0x10 : 0) | (y < 0 ? 0x20 : 0)));
        report.add((byte) x);
        report.add((byte) y);
    }

    /** 2:1 scaling: 0 1 1 3 6 9, then twice the count. */
    private static int scale(int counts) {
        int size = Math.abs(counts);
        int scaled = switch (size) {
            case 0, 1 -> size;
            case 2 -> 1;
            case 3 -> 3;
            case 4 -> 6;
            case 5 -> 9;
            default -> 2 * size;
        };
        return counts < 0 ? -scaled : scaled;
    }

    private void say(int value) {
        if (answers.size() < MOST_ANSWERS) {
            answers.add((byte) value);
            attention.run();
        }
    }
}
