package reliquary.bus;

import java.nio.ByteBuffer;

/**
 * A device's end of one DMA channel: DREQ, DACK and TC (Intel 8237A data sheet, "Transfer Types").
 *
 * <p>A device asks with {@link #request} and then moves whole blocks. Whether and where they go is what the guest has
 * programmed: a masked channel moves nothing, and a block ends early where the channel's count does.
 */
public interface DmaChannel {
    /** What became of a block: how many bytes moved, and whether the last of them was the channel's terminal count. */
    record Transfer(int bytes, boolean terminalCount) {}

    /** Drives DREQ, which software sees in the controller's status. */
    void request(boolean level);

    /** Whether the controller would move a byte for this channel now. */
    boolean isOpen();

    /** Moves the rest of {@code source}, or up to the terminal count, to memory; advances the buffer by what moved. */
    Transfer toMemory(ByteBuffer source);

    /** Fills the rest of {@code target}, or up to the terminal count, from memory; advances the buffer by what moved. */
    Transfer fromMemory(ByteBuffer target);
}
