package reliquary.machine;

/** Why a machine stopped running. */
public sealed interface RunEnd {
    /** The host wanted it to stop: a script was done, a time limit reached, a person quit. */
    record Stopped() implements RunEnd {}

    /** The guest switched the machine off. */
    record PoweredOff() implements RunEnd {}

    /** The guest reset the machine, and that was to end the run. */
    record Reset() implements RunEnd {}

    /** The processor halted with interrupts off: nothing but a reset can wake it. */
    record HaltedForGood(String where) implements RunEnd {}

    /** The processor shut down or met what this machine cannot do. */
    record Crashed(String where) implements RunEnd {}

    /** The firmware found nothing to boot; the message says what it tried. */
    record NothingBooted(String message) implements RunEnd {}
}
