package reliquary.clock;

import java.util.PriorityQueue;

/**
 * What devices want to happen at a given guest time.
 *
 * <p>Order is total and repeatable: by time, then by the order in which timers were armed.
 */
public final class EventQueue {
    private final VirtualClock clock;
    private final PriorityQueue<Timer> armed = new PriorityQueue<>(EventQueue::compare);
    private Runnable onEarlier = () -> {};
    private long sequence;

    public EventQueue(VirtualClock clock) {
        this.clock = clock;
    }

    /** Makes a timer, disarmed. The name stands in logs and snapshots. */
    public Timer timer(String name, Runnable action) {
        return new Timer(name, action);
    }

    /** Guest time in nanoseconds since power-on. */
    public long now() {
        return clock.now();
    }

    /** What to do when a timer is armed before all others: the machine shortens the processor's run. */
    public void onEarlier(Runnable action) {
        onEarlier = action;
    }

    /** The time of the first armed timer in nanoseconds, {@link Long#MAX_VALUE} if none is armed. */
    public long next() {
        Timer first = armed.peek();
        return first == null ? Long.MAX_VALUE : first.at;
    }

    /** Fires, in order, everything that is due now, including what the fired actions arm for now. */
    public void runDue() {
        for (Timer first = armed.peek(); first != null && first.at <= clock.now(); first = armed.peek()) {
            armed.remove();
            first.pending = false;
            first.action.run();
        }
    }

    private static int compare(Timer a, Timer b) {
        return a.at != b.at ? Long.compare(a.at, b.at) : Long.compare(a.order, b.order);
    }

    /** One recurring wish of one device; armed for one time at most. */
    public final class Timer {
        private final String name;
        private final Runnable action;
        private long at;
        private long order;
        private boolean pending;

        private Timer(String name, Runnable action) {
            this.name = name;
            this.action = action;
        }

        /** Arms the timer for {@code nanos} since power-on, replacing an earlier wish; a past time means as soon as possible. */
        public void armAt(long nanos) {
            cancel();
            at = nanos;
            order = sequence++;
            pending = true;
            armed.add(this);
            if (armed.peek() == this) {
                onEarlier.run();
            }
        }

        /** Arms the timer {@code nanos} from now. */
        public void armIn(long nanos) {
            armAt(clock.now() + nanos);
        }

        public void cancel() {
            if (pending) {
                armed.remove(this);
                pending = false;
            }
        }

        public boolean isArmed() {
            return pending;
        }

        /** The time it is armed for, in nanoseconds since power-on; meaningless when disarmed. */
        public long at() {
            return at;
        }

        @Override
        public String toString() {
            return name + (pending ? "@" + at : " idle");
        }
    }
}
