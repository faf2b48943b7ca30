package reliquary.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import reliquary.bus.KeyEvent;
import reliquary.console.ConsoleTarget;
import reliquary.console.Framebuffer;
import reliquary.console.PngWriter;
import reliquary.console.Screen;
import reliquary.console.ScreenReader;
import reliquary.machine.Machine;
import reliquary.machine.Watch;

/**
 * A machine with a person at it: what the console asks for waits until the machine's own thread comes by between two slices
 * of guest time, and the screen it shows is a copy made there.
 */
final class WatchedRun implements ConsoleTarget, Watch {
    private static final long FRAME_NANOS = 1_000_000_000 / 60;

    private final Machine machine;
    private final ScreenReader reader;
    private final Queue<KeyEvent> keys = new ConcurrentLinkedQueue<>();
    private volatile Screen screen = new Framebuffer(1, 1);
    private volatile boolean stop;
    private volatile boolean reset;
    private long nextFrame;

    WatchedRun(Machine machine) {
        this.machine = machine;
        this.reader = new ScreenReader(machine.board().display());
    }

    @Override
    public boolean goOn() {
        for (KeyEvent key = keys.poll(); key != null; key = keys.poll()) {
            machine.board().press(key);
        }
        if (reset) {
            reset = false;
            machine.board().requestReset();
        }
        long now = System.nanoTime();
        if (now - nextFrame >= 0) {
            nextFrame = now + FRAME_NANOS;
            screen = currentScreen();
        }
        return !stop;
    }

    private Screen currentScreen() {
        Optional<? extends Screen> text = reader.text();
        return text.isPresent() ? text.get() : reader.picture();
    }

    @Override
    public Screen screen() {
        return screen;
    }

    @Override
    public void key(KeyEvent event) {
        keys.add(event);
    }

    @Override
    public void requestReset() {
        reset = true;
    }

    @Override
    public void requestStop() {
        stop = true;
    }

    @Override
    public Path saveScreenshot() throws IOException {
        Path file = freeName();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            PngWriter.write(reader.picture(), out);
        }
        return file;
    }

    private static Path freeName() {
        int number = 1;
        while (Files.exists(Path.of("relic-" + number + ".png"))) {
            number++;
        }
        return Path.of("relic-" + number + ".png");
    }
}
