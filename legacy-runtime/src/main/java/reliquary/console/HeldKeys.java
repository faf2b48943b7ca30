package reliquary.console;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import reliquary.bus.KeyEvent;

/**
 * Keeps keys down for as long as a finger does: a terminal tells when a key is pressed but not when it is let go, and a program
 * that looks which keys are down would miss one that is up at once.
 */
final class HeldKeys {
    /** How long a key stays down, in nanoseconds of host time. */
    static final long HOLD = 60_000_000;

    private final Consumer<KeyEvent> machine;
    private final List<KeyEvent> releases = new ArrayList<>();
    private long releaseAt;

    HeldKeys(Consumer<KeyEvent> machine) {
        this.machine = machine;
    }

    /** Presses the keys of {@code stroke} at host time {@code now}; those of the stroke before come up first. */
    void press(KeyStroke stroke, long now) {
        releaseAll();
        List<KeyEvent> events = stroke.events();
        int last = events.size();
        while (last > 0 && !events.get(last - 1).pressed()) {
            last--;
        }
        events.subList(0, last).forEach(machine);
        releases.addAll(events.subList(last, events.size()));
        releaseAt = now + HOLD;
    }

    /** Nanoseconds from {@code now} until the keys that are down come up; empty if none is. */
    OptionalLong remaining(long now) {
        return releases.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Math.max(0, releaseAt - now));
    }

    void releaseDue(long now) {
        if (!releases.isEmpty() && now - releaseAt >= 0) {
            releaseAll();
        }
    }

    void releaseAll() {
        releases.forEach(machine);
        releases.clear();
    }
}
