package reliquary.disk.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * The log of a VHDX that was not closed: updates of 4 KiB that have to be seen before the file is whole ([MS-VHDX] 2.3,
 * "Log"; little-endian). The file is not changed; the updates are laid over it.
 */
final class VhdxLog {
    private static final int SECTOR = 4096;
    private static final int ENTRY = 0x65676F6C; // "loge"
    private static final int DATA_DESCRIPTOR = 0x63736564; // "desc"
    private static final int ZERO_DESCRIPTOR = 0x6F72657A; // "zero"
    private static final int DATA_SECTOR = 0x61746164; // "data"
    /** Entries are checked in memory one at a time; programs write them of a few sectors. */
    private static final int MAX_ENTRY = 4 * 1024 * 1024;
    /** Bytes that are checked at most, in log lengths; only a log made to be slow needs more than two. */
    private static final int MAX_PASSES = 8;

    private final ImageFile file;
    private final long start;
    private final long length;
    private final UUID id;
    private long checked;

    /**
     * @param start byte offset of the log
     * @param length in bytes; the log is a ring
     */
    VhdxLog(ImageFile file, long start, long length, UUID id) throws IOException {
        this.file = file;
        this.start = start;
        this.length = length;
        this.id = id;
        if (start < 0 || length < SECTOR || length % SECTOR != 0 || start > file.size() - length) {
            throw file.damaged(start, "the VHDX log of " + length + " bytes does not lie inside the file");
        }
    }

    /** A healthy log entry at {@code at} bytes from the beginning of the log. */
    private record Entry(long at, int length, long tail, long sequence, int descriptors, long lastFileOffset) {}

    /** The updates of the newest whole sequence of entries. */
    FilePatches replay() throws IOException {
        List<Entry> newest = newestSequence();
        if (newest.isEmpty()) {
            throw file.damaged(start, "the VHDX was not closed and its log has no valid entry");
        }
        FilePatches patches = new FilePatches();
        for (Entry entry : newest) {
            apply(entry, patches);
        }
        return patches;
    }

    private List<Entry> newestSequence() throws IOException {
        List<Entry> best = List.of();
        long at = 0;
        while (at < length) {
            List<Entry> chain = chainFrom(at);
            if (chain.isEmpty()) {
                at += SECTOR;
                continue;
            }
            Entry last = chain.get(chain.size() - 1);
            List<Entry> live = chain.stream().dropWhile(e -> e.at != last.tail).toList();
            boolean newer = best.isEmpty() || last.sequence > best.get(best.size() - 1).sequence;
            if (!live.isEmpty() && newer) {
                best = live;
            }
            long covered = chain.stream().mapToLong(Entry::length).sum();
            at += Math.max(SECTOR, covered); // a chain that wraps ends the search
        }
        return best;
    }

    /** Healthy entries one behind the other with rising numbers, round the ring at most once. */
    private List<Entry> chainFrom(long at) throws IOException {
        List<Entry> chain = new ArrayList<>();
        long covered = 0;
        while (covered < length) {
            Entry entry = entryAt((at + covered) % length);
            boolean follows = chain.isEmpty() || entry.sequence == chain.get(chain.size() - 1).sequence + 1;
            if (entry.length == 0 || !follows) {
                break;
            }
            chain.add(entry);
            covered += entry.length;
        }
        return chain;
    }

    /** The entry, with length 0 if there is no healthy one. */
    private Entry entryAt(long at) throws IOException {
        Entry none = new Entry(at, 0, 0, 0, 0, 0);
        ByteBuffer head = ring(at, 64);
        long size = Integer.toUnsignedLong(head.getInt(8));
        boolean plausible = head.getInt(0) == ENTRY
                && size >= SECTOR
                && size % SECTOR == 0
                && size <= Math.min(length, MAX_ENTRY)
                && Vhdx.guid(head, 32).equals(id);
        if (!plausible) {
            return none;
        }
        checked += size;
        if (checked > MAX_PASSES * length) {
            throw file.damaged(start + at, "the VHDX log has entries inside one another");
        }
        ByteBuffer whole = ring(at, (int) size);
        long descriptors = Integer.toUnsignedLong(whole.getInt(24));
        CRC32C crc = new CRC32C();
        int stored = whole.getInt(4);
        whole.putInt(4, 0);
        crc.update(whole.array());
        if ((int) crc.getValue() != stored || 64 + descriptors * 32 > size) {
            return none;
        }
        return new Entry(
                at,
                (int) size,
                Integer.toUnsignedLong(whole.getInt(12)),
                whole.getLong(16),
                (int) descriptors,
                whole.getLong(56));
    }

    private ByteBuffer ring(long at, int size) throws IOException {
        ByteBuffer b = ByteBuffer.allocate(size);
        int first = (int) Math.min(size, length - at);
        b.limit(first);
        file.readPadded(start + at, b);
        b.limit(size);
        file.readPadded(start, b);
        return b.flip().order(ByteOrder.LITTLE_ENDIAN);
    }

    private void apply(Entry entry, FilePatches patches) throws IOException {
        ByteBuffer descriptors = ring(entry.at, 64 + entry.descriptors * 32);
        long data = entry.at + (64L + entry.descriptors * 32L + SECTOR - 1) / SECTOR * SECTOR;
        for (int i = 0; i < entry.descriptors; i++) {
            int d = 64 + i * 32;
            long target = descriptors.getLong(d + 16);
            long zeros = descriptors.getLong(d + 8);
            if (target < 0
                    || target % SECTOR != 0
                    || target > 1L << 50
                    || descriptors.getLong(d + 24) != entry.sequence) {
                throw file.damaged(start + entry.at + d, "a VHDX log descriptor is impossible");
            }
            if (descriptors.getInt(d) == DATA_DESCRIPTOR) {
                patches.add(target, SECTOR, sector(data % length, descriptors, d, entry));
                data += SECTOR;
            } else if (descriptors.getInt(d) == ZERO_DESCRIPTOR && zeros >= 0 && zeros <= 1L << 50) {
                patches.add(target, zeros, (within, b) -> Zeros.put(b, b.remaining()));
            } else {
                throw file.damaged(start + entry.at + d, "a VHDX log descriptor is of no known kind");
            }
        }
    }

    /** An updated sector: its first 8 and last 4 bytes stand in the descriptor, the rest in the log's data sector. */
    private FilePatches.Source sector(long at, ByteBuffer descriptors, int d, Entry entry) throws IOException {
        ByteBuffer stored = ring(at, SECTOR);
        long sequence =
                Integer.toUnsignedLong(stored.getInt(4)) << 32 | Integer.toUnsignedLong(stored.getInt(SECTOR - 4));
        if (stored.getInt(0) != DATA_SECTOR || sequence != entry.sequence) {
            throw file.damaged(start + at, "a VHDX log data sector is not of its entry");
        }
        long leading = descriptors.getLong(d + 8);
        int trailing = descriptors.getInt(d + 4);
        return (within, target) -> {
            ByteBuffer page = ring(at, SECTOR);
            page.putLong(0, leading).putInt(SECTOR - 4, trailing);
            target.put(page.limit((int) within + target.remaining()).position((int) within));
        };
    }
}
