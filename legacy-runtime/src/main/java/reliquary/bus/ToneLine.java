package reliquary.bus;

/** A wire that carries a square wave; what is told is the wave, not each of its edges. */
@FunctionalInterface
public interface ToneLine {
    /** A wire that nobody listens to. */
    ToneLine UNCONNECTED = hertz -> {};

    /** From now on the wave has this frequency; 0 is a steady level. */
    void tone(double hertz);
}
