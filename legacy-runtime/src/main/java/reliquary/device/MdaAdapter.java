package reliquary.device;

import reliquary.bus.MemoryWindow;
import reliquary.clock.EventQueue;

/**
 * IBM Monochrome Display and Printer Adapter without its printer port (IBM Personal Computer Options and Adapters Technical
 * Reference, 1984).
 *
 * <p>Its ports are offsets 0 to 0Bh (3B0h to 3BBh in a PC); its 4 KB of memory show eight times in a window of 32 KB.
 */
public final class MdaAdapter implements DisplayAdapter {
    /** Number of ports. */
    public static final int PORTS = 0x0C;

    /** Bytes of memory. */
    public static final int MEMORY = 0x1000;

    /** Bytes of the window. */
    public static final int WINDOW = 0x8000;

    private static final int LAST_CRTC_PORT = 7;
    private static final int MODE = 8;
    private static final int STATUS = 0x0A;
    private static final int OPEN = 0xFF;
    private static final int UNUSED_STATUS = 0xF0;
    private static final int PICOS_PER_CHARACTER = 553_610;

    private final EventQueue events;
    private final Crtc6845 crtc = new Crtc6845();
    private final MirroredMemory memory;
    private int mode;

    /**
     * @param events tells guest time, from which the beam's place follows
     * @param window 32 KB from B0000h
     */
    public MdaAdapter(EventQueue events, MemoryWindow window) {
        if (window.size() != WINDOW) {
            throw new IllegalArgumentException("an MDA answers for " + WINDOW + " bytes, not " + window.size());
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
        // Bit 0 is the horizontal drive between lines; bit 3 the dots, taken to be lit wherever there may be some.
        return UNUSED_STATUS | (crtc.beam(events.now(), PICOS_PER_CHARACTER).blanked() ? 1 : 8);
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
            mode = value & 0x29;
        }
    }

    /** CRT controller register {@code number}, 0 to 17. */
    public int crtc(int number) {
        return crtc.register(number);
    }

    /** Mode control: bit 0 always set by software, 3 video on, 5 blinking. */
    public int mode() {
        return mode;
    }

    /** The byte at {@code address}, 0 to FFFh. */
    public int memory(int address) {
        return memory.get(address);
    }
}
