package reliquary.cli;

/** What {@code relic} tells its caller by its exit status. */
public enum ExitStatus {
    /** Done; the last {@code --until} matched; the guest switched off. */
    DONE(0),
    /** A finding: a test failed, fixity broken, a check did not hold. */
    FINDING(1),
    /** Wrong usage or bad input. */
    BAD_INPUT(2),
    /** Time ran out before {@code --until} matched. */
    TIMED_OUT(3),
    /** The guest crashed or asked for what this machine cannot do. */
    CRASHED(4),
    /** The engine or another needed part is missing. */
    MISSING_PART(5);

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
