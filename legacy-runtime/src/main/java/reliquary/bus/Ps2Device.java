package reliquary.bus;

/**
 * The device end of a PS/2 cable (IBM PS/2 Technical Reference, "Keyboard and Auxiliary Device Controller"). The
 * controller decides when a byte crosses: it holds the clock line while it has an unread byte.
 */
public interface Ps2Device {
    /** An empty socket. */
    Ps2Device ABSENT = new EmptySocket();

    /** Plugs the cable in; {@code attention} is to be run whenever {@link #ready()} becomes true. */
    void plug(Runnable attention);

    /** Whether a byte waits to be sent. */
    boolean ready();

    /** Takes the waiting byte, 0 to 255; only while {@link #ready()}. */
    int send();

    /** A byte from the controller, 0 to 255; answers false if nobody is there to take it. */
    boolean receive(int value);

    /** What an empty socket does: it never answers. */
    final class EmptySocket implements Ps2Device {
        private EmptySocket() {}

        @Override
        public void plug(Runnable attention) {
            // nothing will ever ask for attention
        }

        @Override
        public boolean ready() {
            return false;
        }

        @Override
        public int send() {
            throw new IllegalStateException("an empty socket sends nothing");
        }

        @Override
        public boolean receive(int value) {
            return false;
        }
    }
}
