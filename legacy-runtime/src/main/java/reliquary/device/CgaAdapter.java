package reliquary.device;

import reliquary.bus.MemoryWindow;
import reliquary.clock.EventQueue;

/**
 * IBM Color/Graphics Monitor Adapter (IBM Personal Computer Options and Adapters Technical Reference, 1984).
 *
 * <p>Its ports are offsets 0 to 0Fh (3D0h to 3DFh in a PC); its 16 KB of memory show twice in a window of 32 KB. No snow: reads
 * and writes by the processor do not disturb the picture.
 */
public final class CgaAdapter implements DisplayAdapter {
    /** Number of ports. */
    public static final int PORTS = 0x10;

    /** Bytes of memory. */
    public static final int MEMORY = 0x4000;

    /** Bytes of the window. */
    public static final int WINDOW = 2 * MEMORY;

    private static final int LAST_CRTC_PORT = 7;
    private static final int MODE = 8;
    private static final int COLOUR_SELECT = 9;
    private static final int STATUS = 0x0A;
    private static final int OPEN = 0xFF;
    private static final int NO_LIGHT_PEN = 0x04;
    private static final int UNUSED_STATUS = 0xF0;
    private static final int PICOS_PER_NARROW_CHARACTER = 558_730;

    private final EventQueue events;
    private final Crtc6845 crtc = new Crtc6845();
    private final MirroredMemory memory;
    private int mode;
    private int colourSelect;

    /**
     * @param events tells guest time, from which the beam's place follows
     * @param window 32 KB from B8000h
     */
    public CgaAdapter(EventQueue events, MemoryWindow window) {
        if (window.size() != WINDOW) {
            throw new IllegalArgumentException("a CGA answers for " + WINDOW + " bytes, not " + window.size());
        }
        this.events = events;
        memory = new MirroredMemory(window, MEMORY);
    }

    @Override
    public int read8(int offset) {
        if (offset <= LAST_CRTC_PORT) {
            return (offset & 1) != 0 ? crtc.read() : OPEN;
        }
        if (offset != STATUS) {
            return OPEN;
        }
        Crtc6845.Beam beam = crtc.beam(events.now(), characterPicos());
        return UNUSED_STATUS | NO_LIGHT_PEN | (beam.blanked() ? 1 : 0) | (beam.verticalSync() ? 8 : 0);
    }

    @Override
    public void write8(int offset, int value) {
        if (offset <= LAST_CRTC_PORT) {
            if ((offset & 1) != 0) {
                crtc.write(value);
            } else {
                crtc.index(value);
            }
        } else if (offset == MODE) {
            mode = value & 0x3F;
        } else if (offset == COLOUR_SELECT) {
            colourSelect = value & 0x3F;
        }
    }

    private long characterPicos() {
        return (mode & 1) != 0 ? PICOS_PER_NARROW_CHARACTER : 2L * PICOS_PER_NARROW_CHARACTER;
    }

    /** CRT controller register {@code number}, 0 to 17. */
    public int crtc(int number) {
        return crtc.register(number);
    }

    /** Mode control: bit 0 80 columns, 1 graphics, 2 no colour burst, 3 video on, 4 640 dots, 5 blinking. */
    public int mode() {
        return mode;
    }

    /** Colour select: bits 0 to 3 border, background or foreground, 4 bright, 5 the second set of colours. */
    public int colourSelect() {
        return colourSelect;
    }

    /** The byte at {@code address}, 0 to 3FFFh. */
    public int memory(int address) {
        return memory.get(address);
    }
}
