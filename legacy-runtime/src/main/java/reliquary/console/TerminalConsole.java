package reliquary.console;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;
import org.jspecify.annotations.Nullable;

/**
 * A machine's screen and keyboard in the terminal that the program runs in.
 *
 * <p>From {@link #open} until {@link #close} it owns the terminal: it draws at most 30 times a second what changed, sends keys to
 * the machine, and holds back what others write to standard error. However the program ends, the terminal is given back as
 * it was: {@link #close} also runs when the Java runtime shuts down.
 */
public final class TerminalConsole implements AutoCloseable {
    private static final long FRAME = 1_000_000_000 / 30;
    /** A terminal sends a key's sequence at once; what comes later is another key. Milliseconds. */
    private static final long SEQUENCE_PAUSE = 50;

    private static final long LONGEST_WAIT = 500;
    private static final int DEFAULT_COLUMNS = 80;
    private static final int DEFAULT_ROWS = 25;

    private final Terminal terminal;
    private final OutputStream screen;
    private final ConsoleTarget target;
    private final Attributes before;
    private final CellPainter painter;
    private final HeldKeys keys;
    private final ConsoleMenu menu;
    private final PrintStream standardError = System.err;
    private final ByteArrayOutputStream heldBack = new ByteArrayOutputStream();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final Thread input = new Thread(this::read, "console input");
    private final Thread output = new Thread(this::draw, "console output");
    private final Thread shutdown = new Thread(this::restore, "console shutdown");

    private TerminalConsole(Terminal terminal, OutputStream screen, ConsoleTarget target, Optional<String> colorTerm) {
        this.terminal = terminal;
        this.screen = screen;
        this.target = target;
        Integer colours = terminal.getNumericCapability(Capability.max_colors);
        painter = new CellPainter(TerminalColours.of(colorTerm, colours == null ? 0 : colours));
        keys = new HeldKeys(target::key);
        menu = new ConsoleMenu(target, stroke -> keys.press(stroke, System.nanoTime()));
        before = terminal.getAttributes();
    }

    /**
     * Takes over the terminal and shows {@code target} in it.
     *
     * @throws IOException if standard input and output are no terminal
     */
    public static TerminalConsole open(ConsoleTarget target) throws IOException {
        Terminal terminal;
        try {
            // The Java runtime's own signal handling stays: it runs the shutdown hook, which restores the terminal.
            terminal = TerminalBuilder.builder()
                    .system(true)
                    .systemOutput(TerminalBuilder.SystemOutput.SysOut)
                    .dumb(false)
                    .nativeSignals(false)
                    .encoding(StandardCharsets.UTF_8)
                    .build();
        } catch (IllegalStateException e) {
            throw new IOException("standard input and output are no terminal", e);
        }
        // Not the terminal's own stream: JLine closes that in a shutdown hook of its own, perhaps before ours has run.
        OutputStream screen = new FileOutputStream(FileDescriptor.out);
        return open(target, terminal, screen, Optional.ofNullable(System.getenv("COLORTERM")));
    }

    static TerminalConsole open(
            ConsoleTarget target, Terminal terminal, OutputStream screen, Optional<String> colorTerm) {
        TerminalConsole console = new TerminalConsole(terminal, screen, target, colorTerm);
        console.start();
        return console;
    }

    private void start() {
        Runtime.getRuntime().addShutdownHook(shutdown);
        System.setErr(new PrintStream(heldBack, true, StandardCharsets.UTF_8));
        // Not JLine's raw mode, which leaves Ctrl-C and Ctrl-Z to the terminal: the guest wants them.
        Attributes raw = new Attributes(before);
        raw.setLocalFlags(EnumSet.of(LocalFlag.ICANON, LocalFlag.ECHO, LocalFlag.IEXTEN, LocalFlag.ISIG), false);
        raw.setInputFlags(
                EnumSet.of(InputFlag.IXON, InputFlag.ICRNL, InputFlag.INLCR, InputFlag.IGNCR, InputFlag.ISTRIP), false);
        raw.setControlChar(ControlChar.VMIN, 0);
        raw.setControlChar(ControlChar.VTIME, 1);
        terminal.setAttributes(raw);
        write(CellPainter.ENTER);
        input.setDaemon(true);
        output.setDaemon(true);
        input.start();
        output.start();
    }

