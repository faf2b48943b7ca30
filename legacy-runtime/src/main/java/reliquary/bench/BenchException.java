package reliquary.bench;

/** A benchmark that cannot go on or whose guest computed something wrong; the message is one line for a person. */
public final class BenchException extends RuntimeException {
    private static final long serialVersionUID = 1;

    BenchException(String message) {
        super(message);
    }
}
