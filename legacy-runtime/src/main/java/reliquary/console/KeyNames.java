package reliquary.console;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import reliquary.bus.Key;

/** The names that keys have between braces in typed text and in the menu; case does not matter. */
final class KeyNames {
    private static final Map<String, Key> NAMES = names();

    private KeyNames() {}

    /** The key called {@code name}, or the one that types it if it is a single character of the US layout. */
    static Optional<Key> key(String name) {
        Key named = NAMES.get(name.toUpperCase(Locale.ROOT));
        if (named != null) {
            return Optional.of(named);
        }
        return name.length() == 1 ? KeyboardLayout.US.keyFor(name.charAt(0)) : Optional.empty();
    }

    private static Map<String, Key> names() {
        Map<String, Key> names = new HashMap<>();
        for (Key key : Key.values()) {
            names.put(key.name(), key);
            names.put(key.name().replace("_", ""), key);
        }
        names.put("ESC", Key.ESCAPE);
        names.put("RETURN", Key.ENTER);
        names.put("BS", Key.BACKSPACE);
        names.put("DEL", Key.DELETE);
        names.put("INS", Key.INSERT);
        names.put("PGUP", Key.PAGE_UP);
        names.put("PGDN", Key.PAGE_DOWN);
        names.put("CTRL", Key.LEFT_CTRL);
        names.put("ALT", Key.LEFT_ALT);
        names.put("ALTGR", Key.RIGHT_ALT);
        names.put("SHIFT", Key.LEFT_SHIFT);
        names.put("WIN", Key.LEFT_WINDOWS);
        names.put("PRTSC", Key.PRINT_SCREEN);
        names.put("BREAK", Key.PAUSE);
        return Map.copyOf(names);
    }
}
