package reliquary.bus;

/** What is at the far end of a parallel port's cable. */
@FunctionalInterface
public interface PrinterCable {
    /** One byte, 0 to 255, that the port's strobe has told the printer to take. */
    void print(int value);
}
