package reliquary.disk.identify;

/** How sure a finding is. */
public enum Confidence {
    /** A name or ending that other things have as well. */
    POSSIBLE,
    /** A name that hardly anything else has. */
    LIKELY,
    /** Content that only this has. */
    CERTAIN
}
