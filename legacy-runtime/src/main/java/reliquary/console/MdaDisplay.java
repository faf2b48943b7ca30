package reliquary.console;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import reliquary.device.MdaAdapter;
import reliquary.shim.bios.Cp437Font;

/** IBM Monochrome Display at an MDA: green, bright, underlined or reversed (IBM Personal Computer Options and Adapters, 1984). */
final class MdaDisplay implements Display {
    private static final int MAXIMUM_SCAN_LINE = 9;
    private static final int BLACK = 0xFF000000;
    private static final int GREEN = 0xFF00AA00;
    private static final int BRIGHT_GREEN = 0xFF55FF55;
    private static final int VIDEO_ON = 0x08;
    private static final int BLINKING = 0x20;
    private static final int DOTS = 9;

    private static final List<Integer> COLOURS = colours();

    private final MdaAdapter mda;

    MdaDisplay(MdaAdapter mda) {
        this.mda = mda;
    }

    @Override
    public boolean isText() {
        return true;
    }

    @Override
    public TextScreen text() {
        boolean blinks = (mda.mode() & BLINKING) != 0;
        Crtc6845Text scan = new Crtc6845Text(mda::crtc, address -> mda.memory(address & MdaAdapter.MEMORY - 1));
        return scan.read(new TextScreen.Style(blinks, true, COLOURS), MdaDisplay::appearance);
    }

    /** The card knows four kinds of attributes: nothing, reversed, underlined and all others, which look alike. */
    private static int appearance(int attribute) {
        int brightness = attribute & 0x08;
        int blinking = attribute & 0x80;
        return switch (attribute & 0x77) {
            case 0x00 -> blinking;
            case 0x70 -> blinking | 0x70;
            default -> blinking | brightness | ((attribute & 0x07) == 1 ? 1 : 7);
        };
    }

    private static List<Integer> colours() {
        List<Integer> colours = new ArrayList<>(Collections.nCopies(8, GREEN));
        colours.addAll(Collections.nCopies(8, BRIGHT_GREEN));
        colours.set(0, BLACK);
        return List.copyOf(colours);
    }

    @Override
    public Framebuffer picture() {
        TextScreen text = text();
        int lines = mda.crtc(MAXIMUM_SCAN_LINE) + 1;
        return (mda.mode() & VIDEO_ON) != 0
                ? new RomFontPicture(text, Cp437Font.ofHeight(14), DOTS, lines).draw()
                : new Framebuffer(text.columns() * DOTS, text.rows() * lines);
    }
}
