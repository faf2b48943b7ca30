package reliquary.shim;

/** The machine's ports: firmware on the host programs the devices as firmware in ROM would. */
public interface PortIo {
    /** Reads a byte, 0 to 255. */
    int in8(int port);

    /** Writes a byte. */
    void out8(int port, int value);
}
