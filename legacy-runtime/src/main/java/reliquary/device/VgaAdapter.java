package reliquary.device;

import reliquary.bus.MemoryWindow;
import reliquary.bus.PortDevice;
import reliquary.clock.EventQueue;

/**
 * IBM VGA: "IBM Personal System/2 Hardware Interface Technical Reference, Video Subsystem", 1992 (PS/2 HITR).
 *
 * <p>Its ports are offsets 0 to 2Fh (3B0h to 3DFh in a PC); its memory is a window of 128 KB (A0000h to BFFFFh). It raises no
 * interrupt: few cards had the vertical retrace interrupt wired. A fresh adapter is dark; firmware sets a mode.
 */
public final class VgaAdapter implements DisplayAdapter {
    /** Number of ports from the first to the last. */
    public static final int PORTS = 0x30;

    /** Offset of the first port behind the gap in which a monochrome card has its printer port. */
    public static final int UPPER_PORTS = 0x10;

    /** Number of ports before that gap. */
    public static final int LOWER_PORTS = 0x0C;

    private static final int ATTRIBUTE_WRITE = 0x10;
    private static final int ATTRIBUTE_READ = 0x11;
    private static final int MISCELLANEOUS_WRITE = 0x12;
    private static final int SUBSYSTEM_ENABLE = 0x13;
    private static final int SEQUENCER_INDEX = 0x14;
    private static final int SEQUENCER_DATA = 0x15;
    private static final int DAC_MASK = 0x16;
    private static final int DAC_READ_INDEX = 0x17;
    private static final int DAC_WRITE_INDEX = 0x18;
    private static final int DAC_DATA = 0x19;
    private static final int FEATURE_READ = 0x1A;
    private static final int MISCELLANEOUS_READ = 0x1C;
    private static final int GRAPHICS_INDEX = 0x1E;
    private static final int GRAPHICS_DATA = 0x1F;

    // These three are at 3Bxh or 3Dxh, as bit 0 of the miscellaneous output register says.
    private static final int MOVABLE = 0x0F;
    private static final int MONOCHROME = 0x00;
    private static final int COLOUR = 0x20;
    private static final int CRTC_INDEX = 0x04;
    private static final int CRTC_DATA = 0x05;
    private static final int STATUS_1 = 0x0A;

    private static final int OPEN = 0xFF;
    private static final int SWITCH_SENSE = 0x10;
    private static final int PICOS_PER_DOT_25_MHZ = 39_722;
    private static final int PICOS_PER_DOT_28_MHZ = 35_308;

    private final EventQueue events;
    private final VgaSequencer sequencer = new VgaSequencer();
    private final VgaCrtc crtc = new VgaCrtc();
    private final VgaGraphics graphics = new VgaGraphics();
    private final VgaAttributes attributes = new VgaAttributes();
    private final VgaDac dac = new VgaDac();
    private final VgaMemory memory;
    private int miscellaneous;
    private int feature;
    private int subsystemEnable = 1;

    /**
     * @param events tells guest time, from which the beam's place follows
     * @param window 128 KB from A0000h
     */
    public VgaAdapter(EventQueue events, MemoryWindow window) {
        this.events = events;
        memory = new VgaMemory(sequencer, graphics, window);
    }

    @Override
    public int read8(int offset) {
        return switch (offset) {
            case ATTRIBUTE_WRITE -> attributes.index();
            case ATTRIBUTE_READ -> attributes.read();
            case MISCELLANEOUS_WRITE -> SWITCH_SENSE;
            case SUBSYSTEM_ENABLE -> subsystemEnable;
            case SEQUENCER_INDEX -> sequencer.index();
            case SEQUENCER_DATA -> sequencer.read();
            case DAC_MASK -> dac.mask();
            case DAC_READ_INDEX -> dac.state();
            case DAC_WRITE_INDEX -> dac.writeIndex();
            case DAC_DATA -> dac.read();
            case FEATURE_READ -> feature;
            case MISCELLANEOUS_READ -> miscellaneous;
            case GRAPHICS_INDEX -> graphics.index();
            case GRAPHICS_DATA -> graphics.read();
            default -> isMovableHere(offset) ? readMovable(offset & MOVABLE) : OPEN;
        };
    }

