package reliquary.device;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntConsumer;
import reliquary.bus.SerialLine;
import reliquary.clock.EventQueue;

/**
 * Microsoft serial mouse (Microsoft Mouse Programmer's Reference, "Serial mouse data format"): two buttons, 1,200 baud, seven
 * data bits. The port's DTR and RTS power it, and it says "M" when they come on, which is how drivers find it.
 *
 * <p>Each report is three characters, forty times a second at most; motion adds up in between, and no click is lost.
 */
public final class MicrosoftMouse implements SerialLine {
    /** Bits of {@code buttons}. */
    public static final int LEFT = 1;

    public static final int RIGHT = 2;

    private static final int IDENTITY = 'M';
    private static final int LARGEST = 127;

    /** Three characters of nine bits take 22.5 ms. */
    private static final long REPORT_NANOS = 25_000_000;

    private final EventQueue.Timer report;
    private final Deque<Motion> motions = new ArrayDeque<>();
    private IntConsumer port = character -> {};
    private boolean powered;
    private int buttons;

    private record Motion(int dx, int dy, int buttons) {}

    public MicrosoftMouse(EventQueue events) {
        report = events.timer("serial mouse report", this::report);
    }

    /** Plugs the cable in; {@code receiver} takes the characters, 0 to 127, that the mouse sends. */
    public void plug(IntConsumer receiver) {
        port = receiver;
    }

    /**
     * Moves the mouse, or changes its buttons, or both; without power nothing happens.
     *
     * @param dx counts to the right
     * @param dy counts away from the user, which is up on the screen
     * @param nowDown the buttons that are down after the motion, of {@link #LEFT} and {@link #RIGHT}
     */
    public void move(int dx, int dy, int nowDown) {
        if (!powered) {
            return;
        }
        Motion last = motions.isEmpty() ? new Motion(0, 0, buttons) : motions.getLast();
        if (!motions.isEmpty() && last.buttons() == nowDown) {
            motions.removeLast();
            motions.add(new Motion(last.dx() + dx, last.dy() + dy, nowDown));
        } else if (dx != 0 || dy != 0 || nowDown != last.buttons()) {
            motions.add(new Motion(dx, dy, nowDown));
        }
        schedule();
    }

    private void schedule() {
        if (!motions.isEmpty() && !report.isArmed()) {
            report.armIn(REPORT_NANOS);
        }
    }

    private void report() {
        Motion motion = motions.remove();
        int dx = Math.max(-LARGEST, Math.min(LARGEST, motion.dx()));
        int dy = Math.max(-LARGEST, Math.min(LARGEST, motion.dy()));
        if (dx != motion.dx() || dy != motion.dy()) {
            motions.addFirst(new Motion(motion.dx() - dx, motion.dy() - dy, motion.buttons()));
        }
        buttons = motion.buttons();
        int down = -dy; // the protocol counts towards the user
        int both = (buttons & LEFT) << 5 | (buttons & RIGHT) << 3;
        port.accept(0x40 | both | (down >> 6 & 3) << 2 | dx >> 6 & 3);
        port.accept(dx & 0x3F);
        port.accept(down & 0x3F);
        schedule();
    }

    @Override
    public void transmit(int value) {
        // the mouse does not listen
    }

    @Override
    public void outputs(boolean dataTerminalReady, boolean requestToSend) {
        boolean power = dataTerminalReady && requestToSend;
        if (power && !powered) {
            motions.clear();
            report.cancel();
            buttons = 0;
            port.accept(IDENTITY);
        }
        powered = power;
    }
}
