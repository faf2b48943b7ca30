package reliquary.engine;

/** The guest's processor shuts down: a real one would stop until reset. */
final class ShutdownException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ShutdownException(String message) {
        super(message);
    }
}
