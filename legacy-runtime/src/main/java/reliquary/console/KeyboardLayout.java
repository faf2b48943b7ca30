package reliquary.console;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import reliquary.bus.Key;

/** Which key of which keyboard types which character. */
public final class KeyboardLayout {
    /** The keyboard of the United States, which a PC's BIOS assumes. */
    public static final KeyboardLayout US = us();

    private final Map<Character, KeyStroke> strokes;

    private KeyboardLayout(Map<Character, KeyStroke> strokes) {
        this.strokes = Map.copyOf(strokes);
    }

    /**
     * How to type {@code character}: by its key, or, if it has none but stands in code page 437, by its number on the keypad.
     * Empty if a PC cannot type it.
     */
    public Optional<KeyStroke> strokeFor(char character) {
        KeyStroke direct = strokes.get(character);
        if (direct != null) {
            return Optional.of(direct);
        }
        int code = CodePage437.fromUnicode(character);
        return code < 0 ? Optional.empty() : Optional.of(KeyStroke.ofCode(code));
    }

    /** The key that types {@code character} alone or with Shift; empty if there is none. */
    public Optional<Key> keyFor(char character) {
        return Optional.ofNullable(strokes.get(character))
                .map(stroke -> stroke.events().get(stroke.events().size() / 2).key());
    }

    private static KeyboardLayout us() {
        Map<Character, KeyStroke> strokes = new HashMap<>();
        for (char letter = 'a'; letter <= 'z'; letter++) {
            char upper = Character.toUpperCase(letter);
            add(strokes, letter, upper, Key.valueOf(String.valueOf(upper)));
        }
        String shiftedDigits = ")!@#$%^&*(";
        for (int digit = 0; digit <= 9; digit++) {
            add(strokes, (char) ('0' + digit), shiftedDigits.charAt(digit), Key.valueOf("DIGIT_" + digit));
        }
        add(strokes, '-', '_', Key.MINUS);
        add(strokes, '=', '+', Key.EQUALS);
        add(strokes, '[', '{', Key.LEFT_BRACKET);
        add(strokes, ']', '}', Key.RIGHT_BRACKET);
        add(strokes, ';', ':', Key.SEMICOLON);
        add(strokes, '\'', '"', Key.APOSTROPHE);
        add(strokes, '`', '~', Key.BACKQUOTE);
        add(strokes, '\\', '|', Key.BACKSLASH);
        add(strokes, ',', '<', Key.COMMA);
        add(strokes, '.', '>', Key.PERIOD);
        add(strokes, '/', '?', Key.SLASH);
        strokes.put(' ', KeyStroke.of(List.of(), Key.SPACE));
        strokes.put('\n', KeyStroke.of(List.of(), Key.ENTER));
        strokes.put('\r', KeyStroke.of(List.of(), Key.ENTER));
        strokes.put('\t', KeyStroke.of(List.of(), Key.TAB));
        return new KeyboardLayout(strokes);
    }

    private static void add(Map<Character, KeyStroke> strokes, char plain, char shifted, Key key) {
        strokes.put(plain, KeyStroke.of(List.of(), key));
        strokes.put(shifted, KeyStroke.of(List.of(Key.LEFT_SHIFT), key));
    }
}
