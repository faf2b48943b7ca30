package reliquary.bus;

/** One wire that a device drives: an interrupt request, the A20 gate, reset, a terminal count. */
@FunctionalInterface
public interface Line {
    /** A wire that leads nowhere. */
    Line UNCONNECTED = level -> {};

    /** Drives the wire high (true) or low (false); setting the level it has is allowed and changes nothing. */
    void set(boolean level);

    /** High, then low at once: one edge. */
    default void pulse() {
        set(true);
        set(false);
    }
}
