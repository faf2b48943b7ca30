package reliquary.bus;

/** What is at the far end of a serial port's cable, as the port drives it. */
public interface SerialLine {
    /** A cable that ends in the air. */
    SerialLine UNCONNECTED = value -> {};

    /** A whole character has left the port; 0 to 255, fewer bits if the port is set to fewer. */
    void transmit(int value);

    /** The port's outputs DTR and RTS changed. */
    default void outputs(boolean dataTerminalReady, boolean requestToSend) {}

    /** The port began or ended sending a break. */
    default void breaks(boolean sending) {}
}
