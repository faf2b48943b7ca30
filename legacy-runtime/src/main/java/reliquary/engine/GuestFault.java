package reliquary.engine;

/** An exception that the guest's processor raises while we act for it: its number, error code, and for #PF the address. */
final class GuestFault extends RuntimeException {
    private static final long serialVersionUID = 1;
    static final int DOUBLE_FAULT = 8;
    static final int INVALID_TSS = 10;
    static final int NOT_PRESENT = 11;
    static final int STACK = 12;
    static final int PROTECTION = 13;
    static final int PAGE = 14;

    private final int vector;
    private final int errorCode;
    private final int address;

    GuestFault(int vector, int errorCode) {
        this(vector, errorCode, 0);
    }

    GuestFault(int vector, int errorCode, int address) {
        // No stack trace: this is control flow of the guest, and it must be cheap.
        super("exception " + vector, null, false, false);
        this.vector = vector;
        this.errorCode = errorCode;
        this.address = address;
    }

    int vector() {
        return vector;
    }

    int errorCode() {
        return errorCode;
    }

    /** The linear address that a page fault leaves in CR2. */
    int address() {
        return address;
    }
}
