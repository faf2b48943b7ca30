package reliquary.shim;

import java.nio.ByteBuffer;

/**
 * The guest's memory as its own real-mode code sees it: linear addresses 0 to 10FFEFh through the A20 gate, and on to the
 * end of RAM for services that move extended memory. Values are little-endian and need no alignment.
 */
public interface GuestMemory {
    int read8(int address);

    void write8(int address, int value);

    int read16(int address);

    void write16(int address, int value);

    int read32(int address);

    void write32(int address, int value);

    /** Fills the rest of {@code target} from {@code address} on; the A20 gate is applied to each byte's address. */
    void read(int address, ByteBuffer target);

    /** Writes the rest of {@code source} from {@code address} on. */
    void write(int address, ByteBuffer source);

    /** Physical bytes from address 0 to the end of RAM. */
    int size();

    /** The linear address of a real-mode pointer. */
    static int linear(int segment, int offset) {
        return ((segment & 0xFFFF) << 4) + (offset & 0xFFFF);
    }
}
