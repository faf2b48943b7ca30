package reliquary.disk.partition;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import reliquary.disk.ByteRange;
import reliquary.disk.Volume;

/**
 * The division table that {@code divvy} of XENIX and SCO UNIX writes (SCO sys/dio.h), in sector 42 of the partition.
 *
 * <p>Little-endian: 0 u16 1234, from 2 sixteen divisions of 8 bytes: i32 first block, i32 blocks, each of 1024 bytes. They
 * count from the first whole cylinder behind 52 reserved sectors and the spare tracks, whose number stands in sector 44:
 * 0 u16 4321, 2 u16 tracks.
 */
final class DivvyTable {
    private static final int MAGIC = 0x1234;
    private static final int BAD_TRACKS = 0x4321;
    private static final int DIVISIONS = 16;
    private static final int BLOCK = 1024;
    private static final int RESERVED = 52;

    private DivvyTable() {}

    /** Adds the divisions of a partition, if it has a table; {@code entry} tells heads and sectors per track. */
    static boolean read(Volume part, PartitionTable.Builder table, String id, MasterBootRecord.Entry entry)
            throws IOException {
        if (!part.contains(42 * 512, 3 * 512)) {
            return false;
        }
        ByteBuffer divisions = part.read(42 * 512, 512);
        if ((divisions.getShort(0) & 0xFFFF) != MAGIC) {
            return false;
        }
        long base = base(part, entry);
        for (int i = 0; i < DIVISIONS; i++) {
            long first = divisions.getInt(2 + i * 8);
            long blocks = divisions.getInt(6 + i * 8);
            boolean whole = i == DIVISIONS - 1;
            if (blocks <= 0 || first < 0 || whole) {
                continue;
            }
            table.add(new Partition(
                    id + "d" + i,
                    PartitionScheme.DIVVY,
                    new ByteRange(base + first * BLOCK, blocks * BLOCK),
                    Integer.toString(i),
                    "XENIX or SCO UNIX division",
                    "",
                    false,
                    false));
        }
        return true;
    }

    private static long base(Volume part, MasterBootRecord.Entry entry) throws IOException {
        ByteBuffer bad = part.read(44 * 512, 512);
        int spare = (bad.getShort(0) & 0xFFFF) == BAD_TRACKS ? bad.getShort(2) & 0xFFFF : 0;
        int track = Math.max(1, entry.last().sector());
        int cylinder = (entry.last().head() + 1) * track;
        long reserved = part.range().offset() / 512 + RESERVED + (long) spare * track;
        long whole = (reserved + cylinder - 1) / cylinder * cylinder * 512;
        return superblockAt(part, whole).orElse(whole);
    }

    /** The place itself if a file system begins there; else the start of the partition if one begins there. */
    private static Optional<Long> superblockAt(Volume part, long base) throws IOException {
        long within = base - part.range().offset();
        for (long at : new long[] {within, 0}) {
            if (part.contains(at + BLOCK, BLOCK)) {
                int magic = part.read(at + BLOCK + 0x3F8, 4).getInt(0);
                if (magic == 0x002B_5544 || magic == 0xFD18_7E20 || magic == 0xFD18_7E21) {
                    return Optional.of(part.range().offset() + at);
                }
            }
        }
        return Optional.empty();
    }
}
