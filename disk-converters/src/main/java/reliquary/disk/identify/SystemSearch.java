package reliquary.disk.identify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import reliquary.disk.fs.FileEntry;
import reliquary.disk.fs.FileSystem;
import reliquary.disk.fs.FileWalk;

/** Goes through the files of one volume once and holds each against the clues of the table. */
final class SystemSearch {
    private static final int MOST_ENTRIES = 50_000;
    private static final int MOST_EVIDENCE = 5;
    private static final int LARGEST_FILE = 4 << 20;
    /** Bytes of content that are looked at on one volume: enough for the programs of a full disk of the time. */
    private static final long MOST_CONTENT = 256L << 20;

    private final FileSystem files;
    private final List<SignatureTable.Clued> table;
    private final Map<SignatureTable.Clued, Hits> hits = new LinkedHashMap<>();
    private long contentLeft = MOST_CONTENT;

    /** What was found of one entry of the table. */
    private static final class Hits {
        private final List<String> evidence = new ArrayList<>();
        private Confidence sure = Confidence.POSSIBLE;
        private String version = "";

        void add(Confidence confidence, String foundVersion, String line) {
            boolean better = confidence.compareTo(sure) > 0;
            version = version.isEmpty() || better && !foundVersion.isEmpty() ? foundVersion : version;
            sure = better ? confidence : sure;
            if (evidence.size() < MOST_EVIDENCE) {
                evidence.add(line);
            }
        }
    }

    private SystemSearch(FileSystem files, List<SignatureTable.Clued> table) {
        this.files = files;
        this.table = table;
    }

    /** The findings, the surest first; problems with single files only cost their evidence. */
    static List<Finding> search(FileSystem files, List<SignatureTable.Clued> table, List<String> problems)
            throws IOException {
        SystemSearch search = new SystemSearch(files, table);
        boolean all = FileWalk.below(files, files.root(), MOST_ENTRIES, search.visitor(problems));
        if (!all) {
            problems.add("only the first " + MOST_ENTRIES + " files were looked at");
        }
        return search.hits.entrySet().stream()
                .map(e -> new Finding(
                        e.getKey().nameOf(e.getValue().version),
                        e.getValue().version,
                        e.getValue().sure,
                        e.getValue().evidence))
                .sorted(Comparator.comparing(Finding::sure).reversed())
                .toList();
    }

    private FileWalk.Visitor visitor(List<String> problems) {
        return new FileWalk.Visitor() {
            @Override
            public boolean entry(FileEntry entry) {
                compare(entry);
                return true;
            }

            @Override
            public void problem(FileEntry directory, String line) {
                if (problems.size() < 100) {
                    problems.add(directory.path() + ": " + line);
                }
            }
        };
    }

    private void compare(FileEntry entry) {
        Optional<Content> content = Optional.empty();
        for (SignatureTable.Clued known : table) {
            for (Clue clue : known.clues()) {
                if (!clue.names(entry.path(), entry.name())) {
                    continue;
                }
                if (clue.needsContent() && content.isEmpty()) {
                    content = content(entry);
                }
                if (apply(known, clue, entry, content)) {
                    break;
                }
            }
        }
    }

    /** Adds what a clue shows; whether it showed anything. */
    private boolean apply(SignatureTable.Clued known, Clue clue, FileEntry entry, Optional<Content> content) {
        String version = "";
        String line = entry.path();
        if (clue.text().isPresent()) {
            Optional<Matcher> found = content.flatMap(c -> match(clue.text(), c.latin));
            if (found.isEmpty()) {
                return false;
            }
            version = firstGroup(found.get());
            line += " says \"" + printable(found.get().group()) + "\"";
        } else if (clue.resource()) {
            version = content.flatMap(c -> FixedFileInfo.version(c.bytes)).orElse("");
            line += version.isEmpty() ? "" : " has version " + version;
        }
        if (clue.path().isPresent()) {
            Optional<Matcher> found = match(clue.path(), entry.path());
            if (found.isEmpty()) {
                return false;
            }
            version = firstGroup(found.get());
        }
        hits.computeIfAbsent(known, k -> new Hits()).add(clue.sure(), version, line);
        return true;
    }

    private static Optional<Matcher> match(Optional<Pattern> pattern, String text) {
        return pattern.map(p -> p.matcher(text)).filter(Matcher::find);
    }

    private static String firstGroup(Matcher found) {
        boolean has = found.groupCount() > 0 && found.group(1) != null;
        return has ? printable(found.group(1)).strip() : "";
    }

    private static String printable(String text) {
        String clean = text.replaceAll("[^ -~]+", " ").strip();
        return clean.length() > 80 ? clean.substring(0, 80) + "…" : clean;
    }

    /** The beginning of a file, as bytes and as Latin 1. */
    private record Content(byte[] bytes, String latin) {}

    private Optional<Content> content(FileEntry entry) {
        if (!entry.isFile() || contentLeft <= 0) {
            return Optional.empty();
        }
        try {
            byte[] head = files.open(entry).head(LARGEST_FILE);
            contentLeft -= head.length;
            return Optional.of(new Content(head, new String(head, StandardCharsets.ISO_8859_1)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
