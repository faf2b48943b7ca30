package reliquary.bus;

/**
 * A device in the port space. It sees the offset from its first port, never the port's number.
 *
 * <p>Values are unsigned. Wider accesses arrive as bytes, low byte first, as an 8-bit card on an AT bus sees them, unless
 * the device overrides them.
 */
public interface PortDevice {
    /** Reads the byte at {@code offset}; 0 to 255. */
    int read8(int offset);

    /** Writes a byte, 0 to 255, at {@code offset}. */
    void write8(int offset, int value);

    /** Reads 16 bits at {@code offset}; 0 to 65,535. */
    default int read16(int offset) {
        int low = read8(offset);
        return low | read8(offset + 1) << 8;
    }

    /** Writes 16 bits at {@code offset}. */
    default void write16(int offset, int value) {
        write8(offset, value & 0xFF);
        write8(offset + 1, value >> 8 & 0xFF);
    }

    /** Reads 32 bits at {@code offset}. */
    default int read32(int offset) {
        int low = read16(offset);
        return low | read16(offset + 2) << 16;
    }

    /** Writes 32 bits at {@code offset}. */
    default void write32(int offset, int value) {
        write16(offset, value & 0xFFFF);
        write16(offset + 2, value >>> 16);
    }
}
