package reliquary.profile;

/** The pointing device, if any. */
public sealed interface Mouse {
    /** No mouse. */
    record None() implements Mouse {}

    /** On the keyboard controller's auxiliary port, IRQ 12. */
    record Ps2() implements Mouse {}

    /**
     * Microsoft protocol on a serial port.
     *
     * @param number of the serial port, 1 for COM1
     */
    record Serial(int number) implements Mouse {}
}
