package reliquary.console;

import java.util.ArrayList;
import java.util.List;
import reliquary.bus.Key;
import reliquary.bus.KeyEvent;

/**
 * What a person does to type one character or press one combination: keys going down and coming up again.
 *
 * @param events in order; every key that goes down comes up
 */
public record KeyStroke(List<KeyEvent> events) {
    private static final Key[] KEYPAD = {
        Key.KEYPAD_0,
        Key.KEYPAD_1,
        Key.KEYPAD_2,
        Key.KEYPAD_3,
        Key.KEYPAD_4,
        Key.KEYPAD_5,
        Key.KEYPAD_6,
        Key.KEYPAD_7,
        Key.KEYPAD_8,
        Key.KEYPAD_9
    };

    public KeyStroke {
        events = List.copyOf(events);
    }

    /** Presses {@code key} while {@code modifiers} are held, which go down in the order given and up in the opposite one. */
    public static KeyStroke of(List<Key> modifiers, Key key) {
        List<KeyEvent> events = new ArrayList<>();
        modifiers.forEach(modifier -> events.add(KeyEvent.press(modifier)));
        events.add(KeyEvent.press(key));
        events.add(KeyEvent.release(key));
        for (int i = modifiers.size() - 1; i >= 0; i--) {
            events.add(KeyEvent.release(modifiers.get(i)));
        }
        return new KeyStroke(events);
    }

    /** The same while {@code modifier}, too, is held. */
    public KeyStroke holding(Key modifier) {
        List<KeyEvent> all = new ArrayList<>();
        all.add(KeyEvent.press(modifier));
        all.addAll(events);
        all.add(KeyEvent.release(modifier));
        return new KeyStroke(all);
    }

    /** Types the character of {@code code}, 1 to 255, by its number on the keypad with Alt held, as any PC's BIOS reads it. */
    public static KeyStroke ofCode(int code) {
        List<KeyEvent> events = new ArrayList<>();
        events.add(KeyEvent.press(Key.LEFT_ALT));
        for (char digit : Integer.toString(code).toCharArray()) {
            Key key = KEYPAD[digit - '0'];
            events.add(KeyEvent.press(key));
            events.add(KeyEvent.release(key));
        }
        events.add(KeyEvent.release(Key.LEFT_ALT));
        return new KeyStroke(events);
    }
}
