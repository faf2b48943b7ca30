package reliquary.disk.partition;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import reliquary.disk.ByteRange;
import reliquary.disk.Volume;

/** Goes through the entries of an MBR and the tables of other systems inside them. */
final class MbrPartitions {
    private static final int MINIX = 0x81;

    private final Volume disk;
    private final PartitionTable.Builder table;
    private int logical = 5;

    MbrPartitions(Volume disk, PartitionTable.Builder table) {
        this.disk = disk;
        this.table = table;
    }

    void add(List<MasterBootRecord.Entry> entries) throws IOException {
        for (MasterBootRecord.Entry entry : entries) {
            ByteRange range = range(entry);
            Partition partition =
                    MbrTypes.partition(Integer.toString(entry.slot() + 1), range, entry, entry.extended());
            int place = table.size();
            table.add(partition);
            if (entry.extended()) {
                logical = ExtendedPartitions.read(disk, table, entry.firstSector(), logical);
            } else if (inside(entry, partition)) {
                table.replace(place, partition.asContainer());
            }
        }
    }

    private static ByteRange range(MasterBootRecord.Entry entry) {
        return new ByteRange(entry.firstSector() * MasterBootRecord.SECTOR, entry.sectors() * MasterBootRecord.SECTOR);
    }

    /** Adds what lies in a partition whose type may have a table of its own; false if it has none. */
    private boolean inside(MasterBootRecord.Entry entry, Partition partition) throws IOException {
        Volume part = disk.part(partition.range().offset(), partition.range().length());
        return switch (entry.type()) {
            case 0xA5 -> BsdDisklabel.read(part, table, partition.id(), false);
            case 0xA6, 0xA9 -> BsdDisklabel.read(part, table, partition.id(), true);
            case 0x82, 0xBF -> UnixVtoc.readSolaris(part, table, partition.id());
            case 0x63 ->
                UnixVtoc.readUnixWare(part, table, partition.id())
                        || DivvyTable.read(part, table, partition.id(), entry);
            case 0x02 -> DivvyTable.read(part, table, partition.id(), entry);
            case MINIX, 0x80 -> minix(part, partition.id());
            default -> false;
        };
    }

    /** Minix subpartitions: the layout of an MBR in the partition's first sector, sectors counted on the disk. */
    private boolean minix(Volume part, String id) throws IOException {
        Optional<MasterBootRecord> inner = MasterBootRecord.read(part, 0);
        List<MasterBootRecord.Entry> entries = inner.map(MasterBootRecord::entries).orElse(List.of()).stream()
                .filter(e -> e.type() == MINIX)
                .toList();
        for (MasterBootRecord.Entry e : entries) {
            Partition p = MbrTypes.partition(id + "s" + e.slot(), range(e), e, false);
            table.add(new Partition(
                    p.id(), PartitionScheme.MINIX, p.range(), p.typeCode(), p.typeName(), "", e.active(), false));
        }
        return !entries.isEmpty();
    }
}
