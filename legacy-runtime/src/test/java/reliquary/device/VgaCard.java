package reliquary.device;

import reliquary.bus.MemoryWindow;
import reliquary.bus.PhysicalMemory;
import reliquary.clock.EventQueue;
import reliquary.clock.VirtualClock;

/** A VGA in a machine without a processor: ports and memory as a program reaches them, guest time by hand. */
public final class VgaCard {
    public static final int COLOUR_TEXT = 0xB8000;
    public static final int GRAPHICS = 0xA0000;

    private static final int FIRST_PORT = 0x3B0;
    private static final int ATTRIBUTES = 0x3C0;
    private static final int PALETTE_ON = 0x20;

    private long blocks;
    public final PhysicalMemory memory = new PhysicalMemory(1 << 20);
    private final VirtualClock clock = new VirtualClock(() -> blocks, 1000);
    private final MemoryWindow window = memory.window(0xA0000, 0x20000);
    public final VgaAdapter vga = new VgaAdapter(new EventQueue(clock), window);

    /** Register values of a standard mode, as a VGA's own ROM sets them (IBM PS/2 HITR, BIOS modes). */
    public enum Mode {
        TEXT_40(0x67, "08030002", "2D2728902BA0BF1F004F0D0E000000009C8E8F141F96B9A3FF", "0010", "0E", 0x0C, 8),
        TEXT_80(0x67, "00030002", "5F4F50825581BF1F004F0D0E000000009C8E8F281F96B9A3FF", "0010", "0E", 0x0C, 8),
        MONO_TEXT(0x66, "00030002", "5F4F50825581BF1F004F0D0E000000009C8E8F280D96B9A3FF", "0010", "0A", 0x0E, 8),
        CGA_4(0x63, "09030002", "2D2728902B80BF1F00C10000000000009C8E8F140096B9A2FF", "0030", "0F", 0x01, 0),
        CGA_6(0x63, "01010006", "5F4F50825480BF1F00C10000000000009C8E8F280096B9C2FF", "0000", "0D", 0x01, 0),
        EGA_0D(0x63, "090F0006", "2D2728902B80BF1F00C00000000000009C8E8F140096B9E3FF", "0000", "05", 0x01, 0),
        VGA_12(0xE3, "010F0006", "5F4F508254800B3E0040000000000000EA8CDF2800E704E3FF", "0000", "05", 0x01, 0),
        VGA_13(0x63, "010F000E", "5F4F50825480BF1F00410000000000009C8E8F284096B9A3FF", "0040", "05", 0x41, 0);

        private final int miscellaneous;
        private final String sequencer;
        private final String crtc;
        private final String graphics;
        private final int attributeMode;
        private final int panning;

        Mode(
                int miscellaneous,
                String sequencer,
                String crtc,
                String mode,
                String map,
                int attributeMode,
                int panning) {
            this.miscellaneous = miscellaneous;
            this.sequencer = sequencer;
            this.crtc = crtc;
            graphics = "00000000" + mode + map + "0FFF";
            this.attributeMode = attributeMode;
            this.panning = panning;
        }
    }

    public VgaCard() {}

    public VgaCard(Mode mode) {
        set(mode);
    }

    public void out(int port, int value) {
        vga.write8(port - FIRST_PORT, value);
    }

    public int in(int port) {
        return vga.read8(port - FIRST_PORT);
    }

    /** Writes register {@code number} of the part whose index port is {@code port}. */
    public void out(int port, int number, int value) {
        out(port, number);
        out(port + 1, value);
    }

    public int in(int port, int number) {
        out(port, number);
        return in(port + 1);
    }

    public void sequencer(int number, int value) {
        out(0x3C4, number, value);
    }

    public void graphics(int number, int value) {
        out(0x3CE, number, value);
    }

    public void crtc(int number, int value) {
        out((in(0x3CC) & 1) != 0 ? 0x3D4 : 0x3B4, number, value);
    }

    public void attribute(int number, int value) {
        in((in(0x3CC) & 1) != 0 ? 0x3DA : 0x3BA);
        out(ATTRIBUTES, number);
        out(ATTRIBUTES, value);
        out(ATTRIBUTES, PALETTE_ON);
    }

    /** Colour {@code index} of the DAC, 6 bits each. */
    public void colour(int index, int red, int green, int blue) {
        out(0x3C8, index);
        out(0x3C9, red);
        out(0x3C9, green);
        out(0x3C9, blue);
    }

    public void set(Mode mode) {
        out(0x3C2, mode.miscellaneous);
        for (int i = 0; i < 4; i++) {
            sequencer(i + 1, octet(mode.sequencer, i));
        }
        crtc(0x11, 0);
        for (int i = 0; i < mode.crtc.length() / 2; i++) {
            crtc(i, octet(mode.crtc, i));
        }
        for (int i = 0; i < mode.graphics.length() / 2; i++) {
            graphics(i, octet(mode.graphics, i));
        }
        for (int i = 0; i < 16; i++) {
            attribute(i, i);
        }
        attribute(0x10, mode.attributeMode);
        attribute(0x12, mode == Mode.CGA_4 ? 0x03 : mode == Mode.CGA_6 ? 0x01 : 0x0F);
        attribute(0x13, mode.panning);
        attribute(0x14, 0);
        out(0x3C6, 0xFF);
        for (int i = 0; i < 256; i++) {
            colour(i, i & 0x3F, i >> 2, 63 - (i & 0x3F));
        }
    }

    /** Lets guest time pass. */
    public void pass(long nanos) {
        blocks += nanos;
    }

    private static int octet(String hex, int index) {
        return Integer.parseInt(hex.substring(2 * index, 2 * index + 2), 16);
    }
}
