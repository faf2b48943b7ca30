package reliquary.disk.partition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reliquary.disk.ByteRange;
import reliquary.disk.DiskImage;
import reliquary.disk.Geometry;
import reliquary.disk.MemoryDisk;
import reliquary.disk.Oracle;
import reliquary.disk.Samples;
import reliquary.disk.format.DiskFormats;

/** The tables of other systems: each is built by hand after its specification, GPT also by sfdisk. */
final class NestedTablesTest {
    private static final int MIB = 1 << 20;

    private final MemoryDisk disk = new MemoryDisk(4 * MIB);

    private static MemoryDisk gpt() {
        MemoryDisk disk = new MemoryDisk(MIB);
        MbrBuilder.on(disk).partition(0, 0xEE, 1, 2047);
        ByteBuffer b = disk.bytes();
        for (int copy = 0; copy < 2; copy++) {
            int entries = copy == 0 ? 1024 : MIB - 33 * 512;
            b.putLong(entries, 0x4433_93F8_0F4B_11D2L).putLong(entries + 16, 1);
            b.putLong(entries + 32, 64).putLong(entries + 40, 1023);
            b.put(entries + 56, "Données".getBytes(StandardCharsets.UTF_16LE));
            int header = copy == 0 ? 512 : MIB - 512;
            b.put(header, "EFI PART".getBytes(StandardCharsets.US_ASCII)).putInt(header + 8, 0x10000);
            b.putInt(header + 12, 92).putLong(header + 24, header / 512).putLong(header + 32, copy == 0 ? 2047 : 1);
            b.putLong(header + 72, entries / 512).putInt(header + 80, 128).putInt(header + 84, 128);
            b.putInt(header + 88, crc(b, entries, 128 * 128));
            b.putInt(header + 16, crc(b, header, 92));
        }
        return disk;
    }

    private static int crc(ByteBuffer b, int at, int length) {
        CRC32 crc = new CRC32();
        crc.update(b.slice(at, length));
        return (int) crc.getValue();
    }

    @Test
    void a_gpt_is_read_with_its_names() throws IOException {
        PartitionTable table = PartitionTable.of(gpt());
        assertThat(table.scheme()).contains(PartitionScheme.GPT);
        assertThat(table.problems()).isEmpty();
        assertThat(table.partitions()).singleElement().satisfies(p -> {
            assertThat(p.name()).isEqualTo("Données");
            assertThat(p.range()).isEqualTo(new ByteRange(64 * 512, 960 * 512));
        });
    }

    @Test
    void a_damaged_gpt_is_read_from_its_copy_and_reported() throws IOException {
        MemoryDisk disk = gpt();
        disk.bytes().put(512 + 40, (byte) 1);
        PartitionTable table = PartitionTable.of(disk);
        assertThat(table.partitions()).hasSize(1);
        assertThat(table.problems()).singleElement().asString().contains("first header is damaged");
    }

    @Test
    void a_gpt_whose_entries_changed_behind_its_back_is_read_from_the_copy() throws IOException {
        MemoryDisk disk = gpt();
        disk.bytes().put(1024 + 32, (byte) 1);
        PartitionTable table = PartitionTable.of(disk);
        assertThat(table.partitions().get(0).range().offset()).isEqualTo(64 * 512);
        assertThat(table.problems()).singleElement().asString().contains("wrong CRC");
    }

    @Test
    void what_sfdisk_wrote_is_read(@TempDir Path folder) throws IOException {
        Oracle.need("sfdisk");
        Path image = folder.resolve("gpt.img");
        Files.write(image, new byte[8 * MIB]);
        Path script = Files.writeString(folder.resolve("script"), "label: gpt\n,2MiB,L,\n,,S\n");
        Oracle.run("sh", "-c", "/usr/sbin/sfdisk -q " + image + " < " + script);
        PartitionTable table = PartitionTable.of(MemoryDisk.of(image));
        assertThat(table.partitions()).extracting(Partition::typeName).containsExactly("Linux", "Linux swap");
        assertThat(table.partitions().get(0).range().length()).isEqualTo(2 * MIB);
        assertThat(table.problems()).isEmpty();
    }

    @Test
    void the_disklabel_of_a_bsd_floppy_needs_no_mbr() throws IOException {
        try (DiskImage floppy = DiskFormats.open(Samples.guest("openbsd-floppy.img"))) {
            PartitionTable table = PartitionTable.of(floppy);
            assertThat(table.scheme()).contains(PartitionScheme.BSD);
            assertThat(table.find("a").orElseThrow().range()).isEqualTo(new ByteRange(0, 2880 * 512));
            assertThat(table.problems()).isEmpty();
        }
    }

