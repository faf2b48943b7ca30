package reliquary.shim.bios;

import java.nio.ByteBuffer;
import reliquary.shim.GuestCpu;
import reliquary.shim.GuestMemory;

/** INT 10h/10h and the colours a mode starts with (IBM PS/2 BIOS Interface Technical Reference, INT 10h function 10h). */
final class VideoPalette {
    private static final int COLOURS = 256;
    private static final int PALETTE = 16;
    private static final int BLINK = 0x08;
    private static final int PALETTE_PAGES_OF_16 = 0x80;
    private static final int NO_DEFAULTS = 0x08;
    private static final int SUM_TO_GREY = 0x02;
    private static final int CGA_INTENSITY = 0x10;
    private static final int COLOUR_REGISTER_PORT = 9;
    /** Weights of red, green and blue in a grey, in percent. */
    private static final int[] GREY_WEIGHTS = {30, 59, 11};

    private static final int[] GREYS = {0, 5, 8, 11, 14, 17, 20, 24, 28, 32, 36, 40, 45, 50, 56, 63};

    /** The five steps from the lowest to the highest intensity for each brightness and saturation of mode 13h. */
    private static final int[][] HUE_STEPS = {
        {0, 16, 31, 47, 63},
        {31, 39, 47, 55, 63},
        {45, 49, 54, 58, 63},
        {0, 7, 14, 21, 28},
        {14, 17, 21, 24, 28},
        {20, 22, 24, 26, 28},
        {0, 4, 8, 12, 16},
        {8, 10, 12, 14, 16},
        {11, 12, 13, 15, 16},
    };

    private final GuestMemory memory;
    private final BiosDataArea data;
    private final VgaRegisters registers;
    private final UnsupportedCalls unsupported;

    VideoPalette(GuestMemory memory, BiosDataArea data, VgaRegisters registers, UnsupportedCalls unsupported) {
        this.memory = memory;
        this.data = data;
        this.registers = registers;
        this.unsupported = unsupported;
    }

    /** Fills the colour registers as a mode starts, unless the program asked to keep them (INT 10h/12h BL=31h). */
    void load(VideoMode mode) {
        registers.pelMask(0xFF);
        if (data.bits(BiosDataArea.VIDEO_FLAGS, NO_DEFAULTS)) {
            return;
        }
        for (int i = 0; i < COLOURS; i++) {
            int[] c = startColour(mode, i);
            registers.dac(i, c[0], c[1], c[2]);
        }
        if (data.bits(BiosDataArea.VIDEO_FLAGS, SUM_TO_GREY)) {
            sumToGrey(0, COLOURS);
        }
    }

    void call(GuestCpu cpu) {
        switch (cpu.al()) {
            case 0x00 -> registers.attribute(cpu.bl() & 0x1F, cpu.bh());
            case 0x01 -> registers.attribute(VgaRegisters.OVERSCAN, cpu.bh());
            case 0x02 -> setPalette(GuestMemory.linear(cpu.es(), cpu.dx()));
            case 0x03 -> {
                int mode = registers.attribute(VgaRegisters.MODE_CONTROL);
                registers.attribute(VgaRegisters.MODE_CONTROL, cpu.bl() == 0 ? mode & ~BLINK : mode | BLINK);
            }
            case 0x07 -> cpu.bh(registers.attribute(cpu.bl() & 0x1F));
            case 0x08 -> cpu.bh(registers.attribute(VgaRegisters.OVERSCAN));
            case 0x09 -> readPalette(GuestMemory.linear(cpu.es(), cpu.dx()));
            case 0x10 -> registers.dac(cpu.bx() & 0xFF, cpu.dh() & 0x3F, cpu.ch() & 0x3F, cpu.cl() & 0x3F);
            case 0x12 -> setColours(cpu.bx(), cpu.cx(), GuestMemory.linear(cpu.es(), cpu.dx()));
            case 0x13 -> selectPage(cpu.bl(), cpu.bh());
            case 0x15 -> {
                int[] c = registers.dac(cpu.bl());
                cpu.dh(c[0]);
                cpu.ch(c[1]);
                cpu.cl(c[2]);
            }
            case 0x17 -> readColours(cpu.bx(), cpu.cx(), GuestMemory.linear(cpu.es(), cpu.dx()));
            case 0x18 -> registers.pelMask(cpu.bl());
            case 0x19 -> cpu.bl(registers.pelMask());
            case 0x1A -> readPage(cpu);
            case 0x1B -> sumToGrey(cpu.bx(), cpu.cx());
            default -> unsupported.reportSubfunction(0x10, cpu, "this palette function");
        }
    }

