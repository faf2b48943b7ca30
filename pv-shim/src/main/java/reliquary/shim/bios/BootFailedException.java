package reliquary.shim.bios;

/** Nothing could be booted. The message is the one line that a person sees: what was tried and why each failed. */
public final class BootFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BootFailedException(String message) {
        super(message);
    }
}
