package reliquary.disk.partition;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private static final int GPT_PROTECTIVE = 0xEE;

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
        Volume whole = Volume.of(disk);
        Builder builder = new Builder(disk.size());
        Optional<MasterBootRecord> mbr =
                MasterBootRecord.read(whole, 0).filter(m -> !m.entries().isEmpty());
        if (GuidPartitionTable.read(whole, builder)) {
            builder.scheme = Optional.of(PartitionScheme.GPT);
            mbr.ifPresentOrElse(m -> reportHybrid(m, builder), () -> builder.problem("the GPT has no protective MBR"));
        } else if (mbr.isPresent()) {
            builder.scheme = Optional.of(PartitionScheme.MBR);
            new MbrPartitions(whole, builder).add(mbr.get().entries());
        } else if (BsdDisklabel.read(whole, builder, "", true)) {
            builder.scheme = Optional.of(PartitionScheme.BSD);
        } else if (ApplePartitionMap.read(whole, builder)) {
            builder.scheme = Optional.of(PartitionScheme.APM);
        }
        return builder.build();
    }

    private static void reportHybrid(MasterBootRecord mbr, Builder builder) {
        mbr.entries().stream()
                .filter(e -> e.type() != GPT_PROTECTIVE)
                .forEach(e -> builder.problem("the MBR beside the GPT is no pure protection: its entry "
                        + (e.slot() + 1) + " names sectors of its own; the GPT counts"));
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

        int size() {
            return partitions.size();
        }

        void replace(int place, Partition partition) {
            if (place < partitions.size()) {
                partitions.set(place, partition);
            }
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
                    // Floppies of BSD name the whole disk once for each letter.
                    boolean twice =
                            a.scheme() == PartitionScheme.BSD && a.range().equals(b.range());
                    if (!a.container() && !b.container() && !twice && a.range().overlaps(b.range())) {
                        problem("partitions " + a.id() + " and " + b.id() + " overlap");
                    }
                }
            }
        }
    }
}
