package reliquary.board;

/**
 * Where everything stands in a PC: ports, interrupt requests, memory. The IBM PC/AT Technical Reference's "I/O Address Map" and
 * "System Interrupts", and what clones added. Nothing outside this package knows these numbers.
 */
final class PcMap {
    // ---- Ports: first port and count
    static final int DMA1 = 0x00;
    static final int DMA1_COUNT = 0x10;
    static final int PIC1 = 0x20;
    static final int PIC_COUNT = 2;
    static final int PIT = 0x40;
    static final int PIT_COUNT = 4;
    static final int KBC_DATA = 0x60;
    static final int SYSTEM_CONTROL_B = 0x61;
    static final int KBC_COMMAND = 0x64;
    static final int RTC = 0x70;
    static final int RTC_COUNT = 2;
    static final int POST_CODE = 0x80;
    static final int DMA_PAGES = 0x81;
    static final int DMA_PAGES_COUNT = 0x0F;
    static final int SYSTEM_CONTROL_A = 0x92;
    static final int PIC2 = 0xA0;
    static final int DMA2 = 0xC0;
    static final int DMA2_COUNT = 0x20;
    static final int ATA1 = 0x1F0;
    static final int ATA1_CONTROL = 0x3F6;
    static final int ATA2 = 0x170;
    static final int ATA2_CONTROL = 0x376;
    static final int MDA = 0x3B0;
    static final int VGA = 0x3B0;
    static final int CGA = 0x3D0;
    static final int ELCR = 0x4D0;
    static final int ELCR_COUNT = 2;
    static final int SERIAL_COUNT = 8;
    static final int PARALLEL_COUNT = 3;

    // ---- Interrupt requests
    static final int IRQ_TIMER = 0;
    static final int IRQ_KEYBOARD = 1;
    static final int IRQ_CASCADE = 2;
    static final int IRQ_RTC = 8;
    static final int IRQ_REDIRECTED = 9;
    static final int IRQ_MOUSE = 12;
    static final int IRQ_ATA1 = 14;
    static final int IRQ_ATA2 = 15;

    // ---- Memory: physical address and bytes
    static final int VIDEO_WINDOW = 0xA0000;
    static final int VIDEO_WINDOW_SIZE = 0x20000;
    static final int MDA_WINDOW = 0xB0000;
    static final int CGA_WINDOW = 0xB8000;
    static final int ADAPTER_ROMS = 0xC0000;
    static final int ADAPTER_ROMS_SIZE = 0x30000;
    static final int BIOS_ROM = 0xF0000;
    static final int BIOS_ROM_SIZE = 0x10000;

    // ---- The BIOS data area that every BIOS keeps: physical addresses
    static final int KEYBOARD_BUFFER_HEAD = 0x41A;
    static final int KEYBOARD_BUFFER_TAIL = 0x41C;

    private PcMap() {}
}