    /** INT 10h/0Bh on a CGA itself: the same request by its colour register, port 3D9h. */
    void colourRegister(GuestCpu cpu) {
        int colours = merged(cpu);
        data.setByte(BiosDataArea.COLOUR_REGISTER, colours);
        registers.compatible(COLOUR_REGISTER_PORT, colours);
    }

    /** What port 3D9h would hold after a request: BH = 0 gives bits 0 to 4, BH = 1 bit 5. */
    private int merged(GuestCpu cpu) {
        int old = data.byteAt(BiosDataArea.COLOUR_REGISTER);
        return cpu.bh() == 0 ? old & 0xE0 | cpu.bl() & 0x1F : old & 0xDF | (cpu.bl() & 1) << 5;
    }

    /** INT 10h/0Bh, the CGA's, on a VGA: BH = 0 sets border and background, BH = 1 the palette of mode 4. */
    void cgaColours(GuestCpu cpu) {
        data.setByte(BiosDataArea.COLOUR_REGISTER, merged(cpu));
        if (cpu.bh() == 0) {
            int colour = cpu.bl() & 0x0F;
            int attribute = colour & 7 | (colour & 8) << 1;
            registers.attribute(VgaRegisters.OVERSCAN, attribute);
            if (!VideoMode.layout(data.byteAt(BiosDataArea.VIDEO_MODE)).isText()) {
                registers.attribute(0, attribute);
            }
            setCgaIntensity((cpu.bl() & CGA_INTENSITY) != 0);
        } else {
            for (int i = 1; i < 4; i++) {
                int old = registers.attribute(i);
                registers.attribute(i, old & ~1 | cpu.bl() & 1);
            }
        }
    }

    private void setCgaIntensity(boolean bright) {
        for (int i = 1; i < 4; i++) {
            int old = registers.attribute(i);
            registers.attribute(i, bright ? old | CGA_INTENSITY : old & ~CGA_INTENSITY);
        }
    }

    /** Replaces {@code count} colours from {@code first} on by greys of the same brightness. */
    void sumToGrey(int first, int count) {
        for (int i = first; i < Math.min(first + count, COLOURS); i++) {
            int[] c = registers.dac(i);
            int grey = (c[0] * GREY_WEIGHTS[0] + c[1] * GREY_WEIGHTS[1] + c[2] * GREY_WEIGHTS[2] + 50) / 100;
            registers.dac(i, Math.min(grey, 63), Math.min(grey, 63), Math.min(grey, 63));
        }
    }

    private void setPalette(int at) {
        for (int i = 0; i < PALETTE; i++) {
            registers.attribute(i, memory.read8(at + i));
        }
        registers.attribute(VgaRegisters.OVERSCAN, memory.read8(at + PALETTE));
    }

    private void readPalette(int at) {
        for (int i = 0; i < PALETTE; i++) {
            memory.write8(at + i, registers.attribute(i));
        }
        memory.write8(at + PALETTE, registers.attribute(VgaRegisters.OVERSCAN));
    }

    private void setColours(int first, int count, int at) {
        ByteBuffer colours = ByteBuffer.allocate(3 * Math.min(count, COLOURS));
        memory.read(at, colours);
        colours.flip();
        for (int i = first; colours.hasRemaining(); i++) {
            registers.dac(i & 0xFF, colours.get() & 0x3F, colours.get() & 0x3F, colours.get() & 0x3F);
        }
    }

