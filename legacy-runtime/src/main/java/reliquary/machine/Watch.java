package reliquary.machine;

/** The host's hand on a running machine: asked between two slices of guest time, on the machine's own thread. */
@FunctionalInterface
public interface Watch {
    /** Whether the machine may run on. May sleep to hold the machine to real time, and may press keys. */
    boolean goOn();
}
