package reliquary.console;

import java.util.ArrayList;
import java.util.List;
import reliquary.bus.Key;

/**
 * The text that {@code --type} takes: characters stand for themselves, names in braces for keys.
 *
 * <p>{@code {ENTER}}, {@code {F3}} and {@code {UP}} are keys; {@code {CTRL+C}} and {@code {CTRL+ALT+DEL}} press the last while
 * the others are held, a letter without Shift in whatever case it is written. {@code {{}} and {@code {}}} are the braces
 * themselves, and a closing brace alone is one, too. A line feed types Enter. Characters that the US keyboard lacks but code
 * page 437 has are typed by their number with Alt.
 */
public final class TypedText {
    private final String text;
    private final List<KeyStroke> strokes = new ArrayList<>();

    private TypedText(String text) {
        this.text = text;
    }

    /**
     * The strokes that type {@code text}.
     *
     * @throws IllegalArgumentException with one line that names the position, counted from 1, if it cannot be typed
     */
    public static List<KeyStroke> parse(String text) {
        TypedText typed = new TypedText(text);
        typed.parse();
        return List.copyOf(typed.strokes);
    }

    private void parse() {
        int at = 0;
        while (at < text.length()) {
            if (text.charAt(at) == '{') {
                at = parseBraces(at);
            } else {
                strokes.add(character(text.charAt(at), at));
                at++;
            }
        }
    }

    /** Parses what begins with the brace at {@code open} and returns the position behind it. */
    private int parseBraces(int open) {
        // The name has at least one character, so that a brace can be named.
        int close = text.indexOf('}', open + 2);
        if (close < 0) {
            throw wrong(open, "'{' without '}' ({{} types a brace)");
        }
        String name = text.substring(open + 1, close);
        strokes.add(name.length() == 1 ? character(name.charAt(0), open + 1) : combination(name, open + 1));
        return close + 1;
    }

    private KeyStroke combination(String name, int at) {
        List<Key> modifiers = new ArrayList<>();
        int from = 0;
        for (int plus = name.indexOf('+', 1);
                plus > 0 && plus < name.length() - 1;
                plus = name.indexOf('+', from + 1)) {
            modifiers.add(key(name.substring(from, plus), at + from));
            from = plus + 1;
        }
        return KeyStroke.of(modifiers, key(name.substring(from), at + from));
    }

    private Key key(String name, int at) {
        return KeyNames.key(name)
                .orElseThrow(() -> wrong(at, "no key is called '" + name + "' (try ENTER, F3, CTRL+C, UP)"));
    }

    private KeyStroke character(char character, int at) {
        return KeyboardLayout.US
                .strokeFor(character)
                .orElseThrow(() -> wrong(at, "a PC keyboard cannot type '" + character + "'"));
    }

    private IllegalArgumentException wrong(int at, String what) {
        return new IllegalArgumentException("position " + (at + 1) + " of \"" + text + "\": " + what);
    }
}
