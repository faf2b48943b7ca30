package reliquary.profile;

/** The chip behind a serial port. */
public enum Uart implements Named {
    /** National INS8250, on the PC's asynchronous adapter: no scratch register. */
    INS8250("8250"),
    /** NS16450, on the AT: with scratch register, no FIFO. */
    NS16450("16450"),
    /** NS16550A: with FIFOs of 16 bytes. */
    NS16550A("16550a");

    private final String yaml;

    Uart(String yaml) {
        this.yaml = yaml;
    }

    @Override
    public String yaml() {
        return yaml;
    }
}
