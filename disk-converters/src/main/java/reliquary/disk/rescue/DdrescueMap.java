package reliquary.disk.rescue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import reliquary.disk.ByteRange;
import reliquary.disk.DiskFormatException;

/**
 * GNU ddrescue's map file (GNU ddrescue manual, "Mapfile structure"): comments, a line with the current position, then one
 * line for each block: position, size (decimal, hexadecimal with 0x or octal) and status.
 *
 * <p>Only blocks of status {@code +} were read; {@code ?} was not tried, {@code *} not trimmed, {@code /} not scraped,
 * {@code -} bad: of none of them does the image hold the content.
 *
 * @param missing what was not read, sorted, adjacent blocks joined
 * @param end the first byte behind the last block
 */
record DdrescueMap(List<ByteRange> missing, long end) {
    private static final List<String> ENDINGS = List.of("map", "mapfile", "log", "logfile");
    private static final int MAX_BLOCKS = 1_000_000;
    private static final long MAX_SIZE = 64L << 20;

    /** The map of an image: beside it, of the same name with or without the image's own ending. */
    static Optional<Path> beside(Path image) {
        String name = String.valueOf(image.getFileName());
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        for (String base : List.of(stem, name)) {
            for (String ending : ENDINGS) {
                Path map = image.toAbsolutePath().resolveSibling(base + "." + ending);
                if (!map.equals(image.toAbsolutePath()) && isMap(map)) {
                    return Optional.of(map);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isMap(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            char[] start = new char[64];
            int n = lines.read(start);
            String first = n < 0 ? "" : new String(start, 0, n);
            return first.startsWith("# Mapfile. Created by GNU ddrescue")
                    || first.startsWith("# Rescue Logfile. Created by GNU ddrescue");
        } catch (IOException e) {
            return false; // what cannot be read is no map; the image itself is then opened without one
        }
    }

    static DdrescueMap read(Path file) throws IOException {
        if (Files.size(file) > MAX_SIZE) {
            throw new DiskFormatException(file + ": larger than the " + MAX_SIZE + " bytes of any map file");
        }
        List<ByteRange> missing = new ArrayList<>();
        long end = 0;
        int number = 0;
        int blocks = 0;
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String text = line.strip();
                if (text.isEmpty() || text.startsWith("#")) {
                    continue;
                }
                // The first line is the position that ddrescue had come to.
                if (blocks++ == 0) {
                    continue;
                }
                if (blocks > MAX_BLOCKS) {
                    throw bad(file, number, "more than " + MAX_BLOCKS + " blocks");
                }
                end = addBlock(file, number, text, end, missing);
            }
        }
        return new DdrescueMap(List.copyOf(missing), end);
    }

    private static long addBlock(Path file, int number, String line, long end, List<ByteRange> missing)
            throws DiskFormatException {
        String[] fields = line.split("\\s+");
        if (fields.length < 3 || fields[2].length() != 1 || "?*/-+".indexOf(fields[2].charAt(0)) < 0) {
            throw bad(file, number, "not \"position size status\"");
        }
        long position;
        long size;
        try {
            position = Long.decode(fields[0]);
            size = Long.decode(fields[1]);
        } catch (NumberFormatException e) {
            throw bad(file, number, "position or size is not a number");
        }
        if (position < end || size < 0 || position + size < 0) {
            throw bad(file, number, "block at " + position + " overlaps the one before, which ends at " + end);
        }
        if (!fields[2].equals("+") && size > 0) {
            int last = missing.size() - 1;
            if (last >= 0 && missing.get(last).end() == position) {
                ByteRange before = missing.get(last);
                missing.set(last, new ByteRange(before.offset(), before.length() + size));
            } else {
                missing.add(new ByteRange(position, size));
            }
        }
        return position + size;
    }

    private static DiskFormatException bad(Path file, int line, String what) {
        return new DiskFormatException(file + ": line " + line + ": " + what);
    }
}
