package reliquary.device;

import reliquary.bus.DmaPages;
import reliquary.bus.PortDevice;

/**
 * The AT's DMA page registers, a 74LS612 (IBM PC AT Technical Reference, "DMA Controllers"): ports 81h to 8Fh as offsets 0 to
 * 14. Those that belong to no channel are kept like the others.
 */
public final class DmaPageRegisters implements PortDevice {
    // Which register, by offset, each channel's page is in.
    private static final int[] CHANNELS_0_TO_3 = {0x6, 0x2, 0x0, 0x1};
    private static final int[] CHANNELS_4_TO_7 = {0xE, 0xA, 0x8, 0x9};

    private final int[] registers = new int[15];

    /** The pages of the 8-bit channels 0 to 3. */
    public DmaPages lower() {
        return channel -> registers[CHANNELS_0_TO_3[channel]];
    }

    /** The pages of the 16-bit channels 4 to 7, numbered 0 to 3; bit 0 of the register is not wired. */
    public DmaPages upper() {
        return channel -> registers[CHANNELS_4_TO_7[channel]] & 0xFE;
    }

    @Override
    public int read8(int offset) {
        return registers[offset];
    }

    @Override
    public void write8(int offset, int value) {
        registers[offset] = value;
    }
}