    private void readColours(int first, int count, int at) {
        ByteBuffer colours = ByteBuffer.allocate(3 * Math.min(count, COLOURS));
        for (int i = first; colours.hasRemaining(); i++) {
            for (int part : registers.dac(i & 0xFF)) {
                colours.put((byte) part);
            }
        }
        memory.write(at, colours.flip());
    }

    /** Function 1013h: BL = 0 chooses pages of 64 or (BH = 1) 16 colours, BL = 1 shows page BH. */
    private void selectPage(int what, int value) {
        int mode = registers.attribute(VgaRegisters.MODE_CONTROL);
        if (what == 0) {
            boolean small = (value & 1) != 0;
            registers.attribute(
                    VgaRegisters.MODE_CONTROL, small ? mode | PALETTE_PAGES_OF_16 : mode & ~PALETTE_PAGES_OF_16);
        } else {
            boolean small = (mode & PALETTE_PAGES_OF_16) != 0;
            registers.attribute(VgaRegisters.COLOUR_SELECT, small ? value & 0x0F : (value & 0x03) << 2);
        }
    }

    private void readPage(GuestCpu cpu) {
        boolean small = (registers.attribute(VgaRegisters.MODE_CONTROL) & PALETTE_PAGES_OF_16) != 0;
        int select = registers.attribute(VgaRegisters.COLOUR_SELECT);
        cpu.bl(small ? 1 : 0);
        cpu.bh(small ? select & 0x0F : select >> 2 & 0x03);
    }

    /** Red, green and blue, 0 to 63, of a colour register as the mode starts. */
    static int[] startColour(VideoMode mode, int index) {
        if (mode.memory() == VideoMode.Layout.BYTES) {
            return colour256(index);
        }
        if (index >= 64) {
            return new int[] {0, 0, 0};
        }
        if (mode.memory() == VideoMode.Layout.MONOCHROME_TEXT || mode.number() == 0x0F) {
            int grey = (index & 0x08) == 0 ? 0 : (index & 0x10) == 0 ? 42 : 63;
            return new int[] {grey, grey, grey};
        }
        return mode.hasCgaPalette() ? cga(index & 7 | index >> 1 & 8) : ega(index);
    }

    /** The EGA's 64 colours: bits 0 to 2 are two thirds of blue, green and red, bits 3 to 5 the last third. */
    static int[] ega(int index) {
        int[] rgb = new int[3];
        for (int i = 0; i < 3; i++) {
            rgb[2 - i] = (index >> i & 1) * 42 + (index >> i + 3 & 1) * 21;
        }
        return rgb;
    }

    /** The CGA's 16 colours, dark yellow shown as brown. */
    static int[] cga(int colour) {
        if (colour == 6) {
            return new int[] {42, 21, 0};
        }
        return ega(colour & 7 | ((colour & 8) == 0 ? 0 : 0x38));
    }

    /** Mode 13h: the 16 colours, 16 greys, 24 hues in nine kinds, and eight times black. */
    private static int[] colour256(int index) {
        if (index < 16) {
            return cga(index);
        }
        if (index < 32) {
            int grey = GREYS[index - 16];
            return new int[] {grey, grey, grey};
        }
        if (index >= 248) {
            return new int[] {0, 0, 0};
        }
        int[] steps = HUE_STEPS[(index - 32) / 24];
        int hue = (index - 32) % 24;
        return new int[] {steps[wave(hue + 16)], steps[wave(hue + 8)], steps[wave(hue)]};
    }

    /** How strong a primary is at a hue, 0 to 4: full for a third of the circle, none for another. */
    private static int wave(int hue) {
        int h = hue % 24;
        if (h <= 4 || h >= 20) {
            return 4;
        }
        if (h < 8) {
            return 8 - h;
        }
        return h <= 16 ? 0 : h - 16;
    }
}
