package reliquary.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reliquary.bus.Key;
import reliquary.bus.KeyEvent;

class TerminalConsoleTest {
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final RecordingTarget target = new RecordingTarget();
    private final WatchedTerminal terminal;
    private final Attributes before;
    private final TerminalConsole console;

    TerminalConsoleTest() throws IOException {
        terminal = new WatchedTerminal(sent);
        before = terminal.getAttributes();
        target.print(0, "C:\\>║☺");
        console = TerminalConsole.open(target, terminal, sent, Optional.empty());
    }

    @AfterEach
    void close() throws IOException {
        console.close();
    }

    private VirtualTerminal seen(int columns, int rows) {
        VirtualTerminal screen = new VirtualTerminal(columns, rows);
        screen.write(sent.toString(StandardCharsets.UTF_8));
        return screen;
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 300; i++) {
            if (condition.getAsBoolean()) {
                return;
            }
            Thread.sleep(10);
        }
        throw new AssertionError("never happened: " + what);
    }

    @Test
    void the_guests_screen_appears_and_follows_changes() throws Exception {
        await("first frame", () -> seen(100, 30).row(0).equals("C:\\>║☺"));
        target.print(24, "last row");
        await("change", () -> seen(100, 30).row(24).equals("last row"));
        assertThat(seen(100, 30).alternate).isTrue();
        assertThat(seen(100, 30).renditions[0]).startsWith("0;38;5;").contains(";48;5;");
    }

    @Test
    void keys_reach_the_machine_and_come_up_again() throws Exception {
        terminal.processInputBytes("\u0003\u001B[24~".getBytes(StandardCharsets.US_ASCII));
        await("keys", () -> target.keys().size() == 6);
        assertThat(target.keys())
                .containsExactly(
                        KeyEvent.press(Key.LEFT_CTRL),
                        KeyEvent.press(Key.C),
                        KeyEvent.release(Key.C),
                        KeyEvent.release(Key.LEFT_CTRL),
                        KeyEvent.press(Key.F12),
                        KeyEvent.release(Key.F12));
    }

    @Test
    void the_menu_appears_at_the_bottom_and_quits() throws Exception {
        terminal.processInputByte(0x1D);
        await("menu", () -> seen(100, 30).row(29).contains("q quit"));
        terminal.processInputByte('q');
        await("stop", () -> target.wishes().contains("stop"));
        assertThat(target.keys()).isEmpty();
    }

    @Test
    void a_smaller_terminal_is_told_to_grow_and_then_repainted() throws Exception {
        await("first frame", () -> seen(100, 30).row(0).equals("C:\\>║☺"));
        sent.reset();
        terminal.setSize(Size.of(60, 20));
        await("message", () -> seen(60, 20).row(0).startsWith("This terminal has 60x20"));
        sent.reset();
        terminal.setSize(Size.of(80, 25));
        await("repainted", () -> seen(80, 25).row(0).equals("C:\\>║☺"));
    }

    @Test
    void the_terminal_is_restored_by_closing() throws Exception {
        await("first frame", () -> seen(100, 30).row(0).equals("C:\\>║☺"));
        assertThat(terminal.latest.getLocalFlag(Attributes.LocalFlag.ISIG)).isFalse();
        console.close();
        VirtualTerminal screen = seen(100, 30);
        assertThat(screen.alternate).isFalse();
        assertThat(screen.cursorShown).isTrue();
        assertThat(screen.wraps).isTrue();
        assertThat(terminal.latest.getLocalFlags()).isEqualTo(before.getLocalFlags());
        assertThat(terminal.latest.getInputFlags()).isEqualTo(before.getInputFlags());
    }

    @Test
    void messages_on_standard_error_wait_until_the_screen_is_the_persons_again() throws Exception {
        console.close();
        PrintStream original = System.err;
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        try (TerminalConsole second = TerminalConsole.open(target, new WatchedTerminal(sent), sent, Optional.empty())) {
            System.err.print("device: cannot do that");
            assertThat(errors.size()).isZero();
            second.close();
            assertThat(errors.toString(StandardCharsets.UTF_8)).isEqualTo("device: cannot do that");
        } finally {
            System.setErr(original);
        }
    }

    @Test
    void a_screen_that_cannot_be_drawn_ends_the_run_and_is_told() throws Exception {
        console.close();
        RecordingTarget broken = new RecordingTarget() {
            @Override
            public Screen screen() {
                throw new UnsupportedOperationException("no such mode");
            }
        };
        TerminalConsole second = TerminalConsole.open(broken, new WatchedTerminal(sent), sent, Optional.empty());
        await("stop", () -> broken.wishes().contains("stop"));
        assertThatThrownBy(second::close).hasMessage("no such mode");
        assertThat(seen(100, 30).alternate).isFalse();
    }

    /** A terminal that remembers the attributes it was given last, also after it is closed. */
    private static final class WatchedTerminal extends LineDisciplineTerminal {
        Attributes latest = new Attributes();

        WatchedTerminal(OutputStream out) throws IOException {
            super("test", "xterm-256color", out, StandardCharsets.UTF_8);
            setSize(Size.of(100, 30));
        }

        @Override
        public void setAttributes(Attributes attributes) {
            latest = new Attributes(attributes);
            super.setAttributes(attributes);
        }
    }
}
