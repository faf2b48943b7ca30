package reliquary.disk.fs;

import java.util.Locale;
import java.util.Set;

/**
 * What a file of a guest may be called on the host: one path element that no system takes for a device, a parent folder, a
 * stream or a drive (Microsoft "Naming Files, Paths, and Namespaces"; POSIX.1 for the rest).
 */
public final class HostName {
    private static final Set<String> DEVICES = Set.of(
            "CON", "PRN", "AUX", "NUL", "CLOCK$", "CONIN$", "CONOUT$", "COM0", "COM1", "COM2", "COM3", "COM4", "COM5",
            "COM6", "COM7", "COM8", "COM9", "LPT0", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8",
            "LPT9");
    private static final String FORBIDDEN = "<>:\"/\\|?*";
    private static final int LONGEST = 200;

    private HostName() {}

    /** A harmless name that is as close as possible to {@code name}; never empty, {@code .} or {@code ..}. */
    public static String of(String name) {
        StringBuilder safe = new StringBuilder();
        for (int i = 0; i < name.length() && safe.length() < LONGEST; i++) {
            char c = name.charAt(i);
            boolean bad = c < 0x20
                    || c == 0x7F
                    || FORBIDDEN.indexOf(c) >= 0
                    || Character.isSurrogate(c) && !wholePair(name, i);
            safe.append(bad ? '_' : c);
        }
        if (safe.length() > 0 && Character.isHighSurrogate(safe.charAt(safe.length() - 1))) {
            safe.setLength(safe.length() - 1);
        }
        String text = safe.toString();
        String bare = text.replaceAll("[. ]+$", "");
        if (bare.length() < text.length()) {
            text = bare + "_".repeat(text.length() - bare.length());
        }
        String base = text.contains(".") ? text.substring(0, text.indexOf('.')) : text;
        if (text.isEmpty() || DEVICES.contains(base.strip().toUpperCase(Locale.ROOT))) {
            return "_" + text;
        }
        return text;
    }

    private static boolean wholePair(String name, int at) {
        char c = name.charAt(at);
        return Character.isHighSurrogate(c)
                ? at + 1 < name.length() && Character.isLowSurrogate(name.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(name.charAt(at - 1));
    }
}
