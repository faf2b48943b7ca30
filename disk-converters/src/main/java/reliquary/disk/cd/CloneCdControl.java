package reliquary.disk.cd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import reliquary.disk.DiskFormatException;
import reliquary.disk.format.LinkedFile;

/**
 * Reads CloneCD's control file (.ccd), which stands beside a raw image of the same name (.img): of the sections {@code
 * [TRACK n]} the lines {@code MODE} (0 audio, 1, 2) and {@code INDEX 1} (sector address).
 */
final class CloneCdControl {
    private static final Pattern SECTION = Pattern.compile("\\[TRACK\\s+(\\d{1,2})]");
    private static final Pattern LINE = Pattern.compile("(MODE|INDEX 1)\\s*=\\s*(\\d{1,9})");

    private final Path control;

    CloneCdControl(Path control) {
        this.control = control;
    }

    List<CdTrack> tracks(String text) throws IOException {
        Map<Integer, Map<String, Long>> sections = sections(text);
        String name = String.valueOf(control.getFileName());
        String stem = name.substring(0, name.lastIndexOf('.') < 0 ? name.length() : name.lastIndexOf('.'));
        Path image = LinkedFile.find(control, List.of(stem + ".img", stem + ".IMG", stem + ".bin"), "image");
        long end = Files.size(image) / CdTrack.RAW;
        List<Map<String, Long>> entries = new ArrayList<>(sections.values());
        List<CdTrack> tracks = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            long first = i == 0 ? 0 : entries.get(i).getOrDefault("INDEX 1", 0L);
            long next = i + 1 == entries.size() ? end : entries.get(i + 1).getOrDefault("INDEX 1", 0L);
            if (next <= first || next > end) {
                throw new DiskFormatException(control + ": track " + (i + 1) + " from sector " + first + " to " + next
                        + " is not in " + image);
            }
            boolean audio = entries.get(i).getOrDefault("MODE", 1L) == 0;
            CdTrack.Kind kind = audio ? CdTrack.Kind.AUDIO : CdTrack.Kind.DATA;
            tracks.add(new CdTrack(image, kind, CdTrack.RAW, first * CdTrack.RAW, first, next - first));
        }
        if (tracks.isEmpty()) {
            throw new DiskFormatException(control + ": lists no [TRACK n]");
        }
        return tracks;
    }

    private static Map<Integer, Map<String, Long>> sections(String text) {
        Map<Integer, Map<String, Long>> sections = new TreeMap<>();
        Map<String, Long> current = new TreeMap<>();
        for (String line :
                text.lines().map(l -> l.strip().toUpperCase(Locale.ROOT)).toList()) {
            Matcher section = SECTION.matcher(line);
            Matcher entry = LINE.matcher(line);
            if (section.matches()) {
                current = sections.computeIfAbsent(Integer.parseInt(section.group(1)), n -> new TreeMap<>());
            } else if (line.startsWith("[")) {
                current = new TreeMap<>();
            } else if (entry.matches()) {
                current.put(entry.group(1), Long.parseLong(entry.group(2)));
            }
        }
        return sections;
    }
}
