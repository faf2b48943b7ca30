package reliquary.machine;

import java.util.Optional;
import reliquary.board.PcBoard;
import reliquary.bus.KeyEvent;
import reliquary.clock.EventQueue;
import reliquary.console.ConsoleScript;
import reliquary.console.KeyStroke;
import reliquary.console.ScreenReader;
import reliquary.console.TextScreen;

/**
 * Plays a {@link ConsoleScript} at a machine: looks at the screen and presses keys at fixed moments of guest time, so that the
 * same run sees the same keys at the same moments.
 *
 * <p>A key is pressed only when the guest has taken the one before: the keyboard has nothing left to send and the BIOS's
 * buffer is empty. So nothing typed is ever lost, however slow the program.
 */
public final class ScriptPlayer {
    /** Between two looks, in nanoseconds of guest time: as fast as a very fast typist, and no program notices the cost. */
    private static final long INTERVAL = 10_000_000;

    private final PcBoard board;
    private final ScreenReader screen;
    private final ConsoleScript script;
    private final EventQueue.Timer timer;
    private Optional<TextScreen> seen = Optional.empty();
    private String text = "";

    public ScriptPlayer(PcBoard board, ConsoleScript script) {
        this.board = board;
        this.screen = new ScreenReader(board.display());
        this.script = script;
        this.timer = board.events().timer("script", this::look);
        timer.armIn(INTERVAL);
    }

    /** All is typed, and everything waited for was seen. */
    public boolean isDone() {
        return script.isDone();
    }

    /** Whether the script ends the run: it is done, and its last step was to wait for something. */
    public boolean endsRun() {
        return script.endsRun();
    }

    private void look() {
        if (!script.isDone()) {
            timer.armIn(INTERVAL);
            if (board.keyboard().waiting() == 0 && board.biosKeyboardBufferIsEmpty()) {
                step();
            }
        }
    }

    private void step() {
        Optional<KeyStroke> stroke =
                script.next(screen.text().map(TextScreen::text).orElse(""));
        stroke.ifPresent(keys -> {
            for (KeyEvent event : keys.events()) {
                board.press(event);
            }
        });
    }
}
