package reliquary.console;

import java.util.Optional;
import reliquary.device.CgaAdapter;
import reliquary.device.DisplayAdapter;
import reliquary.device.MdaAdapter;
import reliquary.device.VgaAdapter;

/** The monitor at a display adapter: reads the adapter's state as text or as a picture. Reading changes nothing. */
public final class ScreenReader {
    private final Display display;

    public ScreenReader(DisplayAdapter adapter) {
        if (adapter instanceof VgaAdapter vga) {
            display = new VgaDisplay(vga);
        } else if (adapter instanceof CgaAdapter cga) {
            display = new CgaDisplay(cga);
        } else {
            display = new MdaDisplay((MdaAdapter) adapter);
        }
    }

    /** Whether the adapter is in a text mode. */
    public boolean isText() {
        return display.isText();
    }

    /** The text that the screen shows; empty in graphics modes. */
    public Optional<TextScreen> text() {
        return isText() ? Optional.of(display.text()) : Optional.empty();
    }

    /** What the screen shows: its text in text modes, otherwise its picture. */
    public Screen screen() {
        return isText() ? display.text() : display.picture();
    }

    /**
     * The screen as a picture, each of its dots once: lines and dots that the adapter only repeats, as a VGA's 200-line modes do,
     * are left out. Blinking things are shown; a screen that is switched off is black.
     */
    public Framebuffer picture() {
        return display.picture();
    }
}
