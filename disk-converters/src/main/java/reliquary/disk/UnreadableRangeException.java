package reliquary.disk;

import java.io.IOException;

/** A read met a place that the tool which made the image could not read: the guest gets a disk error, never zeros. */
public final class UnreadableRangeException extends IOException {
    private static final long serialVersionUID = 1;
    private final transient ByteRange range;

    public UnreadableRangeException(ByteRange range) {
        super("the original could not be read at bytes " + range.offset() + " to " + (range.end() - 1));
        this.range = range;
    }

    /** The unreadable place that was hit. */
    public ByteRange range() {
        return range;
    }
}
