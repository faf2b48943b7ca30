package reliquary.cli;

/** Ends a command with one line for the person who typed it: what is wrong, where, and what would be right. */
public final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final ExitStatus status;

    public CommandException(ExitStatus status, String message) {
        super(message);
        this.status = status;
    }

    public ExitStatus status() {
        return status;
    }
}
