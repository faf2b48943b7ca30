package reliquary.bus;

/** The upper address bits of a DMA controller's four channels. */
@FunctionalInterface
public interface DmaPages {
    /** Address bits 23 to 16 of a channel, 0 to 3: 0 to 255. */
    int page(int channel);
}
