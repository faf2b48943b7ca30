package reliquary.bus;

/**
 * A device that answers memory accesses one by one. It sees the offset from the start of its {@link MemoryWindow}.
 *
 * <p>Values are unsigned, little-endian; wider accesses arrive as bytes, low byte first, unless overridden.
 */
public interface MmioDevice {
    int read8(int offset);

    void write8(int offset, int value);

    /** Reads {@code size} bytes (1, 2, 4 or 8) as one little-endian number. */
    default long read(int offset, int size) {
        long value = 0;
        for (int i = 0; i < size; i++) {
            value |= (read8(offset + i) & 0xFFL) << 8 * i;
        }
        return value;
    }

    /** Writes {@code size} bytes (1, 2, 4 or 8) of one little-endian number. */
    default void write(int offset, int size, long value) {
        for (int i = 0; i < size; i++) {
            write8(offset + i, (int) (value >> 8 * i) & 0xFF);
        }
    }
}
