package reliquary.disk.rescue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;
import reliquary.disk.Geometry;
import reliquary.disk.Oracle;
import reliquary.disk.format.DiskFormats;

class ClonezillaFormatTest {
    private static final String DUMP = """
            label: dos
            label-id: 0x3889e3b6
            device: /dev/sda
            unit: sectors
            sector-size: 512

            /dev/sda1 : start=          63, size=        3969, type=6, bootable
            /dev/sda2 : start=        4032, size=        4032, type=5
            /dev/sda5 : start=        4095, size=        1203, type=6
            /dev/sda6 : start=        5361, size=         401, type=82
            /dev/sda7 : start=        5825, size=        2000, type=83
            """;

    @TempDir
    Path folder;

    @Test
    void the_disk_is_put_together_from_its_parts() throws IOException {
        byte[] first = random(3_969 * 512, 1);
        byte[] logical = random(1_203 * 512, 2);
        saveDisk(first, logical);
        assertThat(DiskFormats.recognise(folder).name()).isEqualTo("clonezilla");
        for (Path named : new Path[] {folder, folder.resolve("sda-pt.sf")}) {
            try (DiskImage disk = DiskFormats.open(named)) {
                assertThat(disk.size()).isEqualTo(10_080 * 512);
                assertThat(disk.geometry()).contains(new Geometry(10, 16, 63));
                assertThat(bytes(disk, 0, 512)).isEqualTo(random(512, 3));
                assertThat(bytes(disk, 512, 62 * 512)).isEqualTo(random(62 * 512, 4));
                assertThat(bytes(disk, 63 * 512, first.length)).isEqualTo(first);
                assertThat(bytes(disk, 4_095 * 512, logical.length)).isEqualTo(logical);
                assertThat(bytes(disk, 5_361 * 512, 512)).containsOnly(0);
            }
        }
    }

    @Test
    void the_extended_boot_records_are_made_anew_as_sfdisk_reads_them() throws IOException {
        saveDisk(new byte[3_969 * 512], random(1_203 * 512, 2));
        byte[] mbr = new byte[512];
        ByteBuffer table = ByteBuffer.wrap(mbr).order(ByteOrder.LITTLE_ENDIAN);
        table.put(446, (byte) 0x80).put(450, (byte) 6).putInt(454, 63).putInt(458, 3_969);
        table.put(466, (byte) 5).putInt(470, 4_032).putInt(474, 4_032).putShort(510, (short) 0xAA55);
        Files.write(folder.resolve("sda-mbr"), mbr);
        Path raw = folder.resolve("raw.img");
        try (DiskImage disk = DiskFormats.open(folder);
                OutputStream out = Files.newOutputStream(raw)) {
            assertThat(bytes(disk, 4_032 * 512, 446)).isEqualTo(Arrays.copyOf(random(512, 5), 446));
            out.write(bytes(disk, 0, (int) disk.size()));
        }
        String dump = Oracle.run("sfdisk", "-d", raw).text();
        assertThat(dump)
                .containsPattern("img5 : start= +4095, size= +1203, type=6")
                .containsPattern("img6 : start= +5361, size= +401, type=82")
                .containsPattern("img7 : start= +5825, size= +2000, type=83");
    }

    @Test
    void of_several_disks_the_table_of_one_must_be_named() throws IOException {
        saveDisk(new byte[512], new byte[512]);
        Files.writeString(folder.resolve("sdb-pt.sf"), DUMP.replace("sda", "sdb"));
        assertThatThrownBy(() -> DiskFormats.open(folder))
                .isInstanceOf(DiskFormatException.class)
                .hasMessageContaining("holds several disks, name one of ")
                .hasMessageContaining("sdb-pt.sf");
        DiskFormats.open(folder.resolve("sda-pt.sf")).close();
    }

    @Test
    void a_compression_that_is_not_supported_is_refused_and_not_taken_for_data() throws IOException {
        saveDisk(new byte[512], new byte[512]);
        Files.delete(folder.resolve("sda1.dd-img.aa"));
        Files.write(folder.resolve("sda1.vfat-ptcl-img.lzo"), random(4096, 9));
        assertThatThrownBy(() -> DiskFormats.open(folder))
                .isInstanceOf(DiskFormatException.class)
                .hasMessageContaining("sda1.vfat-ptcl-img.lzo: compressed in a way that is not supported");
    }

    @Test
    void any_other_folder_is_not_a_disk() {
        assertThatThrownBy(() -> DiskFormats.open(folder))
                .isInstanceOf(DiskFormatException.class)
                .hasMessageContaining("is a directory; name a disk image file");
    }

    private void saveDisk(byte[] first, byte[] logical) throws IOException {
        Files.writeString(folder.resolve("clonezilla-img"), "This image was saved by Clonezilla\n");
        Files.writeString(folder.resolve("disk"), "sda\n");
        Files.writeString(folder.resolve("sda-pt.sf"), DUMP);
        Files.writeString(folder.resolve("sda-pt.parted"), "Model: ATA OLD (scsi)\nDisk /dev/sda: 10080s\n");
        Files.writeString(folder.resolve("sda-chs.sf"), "cylinders=10\nheads=16\nsectors=63\n");
        Files.write(folder.resolve("sda-mbr"), random(512, 3));
        Files.write(folder.resolve("sda-hidden-data-after-mbr"), random(62 * 512, 4));
        Files.write(folder.resolve("sda2-ebr"), random(512, 5));
        Files.write(folder.resolve("sda1.dd-img.aa"), first);
        byte[] packed;
        try (var bytes = new ByteArrayOutputStream()) {
            try (OutputStream out = new GZIPOutputStream(bytes)) {
                out.write(PartcloneFormatTest.version2(logical, 7));
            }
            packed = bytes.toByteArray();
        }
        Files.write(folder.resolve("sda5.vfat-ptcl-img.gz.aa"), Arrays.copyOf(packed, packed.length / 2));
        Files.write(
                folder.resolve("sda5.vfat-ptcl-img.gz.ab"),
                Arrays.copyOfRange(packed, packed.length / 2, packed.length));
    }

    private static byte[] random(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static byte[] bytes(DiskImage disk, long offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        disk.read(offset, buffer);
        return buffer.array();
    }
}