    private int readMovable(int offset) {
        return switch (offset) {
            case CRTC_INDEX -> crtc.index();
            case CRTC_DATA -> crtc.read();
            case STATUS_1 -> {
                attributes.resetFlipFlop();
                yield crtc.status(events.now(), characterPicos());
            }
            default -> OPEN;
        };
    }

    @Override
    public void write8(int offset, int value) {
        switch (offset) {
            case ATTRIBUTE_WRITE -> attributes.write(value);
            case MISCELLANEOUS_WRITE -> miscellaneous = value;
            case SUBSYSTEM_ENABLE -> subsystemEnable = value & 1;
            case SEQUENCER_INDEX -> sequencer.index(value);
            case SEQUENCER_DATA -> sequencer.write(value);
            case DAC_MASK -> dac.mask(value);
            case DAC_READ_INDEX -> dac.readIndex(value);
            case DAC_WRITE_INDEX -> dac.writeIndex(value);
            case DAC_DATA -> dac.write(value);
            case GRAPHICS_INDEX -> graphics.index(value);
            case GRAPHICS_DATA -> graphics.write(value);
            default -> writeMovable(offset, value);
        }
        memory.reroute((miscellaneous & 2) != 0 && subsystemEnable != 0);
    }

    private void writeMovable(int offset, int value) {
        if (!isMovableHere(offset)) {
            return;
        }
        switch (offset & MOVABLE) {
            case CRTC_INDEX -> crtc.index(value);
            case CRTC_DATA -> crtc.write(value);
            case STATUS_1 -> feature = value & 0x0B;
            default -> {
                // no register there
            }
        }
    }

    private boolean isMovableHere(int offset) {
        return (offset & ~MOVABLE) == ((miscellaneous & 1) != 0 ? COLOUR : MONOCHROME);
    }

    private long characterPicos() {
        long dot = (miscellaneous >> 2 & 3) == 1 ? PICOS_PER_DOT_28_MHZ : PICOS_PER_DOT_25_MHZ;
        return dot * sequencer.dotsPerCharacter() * (sequencer.halfDotClock() ? 2 : 1);
    }

    /** The ports from {@link #UPPER_PORTS} on, for a board that gives those in the gap to another device. */
    public PortDevice upperPorts() {
        return new PortDevice() {
            @Override
            public int read8(int offset) {
                return VgaAdapter.this.read8(UPPER_PORTS + offset);
            }

            @Override
            public void write8(int offset, int value) {
                VgaAdapter.this.write8(UPPER_PORTS + offset, value);
            }
        };
    }

    /** CRT controller register {@code number}, 0 to 18h. */
    public int crtc(int number) {
        return crtc.register(number);
    }

    /** Sequencer register {@code number}, 0 to 4. */
    public int sequencer(int number) {
        return sequencer.register(number);
    }

    /** Graphics controller register {@code number}, 0 to 8. */
    public int graphics(int number) {
        return graphics.register(number);
    }

    /** Attribute controller register {@code number}, 0 to 14h; 0 to 0Fh are the palette. */
    public int attribute(int number) {
        return attributes.register(number);
    }

    /** Whether the screen shows anything: neither is it switched off nor the palette in the processor's hands. */
    public boolean isLit() {
        return attributes.displays() && (sequencer.register(VgaSequencer.CLOCKING_MODE) & 0x20) == 0;
    }

    /** The colour that the DAC makes of {@code index}, 0 to 255, as FFRRGGBBh. */
    public int colour(int index) {
        return dac.argb(index & dac.mask());
    }

    /** The byte of {@code plane}, 0 to 3, at {@code index}, 0 to FFFFh. */
    public int plane(int plane, int index) {
        return memory.plane(plane, index);
    }
}
