package reliquary.console;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The {@code --until} and {@code --type} of a command line, in the order given: what is typed, once the screen has shown what.
 *
 * <p>The machine asks at fixed intervals of guest time, so that the same run types the same keys at the same moments.
 */
public final class ConsoleScript {
    private static final int STEPS_OF_A_MATCH = 20_000_000;

    private final Iterator<Step> steps;
    private final boolean endsWithUntil;
    private Optional<Step> current = Optional.empty();
    private Iterator<KeyStroke> typing = List.<KeyStroke>of().iterator();
    private String seen = "";

    /** One wish, fulfilled before the next is looked at. */
    public sealed interface Step {
        /** Waits until {@code pattern} is found in the text screen: rows joined by newlines, trailing blanks removed. */
        record Until(Pattern pattern) implements Step {}

        /** Types {@code strokes}, one each time the machine asks. */
        record Type(List<KeyStroke> strokes) implements Step {}
    }

    public ConsoleScript(List<Step> steps) {
        this.steps = List.copyOf(steps).iterator();
        endsWithUntil = !steps.isEmpty() && steps.get(steps.size() - 1) instanceof Step.Until;
        proceed();
    }

    /** All is typed and everything waited for was seen. */
    public boolean isDone() {
        return current.isEmpty();
    }

    /** The run ends here: done, and the last step was to wait for something. */
    public boolean endsRun() {
        return isDone() && endsWithUntil;
    }

    /** What the script waits for now; empty while it types and when it is done. */
    public Optional<Pattern> awaited() {
        return current.flatMap(
                step -> step instanceof Step.Until until ? Optional.of(until.pattern) : Optional.empty());
    }

    /**
     * Goes one step further if it can.
     *
     * @param screen what the text screen shows, empty in graphics modes
     * @return the stroke to type now
     * @throws IllegalArgumentException if matching the pattern takes unreasonably long; the message names it
     */
    public Optional<KeyStroke> next(String screen) {
        Optional<Pattern> awaited = awaited();
        if (awaited.isPresent()) {
            if (screen.equals(seen) || !found(awaited.get(), screen)) {
                seen = screen;
                return Optional.empty();
            }
            proceed();
        }
        if (!typing.hasNext()) {
            return Optional.empty();
        }
        KeyStroke stroke = typing.next();
        if (!typing.hasNext()) {
            proceed();
        }
        return Optional.of(stroke);
    }

    private void proceed() {
        // The same screen may satisfy the next pattern: forget that it failed the last one.
        seen = "\0";
        do {
            current = steps.hasNext() ? Optional.of(steps.next()) : Optional.empty();
            typing = current.map(step -> step instanceof Step.Type type ? type.strokes : List.<KeyStroke>of())
                    .orElse(List.of())
                    .iterator();
        } while (current.isPresent() && awaited().isEmpty() && !typing.hasNext());
    }

    private static boolean found(Pattern pattern, String screen) {
        try {
            return pattern.matcher(new LimitedText(screen, new int[] {STEPS_OF_A_MATCH}))
                    .find();
        } catch (TooLong | StackOverflowError e) {
            throw new IllegalArgumentException(
                    "matching '" + pattern + "' takes too long: simplify its repetitions", e);
        }
    }

    /** Text that may be looked at only so often: a pattern that backtracks for ever ends at the same place each time. */
    private record LimitedText(String text, int[] left) implements CharSequence {
        @Override
        public char charAt(int index) {
            if (--left[0] < 0) {
                throw new TooLong();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new LimitedText(text.substring(start, end), left);
        }
    }

    private static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
