package reliquary.profile;

import java.util.OptionalInt;

/**
 * What an ISA card's jumpers select. A PCI card states none, since the firmware assigns them.
 *
 * @param port first I/O port
 * @param irq interrupt request line
 * @param dma DMA channel
 */
public record CardResources(OptionalInt port, OptionalInt irq, OptionalInt dma) {}
