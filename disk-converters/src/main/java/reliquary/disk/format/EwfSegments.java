package reliquary.disk.format;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The names of the parts of an EWF image: .E01 to .E99, then .EAA to .EZZ, .FAA to .ZZZ; in lower case if the first part
 * is, and with another first letter for other programs' images (.S01, .L01).
 */
final class EwfSegments {
    private EwfSegments() {}

    /** All parts from the first on that exist; just the file itself if its name is not that of a part. */
    static List<Path> of(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        String extension = name.substring(dot + 1);
        if (dot < 0 || extension.length() != 3 || !Character.isLetter(extension.charAt(0))) {
            return List.of(file);
        }
        List<Path> parts = new ArrayList<>();
        char letter = extension.charAt(0);
        for (int number = 1; ; number++) {
            String next = extension(letter, number);
            Path part = file.resolveSibling(name.substring(0, dot + 1) + next);
            if (next.isEmpty() || !Files.isRegularFile(part)) {
                return parts.isEmpty() ? List.of(file) : parts;
            }
            parts.add(part);
        }
    }

    /** The extension of a part, counted from 1; empty behind the last possible one. */
    static String extension(char first, int number) {
        if (number <= 99) {
            return first + String.format("%02d", number);
        }
        char a = Character.isUpperCase(first) ? 'A' : 'a';
        int index = number - 100;
        int letter = first + index / (26 * 26);
        if (letter > a + 25) {
            return "";
        }
        return "" + (char) letter + (char) (a + index / 26 % 26) + (char) (a + index % 26);
    }
}
