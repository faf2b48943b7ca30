package reliquary.disk.partition;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import reliquary.disk.ByteRange;
import reliquary.disk.DiskImage;
import reliquary.disk.Volume;

/**
 * All partitions of a disk, with those inside others.
 *
 * @param scheme the outermost table; empty on a disk without partitions, such as a floppy
 * @param partitions in the order of the tables, each container directly before what lies inside it
 * @param problems what is wrong with the tables, one line each: overlaps, ends behind the disk, circles, bad checksums
 */
public record PartitionTable(Optional<PartitionScheme> scheme, List<Partition> partitions, List<String> problems) {
    public PartitionTable {
        partitions = List.copyOf(partitions);
        problems = List.copyOf(problems);
    }

    /**
     * Reads the tables of a disk. Damage in them is stated in {@link #problems()}, never thrown.
     *
     * @throws IOException if the disk itself cannot be read
     */
    public static PartitionTable of(DiskImage disk) throws IOException {
        Builder builder = new Builder(disk.size());
        Volume whole = Volume.of(disk);
        Optional<MasterBootRecord> mbr = MasterBootRecord.read(whole, 0);
        if (mbr.isPresent() && !mbr.get().entries().isEmpty()) {
            builder.scheme = Optional.of(PartitionScheme.MBR);
            addMbr(whole, builder, mbr.get().entries());
        }
        return builder.build();
    }

    private static void addMbr(Volume disk, Builder table, List<MasterBootRecord.Entry> entries) throws IOException {
        int logical = 5;
        for (MasterBootRecord.Entry entry : entries) {
            ByteRange range = new ByteRange(
                    entry.firstSector() * MasterBootRecord.SECTOR, entry.sectors() * MasterBootRecord.SECTOR);
            String id = Integer.toString(entry.slot() + 1);
            table.add(MbrTypes.partition(id, range, entry, entry.extended()));
            if (entry.extended()) {
                logical = ExtendedPartitions.read(disk, table, entry.firstSector(), logical);
            }
        }
    }

    /** The partition with this id. */
    public Optional<Partition> find(String id) {
        return partitions.stream().filter(p -> p.id().equals(id)).findFirst();
    }

    /** Collects what the readers of the single tables find. */
    static final class Builder {
        /** More than any real disk has; a table with more is damaged. */
        private static final int MOST = 1024;

        private final long diskSize;
        private final List<Partition> partitions = new ArrayList<>();
        private final List<String> problems = new ArrayList<>();
        private Optional<PartitionScheme> scheme = Optional.empty();

        Builder(long diskSize) {
            this.diskSize = diskSize;
        }

        void add(Partition partition) {
            if (partitions.size() >= MOST) {
                problem("more than " + MOST + " partitions; the rest is left out");
                return;
            }
            partitions.add(partition);
        }

        void problem(String line) {
            if (problems.size() < MOST && !problems.contains(line)) {
                problems.add(line);
            }
        }

        PartitionTable build() {
            for (Partition p : partitions) {
                if (p.range().offset() >= diskSize) {
                    problem("partition " + p.id() + " begins at byte "
                            + p.range().offset() + ", behind the end of the " + "disk at " + diskSize);
                } else if (p.range().end() > diskSize) {
                    problem("partition " + p.id() + " ends at byte " + p.range().end()
                            + ", behind the end of the disk at " + diskSize);
                }
            }
            reportOverlaps();
            return new PartitionTable(scheme, partitions, problems);
        }

        private void reportOverlaps() {
            for (int i = 0; i < partitions.size(); i++) {
                for (int j = i + 1; j < partitions.size(); j++) {
                    Partition a = partitions.get(i);
                    Partition b = partitions.get(j);
                    if (!a.container() && !b.container() && a.range().overlaps(b.range())) {
                        problem("partitions " + a.id() + " and " + b.id() + " overlap");
                    }
                }
            }
        }
    }
}
