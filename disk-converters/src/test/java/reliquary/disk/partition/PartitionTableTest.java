package reliquary.disk.partition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reliquary.disk.ByteRange;
import reliquary.disk.DiskImage;
import reliquary.disk.MemoryDisk;
import reliquary.disk.Samples;
import reliquary.disk.format.DiskFormats;

final class PartitionTableTest {
    private static final int MIB = 1 << 20;

    @Test
    void logical_partitions_count_from_five_and_lie_relative_to_their_tables() throws IOException {
        MemoryDisk disk = new MemoryDisk(4 * MIB);
        MbrBuilder.on(disk)
                .partition(0, 0x06, 63, 937)
                .partition(1, 0x05, 1000, 5000)
                .entry(1000, 0, 0x06, 63, 937, 1000)
                .entry(1000, 1, 0x05, 1000, 2000, 1000)
                .entry(2000, 0, 0x83, 1, 999, 2000);
        PartitionTable table = PartitionTable.of(disk);
        assertThat(table.partitions()).extracting(Partition::id).containsExactly("1", "2", "5", "6");
        assertThat(table.find("6").orElseThrow().range()).isEqualTo(new ByteRange(2001 * 512, 999 * 512));
        assertThat(table.find("6").orElseThrow().typeName()).isEqualTo("Linux");
        assertThat(table.problems()).isEmpty();
    }

    @Test
    @Timeout(5)
    void a_chain_of_extended_tables_that_runs_in_a_circle_is_cut() throws IOException {
        MemoryDisk disk = new MemoryDisk(4 * MIB);
        MbrBuilder.on(disk)
                .partition(0, 0x05, 1000, 5000)
                .entry(1000, 0, 0x06, 63, 937, 1000)
                .entry(1000, 1, 0x05, 0, 2000, 1000);
        PartitionTable table = PartitionTable.of(disk);
        assertThat(table.partitions()).extracting(Partition::id).containsExactly("1", "5");
        assertThat(table.problems()).singleElement().asString().contains("circle");
    }

    @Test
    void overlaps_and_ends_behind_the_disk_are_reported() throws IOException {
        MemoryDisk disk = new MemoryDisk(MIB);
        MbrBuilder.on(disk)
                .partition(0, 0x06, 63, 937)
                .partition(1, 0x83, 500, 1000)
                .partition(2, 0x07, 1600, 5000);
        assertThat(PartitionTable.of(disk).problems())
                .anyMatch(p -> p.contains("partitions 1 and 2 overlap"))
                .anyMatch(p -> p.contains("partition 3 ends at byte"));
    }

    @Test
    void the_boot_sector_of_a_floppy_is_no_partition_table() throws IOException {
        try (DiskImage disk = DiskFormats.open(Samples.guest("freedos-min-1440.img"))) {
            assertThat(PartitionTable.of(disk))
                    .isEqualTo(
                            new PartitionTable(java.util.Optional.empty(), java.util.List.of(), java.util.List.of()));
        }
    }

    @Test
    void the_hard_disk_of_a_real_system_has_its_partition_at_sector_63() throws IOException {
        try (DiskImage disk = DiskFormats.open(Samples.guest("freedos-hd20.img"))) {
            PartitionTable table = PartitionTable.of(disk);
            assertThat(table.scheme()).contains(PartitionScheme.MBR);
            assertThat(table.partitions()).singleElement().satisfies(p -> {
                assertThat(p.range()).isEqualTo(new ByteRange(63 * 512, 40257 * 512));
                assertThat(p.active()).isTrue();
                assertThat(p.typeCode()).isEqualTo("06");
            });
        }
    }

    @Property(tries = 500)
    void any_bytes_in_the_table_are_read_without_failing(
            @ForAll @Size(64) byte[] slots, @ForAll @IntRange(max = 3) int usable) throws IOException {
        MemoryDisk disk = new MemoryDisk(64 * 1024);
        disk.bytes().put(446, slots).putShort(510, (short) 0xAA55);
        for (int slot = 0; slot <= usable; slot++) {
            disk.bytes().put(446 + slot * 16, (byte) (slots[slot] & 0x80));
            disk.bytes().put(446 + slot * 16 + 4, (byte) (slot % 2 == 0 ? 0x05 : 0x06));
        }
        PartitionTable table = PartitionTable.of(disk);
        assertThat(table.partitions()).hasSizeLessThan(1025);
        assertThat(DiskGeometry.of(disk).geometry().totalSectors()).isPositive();
    }
}
