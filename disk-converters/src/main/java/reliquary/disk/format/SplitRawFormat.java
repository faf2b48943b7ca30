package reliquary.disk.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import reliquary.disk.DiskImage;

/**
 * A raw image cut into numbered files: {@code .000} or {@code .001} and up (FTK Imager, dcfldd), or {@code .aa} and up
 * (split(1)). Any part may be named; the disk always begins with the first.
 */
final class SplitRawFormat implements DiskFormat {
    private static final Pattern NUMBERED = Pattern.compile("(.*\\.)(\\d{3,4})");
    private static final Pattern LETTERED = Pattern.compile("(.*\\.?)([a-z]{2,3})");
    private static final int MAX_PARTS = 10_000;

    @Override
    public String name() {
        return "splitraw";
    }

    @Override
    public boolean matches(ByteBuffer head, ByteBuffer tail, Path file) {
        return parts(file).size() > 1;
    }

    @Override
    public DiskImage open(Path path) throws IOException {
        List<Path> files = parts(path);
        Opened opened = new Opened();
        try {
            List<Part> parts = new ArrayList<>();
            long start = 0;
            for (Path file : files) {
                ImageFile part = opened.add(ImageFile.open(file));
                parts.add(new Part(start, part));
                start += part.size();
            }
            return new MappedImage(ImageFacts.ofSize(start), new Map(parts, opened));
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /** All parts from the first up to the first missing one; none if the name is not that of a part. */
    static List<Path> parts(Path file) {
        Path name = file.getFileName();
        Optional<Path> first = name == null ? Optional.empty() : first(file, name.toString());
        List<Path> parts = new ArrayList<>();
        Optional<Path> next = first;
        while (next.isPresent() && Files.isRegularFile(next.get()) && parts.size() < MAX_PARTS) {
            parts.add(next.get());
            next = successor(next.get());
        }
        return parts.contains(file) ? parts : List.of();
    }

    private static Optional<Path> first(Path file, String name) {
        Matcher numbered = NUMBERED.matcher(name);
        if (numbered.matches()) {
            String zeros = "0".repeat(numbered.group(2).length());
            Path zero = file.resolveSibling(numbered.group(1) + zeros);
            String one = zeros.substring(1) + "1";
            return Optional.of(Files.isRegularFile(zero) ? zero : file.resolveSibling(numbered.group(1) + one));
        }
        Matcher lettered = LETTERED.matcher(name);
        if (lettered.matches()) {
            int length = lettered.group(2).length();
            for (int letters = 2; letters <= length; letters++) {
                String stem = name.substring(0, name.length() - letters);
                Path candidate = file.resolveSibling(stem + "a".repeat(letters));
                if (Files.isRegularFile(candidate)) {
                    return Optional.of(candidate);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Path> successor(Path file) {
        String name = String.valueOf(file.getFileName());
        char[] letters = name.toCharArray();
        boolean digits = Character.isDigit(letters[letters.length - 1]);
        char lowest = digits ? '0' : 'a';
        char highest = digits ? '9' : 'z';
        for (int i = letters.length - 1; i >= 0 && letters[i] >= lowest && letters[i] <= highest; i--) {
            if (letters[i] < highest) {
                letters[i]++;
                return Optional.of(file.resolveSibling(new String(letters)));
            }
            letters[i] = lowest;
        }
        return Optional.empty();
    }

    private record Part(long start, ImageFile file) {
        long end() {
            return start + file.size();
        }
    }

    private record Map(List<Part> parts, Opened opened) implements BlockMap {
        @Override
        public Piece at(long offset) {
            int low = 0;
            int high = parts.size() - 1;
            while (low < high) {
                int middle = (low + high) / 2;
                if (offset < parts.get(middle).end()) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            Part part = parts.get(low);
            return new Piece.Stored(part.file, offset - part.start, part.end() - offset);
        }

        @Override
        public void close() throws IOException {
            opened.close();
        }
    }
}
