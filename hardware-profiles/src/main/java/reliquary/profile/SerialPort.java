package reliquary.profile;

import java.util.OptionalInt;

/**
 * A serial port.
 *
 * @param number 1 for COM1, up to 4
 * @param port first of eight I/O ports
 * @param irq interrupt request line; empty if none is wired
 */
public record SerialPort(int number, int port, OptionalInt irq, Uart uart) {}
