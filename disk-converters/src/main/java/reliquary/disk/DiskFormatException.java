package reliquary.disk;

import java.io.IOException;

/**
 * An image that cannot be read as what it claims to be, or not at all: exit status 2 on the command line.
 *
 * <p>The message is the one line a person sees: what is wrong, where (byte offset in the file), what would be right.
 */
public final class DiskFormatException extends IOException {
    private static final long serialVersionUID = 1;

    public DiskFormatException(String message) {
        super(message);
    }

    public DiskFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
