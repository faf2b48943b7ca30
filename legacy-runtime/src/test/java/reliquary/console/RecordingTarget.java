package reliquary.console;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import reliquary.bus.KeyEvent;
import reliquary.device.VgaCard;

/** A VGA with a person's wishes written down instead of a machine that fulfils them. */
class RecordingTarget implements ConsoleTarget {
    final VgaCard card = new VgaCard(VgaCard.Mode.TEXT_80);
    private final List<KeyEvent> keys = new ArrayList<>();
    private final List<String> wishes = new ArrayList<>();

    @Override
    public Screen screen() {
        return new ScreenReader(card.vga).screen();
    }

    @Override
    public synchronized void key(KeyEvent event) {
        keys.add(event);
    }

    @Override
    public synchronized void requestReset() {
        wishes.add("reset");
    }

    @Override
    public synchronized void requestStop() {
        wishes.add("stop");
    }

    @Override
    public synchronized Path saveScreenshot() throws IOException {
        wishes.add("screenshot");
        if (wishes.size() > 1) {
            throw new IOException("disk full");
        }
        return Path.of("screen.png");
    }

    synchronized List<KeyEvent> keys() {
        return List.copyOf(keys);
    }

    synchronized List<String> wishes() {
        return List.copyOf(wishes);
    }

    void print(int row, String text) {
        for (int i = 0; i < text.length(); i++) {
            int address = VgaCard.COLOUR_TEXT + 2 * (row * 80 + i);
            card.memory.write16(address, 0x1F00 | CodePage437.fromUnicode(text.charAt(i)));
        }
    }
}
