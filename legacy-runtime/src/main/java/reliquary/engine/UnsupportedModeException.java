package reliquary.engine;

/** The guest uses a processor mode that the engine cannot serve: exit status 4. */
public final class UnsupportedModeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UnsupportedModeException(String message) {
        super(message);
    }
}
