package reliquary.cli;

import java.io.Closeable;

/** How far a long piece of work is, on standard error, when that is a terminal and the work lasts over two seconds. */
final class ProgressBar implements Closeable {
    private static final long QUIET_NANOS = 2_000_000_000;
    private static final long REDRAW_NANOS = 200_000_000;
    private static final int WIDTH = 40;

    private final String what;
    private final long total;
    private final boolean terminal = System.console() != null;
    private final long started = System.nanoTime();
    private long drawn = started;
    private boolean visible;

    /** @param total the amount of work, in any unit; 0 if there is none */
    ProgressBar(String what, long total) {
        this.what = what;
        this.total = Math.max(1, total);
    }

    /** {@code done} of the total is done. */
    void reached(long done) {
        long now = System.nanoTime();
        if (!terminal || now - started < QUIET_NANOS || now - drawn < REDRAW_NANOS) {
            return;
        }
        drawn = now;
        visible = true;
        int filled = (int) Math.min(WIDTH, done * WIDTH / total);
        System.err.printf(
                "\r%s [%s%s] %3d %%",
                what, "#".repeat(filled), " ".repeat(WIDTH - filled), Math.min(100, done * 100 / total));
        System.err.flush();
    }

    /** Removes the bar. */
    @Override
    public void close() {
        if (visible) {
            System.err.print("\r" + " ".repeat(what.length() + WIDTH + 10) + "\r");
            System.err.flush();
            visible = false;
        }
    }
}
