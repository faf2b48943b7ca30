package reliquary.disk.partition;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import reliquary.disk.ByteRange;
import reliquary.disk.Volume;

/**
 * The logical partitions of an extended one: a chain of tables, each with one partition (relative to its table) and a
 * link to the next table (relative to the extended partition), as MS-DOS 3.3 FDISK writes them.
 */
final class ExtendedPartitions {
    /** More than any system has letters or device nodes for; a longer chain is a damaged one. */
    private static final int MOST = 256;

    private final Volume disk;
    private final PartitionTable.Builder table;
    private final long base;
    private final Set<Long> seen = new HashSet<>();
    private int number;

    private ExtendedPartitions(Volume disk, PartitionTable.Builder table, long base, int number) {
        this.disk = disk;
        this.table = table;
        this.base = base;
        this.number = number;
    }

    /**
     * Adds the logical partitions of the extended partition at sector {@code base}.
     *
     * @param number of the first one, usually 5
     * @return the number for the next one
     */
    static int read(Volume disk, PartitionTable.Builder table, long base, int number) throws IOException {
        ExtendedPartitions chain = new ExtendedPartitions(disk, table, base, number);
        chain.follow();
        return chain.number;
    }

    private void follow() throws IOException {
        long at = base;
        while (at >= 0) {
            if (!seen.add(at) || seen.size() > MOST) {
                table.problem("the chain of extended partition tables at sector " + at + " runs in a circle");
                return;
            }
            Optional<MasterBootRecord> record = MasterBootRecord.read(disk, at * MasterBootRecord.SECTOR);
            if (record.isEmpty()) {
                table.problem("no extended partition table at sector " + at);
                return;
            }
            at = addAndNext(record.get().entries(), at);
        }
    }

    /** Adds what the table at sector {@code at} holds; the sector of the next table, or -1. */
    private long addAndNext(List<MasterBootRecord.Entry> entries, long at) {
        long next = -1;
        for (MasterBootRecord.Entry entry : entries) {
            if (entry.extended()) {
                next = next < 0 ? base + entry.firstSector() : next;
            } else if (entry.sectors() > 0) {
                ByteRange range = new ByteRange(
                        (at + entry.firstSector()) * MasterBootRecord.SECTOR,
                        entry.sectors() * MasterBootRecord.SECTOR);
                table.add(MbrTypes.partition(Integer.toString(number++), range, entry, false));
            }
        }
        return next;
    }
}