    private void draw() {
        long next = System.nanoTime();
        try {
            while (!closed.get()) {
                Size size = terminal.getSize();
                drawFrame(
                        size.getColumns() > 0 ? size.getColumns() : DEFAULT_COLUMNS,
                        size.getRows() > 0 ? size.getRows() : DEFAULT_ROWS);
                next = Math.max(next + FRAME, System.nanoTime());
                LockSupport.parkNanos(next - System.nanoTime());
            }
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private void drawFrame(int columns, int rows) {
        CellGrid grid = ScreenLayout.of(target.screen(), columns, rows);
        synchronized (menu) {
            menu.line().ifPresent(line -> ScreenLayout.banner(grid, line));
        }
        String changes = painter.paint(grid);
        if (!changes.isEmpty()) {
            write(changes);
        }
    }

    private void read() {
        KeyDecoder decoder = new KeyDecoder();
        NonBlockingReader reader = terminal.reader();
        try {
            while (!closed.get()) {
                int character = reader.read(patience(decoder));
                if (character == NonBlockingReader.EOF) {
                    target.requestStop();
                    return;
                }
                take(character == NonBlockingReader.READ_EXPIRED ? decoder.pause() : decoder.accept((char) character));
            }
        } catch (IOException e) {
            // The terminal is gone, and with it the person.
            target.requestStop();
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private void take(List<TerminalKey> arrived) {
        synchronized (menu) {
            arrived.forEach(menu::accept);
            keys.releaseDue(System.nanoTime());
        }
    }

    /** Milliseconds to wait for the next character before something else is due. */
    private long patience(KeyDecoder decoder) {
        if (decoder.isWaiting()) {
            return SEQUENCE_PAUSE;
        }
        OptionalLong release = keys.remaining(System.nanoTime());
        return release.isPresent() ? release.getAsLong() / 1_000_000 + 1 : LONGEST_WAIT;
    }

    /** Ends the run; {@link #close} tells why on the thread of whoever opened the console. */
    private void fail(RuntimeException e) {
        failure.compareAndSet(null, e);
        target.requestStop();
        restore();
    }

    private void write(String sequences) {
        synchronized (screen) {
            if (!closed.get()) {
                send(sequences);
            }
        }
    }

    private void send(String sequences) {
        try {
            screen.write(sequences.getBytes(StandardCharsets.UTF_8));
            screen.flush();
        } catch (IOException e) {
            // The terminal is gone, and with it the person.
            target.requestStop();
        }
    }

    private void restore() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        synchronized (screen) {
            send(CellPainter.LEAVE);
        }
        try {
            terminal.setAttributes(before);
        } catch (IllegalStateException e) {
            // The runtime shuts down and JLine's hook has been faster: it restored them.
        }
        System.setErr(standardError);
        standardError.print(heldBack.toString(StandardCharsets.UTF_8));
        standardError.flush();
    }

    /**
     * Gives the terminal back; may be called more than once.
     *
     * @throws RuntimeException what went wrong in drawing or reading, if that is why the run ended
     */
    @Override
    public void close() throws IOException {
        restore();
        try {
            Runtime.getRuntime().removeShutdownHook(shutdown);
        } catch (IllegalStateException e) {
            // The runtime is shutting down and the hook runs by itself.
        }
        LockSupport.unpark(output);
        terminal.close();
        RuntimeException failed = failure.getAndSet(null);
        if (failed != null) {
            throw failed;
        }
    }
}
