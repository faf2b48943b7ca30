package reliquary.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reliquary.bus.Key;

/**
 * Understands what terminals send for keys: the sequences of xterm, the Linux console, rxvt and tmux ("XTerm Control
 * Sequences", PC-style function keys and modifyOtherKeys; console_codes(4)).
 *
 * <p>Escape alone and the beginning of a sequence look the same; when no more arrives for a while, {@link #pause} decides.
 */
final class KeyDecoder {
    private static final char ESC = TerminalKey.ESCAPE;
    private static final int SHIFT = 1;
    private static final int ALT = 2 | 8;
    private static final int CTRL = 4;
    private static final int LONGEST_SEQUENCE = 32;

    private static final Map<Character, Key> LETTERS = Map.ofEntries(
            Map.entry('A', Key.UP),
            Map.entry('B', Key.DOWN),
            Map.entry('C', Key.RIGHT),
            Map.entry('D', Key.LEFT),
            Map.entry('E', Key.KEYPAD_5),
            Map.entry('F', Key.END),
            Map.entry('H', Key.HOME),
            Map.entry('M', Key.KEYPAD_ENTER),
            Map.entry('P', Key.F1),
            Map.entry('Q', Key.F2),
            Map.entry('R', Key.F3),
            Map.entry('S', Key.F4),
            Map.entry('j', Key.KEYPAD_MULTIPLY),
            Map.entry('k', Key.KEYPAD_PLUS),
            Map.entry('m', Key.KEYPAD_MINUS),
            Map.entry('o', Key.KEYPAD_SLASH));

    private static final Map<Integer, Key> NUMBERS = Map.ofEntries(
            Map.entry(1, Key.HOME),
            Map.entry(2, Key.INSERT),
            Map.entry(3, Key.DELETE),
            Map.entry(4, Key.END),
            Map.entry(5, Key.PAGE_UP),
            Map.entry(6, Key.PAGE_DOWN),
            Map.entry(7, Key.HOME),
            Map.entry(8, Key.END),
            Map.entry(11, Key.F1),
            Map.entry(12, Key.F2),
            Map.entry(13, Key.F3),
            Map.entry(14, Key.F4),
            Map.entry(15, Key.F5),
            Map.entry(17, Key.F6),
            Map.entry(18, Key.F7),
            Map.entry(19, Key.F8),
            Map.entry(20, Key.F9),
            Map.entry(21, Key.F10),
            Map.entry(23, Key.F11),
            Map.entry(24, Key.F12));

    /** The Linux console's F13 to F20 are what Shift with F1 to F8 sends. */
    private static final Map<Integer, Key> SHIFTED_NUMBERS =
            Map.of(25, Key.F1, 26, Key.F2, 28, Key.F3, 29, Key.F4, 31, Key.F5, 32, Key.F6, 33, Key.F7, 34, Key.F8);

    private final StringBuilder sequence = new StringBuilder();

    /** Takes one character that arrived and returns the keys that are complete with it. */
    List<TerminalKey> accept(char character) {
        sequence.append(character);
        int body = bodyStart();
        if (body == 0) {
            return finish(typed(character, 0));
        }
        if (sequence.length() == body) {
            // Only escape characters so far: perhaps the key, perhaps the beginning of more.
            return body > 2 ? pause() : List.of();
        }
        int alt = body > 1 ? ALT : 0;
        char introducer = sequence.charAt(body);
        if (introducer != '[' && introducer != 'O') {
            return finish(typed(introducer, ALT));
        }
        String parameters = sequence.substring(body + 1);
        if (parameters.isEmpty() || !isComplete(introducer, parameters)) {
            return sequence.length() > LONGEST_SEQUENCE ? finish(Optional.empty()) : List.of();
        }
        return finish(special(introducer, parameters, alt));
    }

    /** Whether something began that may be a key by itself. */
    boolean isWaiting() {
        return sequence.length() > 0;
    }

    /** Nothing more arrived for a while: what there is must be complete. */
    List<TerminalKey> pause() {
        int body = bodyStart();
        List<TerminalKey> keys = new ArrayList<>();
        if (sequence.length() == body + 1 && body > 0) {
            typed(sequence.charAt(body), ALT).ifPresent(keys::add);
        } else if (sequence.length() == body) {
            for (int i = 0; i < body; i++) {
                keys.add(new TerminalKey(ESC, KeyStroke.of(List.of(), Key.ESCAPE)));
            }
        }
        sequence.setLength(0);
        return keys;
    }

    private int bodyStart() {
        int at = 0;
        while (at < sequence.length() && sequence.charAt(at) == ESC) {
            at++;
        }
        return at;
    }

    private List<TerminalKey> finish(Optional<TerminalKey> key) {
        sequence.setLength(0);
        return key.map(List::of).orElse(List.of());
    }

    private static boolean isComplete(char introducer, String parameters) {
        char last = parameters.charAt(parameters.length() - 1);
        if (introducer == 'O') {
            return !Character.isDigit(last) && last != ';';
        }
        // The Linux console's F1 to F5 are ESC [ [ A to ESC [ [ E.
        return last >= '@' && last <= '~' && !parameters.equals("[") || last == '$';
    }