    @Test
    void a_freebsd_label_counts_from_its_slice_when_its_whole_partition_does() throws IOException {
        MbrBuilder.on(disk).partition(1, 0xA5, 1000, 4000);
        ByteBuffer label = disk.bytes().slice(1001 * 512, 512).order(ByteOrder.LITTLE_ENDIAN);
        label.putInt(0, 0x82564557).putInt(40, 512).putInt(132, 0x82564557).putShort(138, (short) 8);
        label.putInt(148, 1000).putInt(152, 16).put(160, (byte) 7);
        label.putInt(148 + 32, 4000);
        int sum = 0;
        for (int at = 0; at < 148 + 8 * 16; at += 2) {
            sum ^= label.getShort(at);
        }
        label.putShort(136, (short) sum);
        PartitionTable table = PartitionTable.of(disk);
        assertThat(table.partitions()).extracting(Partition::id).containsExactly("2", "2a");
        assertThat(table.find("2a").orElseThrow().range()).isEqualTo(new ByteRange(1016 * 512, 1000 * 512));
        assertThat(table.find("2").orElseThrow().container()).isTrue();
        assertThat(table.problems()).isEmpty();
    }

    @Test
    void solaris_slices_count_from_their_partition() throws IOException {
        MbrBuilder.on(disk).partition(0, 0x82, 1000, 4000);
        ByteBuffer vtoc = disk.bytes().slice(1001 * 512, 512).order(ByteOrder.LITTLE_ENDIAN);
        vtoc.putInt(12, 0x600DDEEE).putShort(28, (short) 512).putShort(30, (short) 16);
        vtoc.putShort(72, (short) 2).putInt(76, 100).putInt(80, 2000);
        assertThat(PartitionTable.of(disk).find("1s0").orElseThrow()).satisfies(p -> {
            assertThat(p.typeName()).isEqualTo("root");
            assertThat(p.range()).isEqualTo(new ByteRange(1100 * 512, 2000 * 512));
        });
    }

    @Test
    void unixware_slices_count_from_the_disk() throws IOException {
        MbrBuilder.on(disk).partition(0, 0x63, 1000, 4000);
        ByteBuffer vtoc = disk.bytes().slice(1029 * 512, 512).order(ByteOrder.LITTLE_ENDIAN);
        vtoc.putInt(4, 0xCA5E600D).putInt(156, 0x600DDEEE).putShort(172, (short) 16);
        vtoc.putShort(216 + 12, (short) 2).putInt(216 + 16, 2000).putInt(216 + 20, 500);
        assertThat(PartitionTable.of(disk).find("1s1").orElseThrow().range())
                .isEqualTo(new ByteRange(2000 * 512, 500 * 512));
    }

    @Test
    void divvy_divisions_count_from_the_first_whole_cylinder_behind_the_spare_tracks() throws IOException {
        MbrBuilder.on(disk).chs(new Geometry(100, 4, 17)).partition(0, 0x63, 17, 6783);
        ByteBuffer b = disk.bytes();
        b.putShort((17 + 42) * 512, (short) 0x1234)
                .putInt((17 + 42) * 512 + 2, 10)
                .putInt((17 + 42) * 512 + 6, 300);
        b.putShort((17 + 44) * 512, (short) 0x4321).putShort((17 + 44) * 512 + 2, (short) 2);
        assertThat(PartitionTable.of(disk).find("1d0").orElseThrow().range())
                .isEqualTo(new ByteRange(136 * 512 + 10 * 1024, 300 * 1024));
    }

    @Test
    void minix_subpartitions_are_a_second_mbr_inside_the_first() throws IOException {
        MbrBuilder.on(disk).partition(0, 0x81, 100, 4000).entry(100, 1, 0x81, 500, 700, 0);
        assertThat(PartitionTable.of(disk).find("1s1").orElseThrow()).satisfies(p -> {
            assertThat(p.scheme()).isEqualTo(PartitionScheme.MINIX);
            assertThat(p.range()).isEqualTo(new ByteRange(500 * 512, 700 * 512));
        });
    }

    @Test
    void an_apple_map_is_read_in_big_endian_order() throws IOException {
        ByteBuffer b = disk.bytes().duplicate().order(ByteOrder.BIG_ENDIAN);
        b.put(0, "ER".getBytes(StandardCharsets.US_ASCII));
        b.put(512, "PM".getBytes(StandardCharsets.US_ASCII))
                .putInt(512 + 4, 1)
                .putInt(512 + 8, 64)
                .putInt(512 + 12, 100);
        b.put(512 + 16, "MacOS".getBytes(StandardCharsets.US_ASCII));
        b.put(512 + 48, "Apple_HFS".getBytes(StandardCharsets.US_ASCII));
        assertThat(PartitionTable.of(disk).partitions()).singleElement().satisfies(p -> {
            assertThat(p.typeName()).isEqualTo("HFS");
            assertThat(p.range()).isEqualTo(new ByteRange(64 * 512, 100 * 512));
        });
    }
}
