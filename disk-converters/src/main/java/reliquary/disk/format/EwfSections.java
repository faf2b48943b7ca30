package reliquary.disk.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import reliquary.disk.ByteRange;

/**
 * Walks the sections of an EWF image's parts and collects what reading needs (libewf documentation, "Expert Witness
 * Compression Format"; little-endian). A section has a descriptor of 76 bytes: 0 type, 16 offset of the next, 24 size.
 */
final class EwfSections {
    private static final int FILE_HEADER = 13;
    private static final int DESCRIPTOR = 76;
    private static final int TABLE_HEADER = 24;
    private static final int MAX_TABLES = 1_000_000;
    private static final int MAX_ERRORS = 100_000;

    private final List<EwfTable> tables = new ArrayList<>();
    private final Set<StoredHash> hashes = new LinkedHashSet<>();
    private final List<ByteRange> errors = new ArrayList<>();
    private Optional<EwfVolume> volume = Optional.empty();
    private boolean done;
    private long chunks;
    private long sectorsEnd;

    /** Reads all sections of the next part. */
    void readPart(ImageFile file) throws IOException {
        MetadataCache numbers = new MetadataCache(file, ByteOrder.LITTLE_ENDIAN);
        sectorsEnd = 0;
        long at = FILE_HEADER;
        boolean more = true;
        while (more) {
            ByteBuffer b = file.readLittle(at, DESCRIPTOR, "an EWF section descriptor");
            byte[] name = new byte[16];
            b.get(0, name);
            String type = new String(name, StandardCharsets.ISO_8859_1).replace("\0", "");
            long next = b.getLong(16);
            readSection(file, numbers, type, at, Math.max(0, Math.min(next, file.size()) - at - DESCRIPTOR));
            more = !type.equals("next") && !type.equals("done");
            if (more && next < at + DESCRIPTOR) {
                throw file.damaged(at + 16, "the EWF section \"" + printable(type) + "\" leads back to byte " + next);
            }
            at = next;
        }
    }

    private static String printable(String type) {
        return type.replaceAll("[^\\x20-\\x7E]", "?");
    }

    private void readSection(ImageFile file, MetadataCache numbers, String type, long at, long length)
            throws IOException {
        long data = at + DESCRIPTOR;
        switch (type) {
            case "volume", "disk" -> {
                if (volume.isEmpty()) {
                    volume = Optional.of(EwfVolume.read(file, data, length));
                }
            }
            case "sectors" -> sectorsEnd = data + length;
            case "table" -> addTable(file, numbers, at, length);
            case "hash" -> addHash(file, data, 16, "MD5");
            case "digest" -> {
                addHash(file, data, 16, "MD5");
                addHash(file, data + 16, 20, "SHA-1");
            }
            case "error2" -> addErrors(file, data, length);
            case "done" -> done = true;
            default -> {
                // case notes, session marks, a copy of the table: nothing of the disk's content
            }
        }
    }

    private void addTable(ImageFile file, MetadataCache numbers, long at, long length) throws IOException {
        ByteBuffer b = file.readLittle(at + DESCRIPTOR, TABLE_HEADER, "an EWF table");
        long count = Integer.toUnsignedLong(b.getInt(0));
        long entries = at + DESCRIPTOR + TABLE_HEADER;
        if (count > Math.max(0, length - TABLE_HEADER) / 4 || tables.size() >= MAX_TABLES) {
            throw file.damaged(at, "an EWF table of " + count + " entries passes its end");
        }
        if (count > 0) {
            long dataEnd = sectorsEnd > 0 && sectorsEnd <= at ? sectorsEnd : at + DESCRIPTOR + length;
            tables.add(EwfTable.of(file, numbers, chunks, count, entries, b.getLong(8), dataEnd));
            chunks += count;
        }
    }

    private void addHash(ImageFile file, long at, int length, String algorithm) throws IOException {
        if (at > file.size() - length) {
            return;
        }
        byte[] hash = file.read(at, length, "a stored hash").array();
        for (byte b : hash) {
            if (b != 0) { // all zeros stand for "not computed"
                hashes.add(new StoredHash(algorithm, HexFormat.of().formatHex(hash)));
                return;
            }
        }
    }

    /** Places that could not be read when the image was made: a count, 516 bytes that do not matter, then pairs. */
    private void addErrors(ImageFile file, long data, long length) throws IOException {
        if (length < 520 || volume.isEmpty()) {
            return;
        }
        long count = Integer.toUnsignedLong(
                file.readLittle(data, 4, "EWF read errors").getInt());
        if (count > (length - 520) / 8 || count > MAX_ERRORS) {
            throw file.damaged(data, "the EWF list of " + count + " read errors passes its end");
        }
        ByteBuffer b = file.readLittle(data + 520, count * 8, "EWF read errors");
        int sector = volume.get().sectorSize();
        for (int i = 0; i < count; i++) {
            long first = Integer.toUnsignedLong(b.getInt());
            long sectors = Integer.toUnsignedLong(b.getInt());
            long from = Math.min(first * sector, volume.get().size());
            long to = Math.min((first + sectors) * sector, volume.get().size());
            if (to > from) {
                errors.add(new ByteRange(from, to - from));
            }
        }
    }

    Optional<EwfVolume> volume() {
        return volume;
    }

    List<EwfTable> tables() {
        return tables;
    }

    List<StoredHash> hashes() {
        return List.copyOf(hashes);
    }

    /** Whether the last part was among those read. */
    boolean isDone() {
        return done;
    }

    long chunks() {
        return chunks;
    }

    /** Unreadable ranges, sorted and joined. */
    List<ByteRange> unreadable() {
        errors.sort(Comparator.comparingLong(ByteRange::offset));
        List<ByteRange> joined = new ArrayList<>();
        for (ByteRange range : errors) {
            int last = joined.size() - 1;
            if (last >= 0 && joined.get(last).end() >= range.offset()) {
                ByteRange before = joined.get(last);
                joined.set(last, new ByteRange(before.offset(), Math.max(before.end(), range.end()) - before.offset()));
            } else {
                joined.add(range);
            }
        }
        return joined;
    }
}