    private static Optional<TerminalKey> special(char introducer, String parameters, int alt) {
        char last = parameters.charAt(parameters.length() - 1);
        if (parameters.length() == 2 && parameters.charAt(0) == '[') {
            return last >= 'A' && last <= 'E' ? pressed(NUMBERS.get(11 + last - 'A'), alt) : Optional.empty();
        }
        if (parameters.length() == 1 && last >= 'a' && last <= 'd') {
            // rxvt says Shift with CSI and Ctrl with SS3.
            return pressed(LETTERS.get(Character.toUpperCase(last)), alt | (introducer == '[' ? SHIFT : CTRL));
        }
        int[] numbers = numbers(parameters.substring(0, parameters.length() - 1));
        int modifiers = alt | (numbers.length > 1 ? Math.max(0, numbers[1] - 1) : 0);
        return switch (last) {
            case '~' -> tilde(numbers, modifiers);
            case '^' -> tilde(numbers, modifiers | CTRL);
            case '$' -> tilde(numbers, modifiers | SHIFT);
            case '@' -> tilde(numbers, modifiers | CTRL | SHIFT);
            case 'u' -> typed((char) numbers[0], modifiers);
            case 'Z' -> pressed(Key.TAB, modifiers | SHIFT);
            default -> letter(introducer, last, numbers, modifiers);
        };
    }

    private static Optional<TerminalKey> letter(char introducer, char last, int[] numbers, int modifiers) {
        if (introducer == 'O') {
            if (last >= 'p' && last <= 'y') {
                return pressed(Key.valueOf("KEYPAD_" + (last - 'p')), modifiers);
            }
            // Old xterms put the modifier before the letter: ESC O 5 P.
            return pressed(LETTERS.get(last), modifiers | (numbers.length == 1 ? Math.max(0, numbers[0] - 1) : 0));
        }
        return last == 'M' ? Optional.empty() : pressed(LETTERS.get(last), modifiers);
    }

    private static Optional<TerminalKey> tilde(int[] numbers, int modifiers) {
        if (numbers[0] == 27 && numbers.length == 3) {
            return typed((char) numbers[2], modifiers);
        }
        Key shifted = SHIFTED_NUMBERS.get(numbers[0]);
        return shifted != null ? pressed(shifted, modifiers | SHIFT) : pressed(NUMBERS.get(numbers[0]), modifiers);
    }

    private static Optional<TerminalKey> pressed(@Nullable Key key, int modifiers) {
        return Optional.ofNullable(key)
                .map(known -> new TerminalKey(TerminalKey.NONE, held(KeyStroke.of(List.of(), known), modifiers)));
    }

    private static Optional<TerminalKey> typed(char character, int modifiers) {
        char plain = character == '\u007F' ? TerminalKey.BACKSPACE : character;
        char own = modifiers == 0 ? plain : TerminalKey.NONE;
        // Shift with a character is in the character itself.
        int others = character > ' ' && character != '\u007F' ? modifiers & ~SHIFT : modifiers;
        return control(character)
                .or(() -> KeyboardLayout.US.strokeFor(character))
                .map(stroke -> new TerminalKey(own, held(stroke, others)));
    }

    /** The key or combination with Ctrl that sends a control character; empty for all other characters. */
    private static Optional<KeyStroke> control(char character) {
        return switch (character) {
            case '\r' -> alone(Key.ENTER);
            case '\t' -> alone(Key.TAB);
            case '\b', '\u007F' -> alone(Key.BACKSPACE);
            case ESC -> alone(Key.ESCAPE);
            case '\0' -> withControl(Key.DIGIT_2);
            case '\u001C' -> withControl(Key.BACKSLASH);
            case '\u001D' -> withControl(Key.RIGHT_BRACKET);
            case '\u001E' -> withControl(Key.DIGIT_6);
            case '\u001F' -> withControl(Key.MINUS);
            default ->
                character < ' ' ? withControl(Key.valueOf(String.valueOf((char) ('@' + character)))) : Optional.empty();
        };
    }

    private static Optional<KeyStroke> alone(Key key) {
        return Optional.of(KeyStroke.of(List.of(), key));
    }

    private static Optional<KeyStroke> withControl(Key key) {
        return Optional.of(KeyStroke.of(List.of(Key.LEFT_CTRL), key));
    }

    private static KeyStroke held(KeyStroke stroke, int modifiers) {
        KeyStroke result = stroke;
        if ((modifiers & SHIFT) != 0) {
            result = result.holding(Key.LEFT_SHIFT);
        }
        if ((modifiers & ALT) != 0) {
            result = result.holding(Key.LEFT_ALT);
        }
        return (modifiers & CTRL) != 0 ? result.holding(Key.LEFT_CTRL) : result;
    }

    /** Numbers between semicolons; what is none counts as 0. */
    private static int[] numbers(String parameters) {
        String[] parts = parameters.split(";", -1);
        int[] numbers = new int[parts.length];
        for (int i = 0; i < parts.length; i++) {
            numbers[i] = parts[i].matches("\\d{1,5}") ? Integer.parseInt(parts[i]) : 0;
        }
        return numbers;
    }
}
