package reliquary.disk.cd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;
import reliquary.disk.Geometry;
import reliquary.disk.MediaKind;
import reliquary.disk.Samples;
import reliquary.disk.cd.ElTorito.Emulation;
import reliquary.disk.cd.ElTorito.Entry;
import reliquary.disk.cd.ElTorito.Platform;
import reliquary.disk.format.DiskFormats;

class ElToritoTest {
    @TempDir
    Path folder;

    @Test
    void the_mikeos_cd_boots_its_floppy() throws IOException {
        try (DiskImage cd = DiskFormats.open(Samples.guest("mikeos-4.5.iso"))) {
            Entry entry = ElTorito.read(cd).orElseThrow().bootEntry().orElseThrow();
            assertThat(entry.emulation()).isEqualTo(Emulation.FLOPPY_1440K);
            assertThat(entry.loadSegment()).isEqualTo(0x07C0);
            DiskImage floppy = ElTorito.bootImage(cd, entry);
            assertThat(floppy.media()).isEqualTo(MediaKind.FLOPPY);
            assertThat(floppy.geometry()).contains(new Geometry(80, 2, 18));
            assertThat(Samples.sha256(floppy)).isEqualTo(Samples.sha256(Samples.guest("mikeos-4.5.flp")));
        }
    }

    @Test
    void memtest86_boots_a_floppy_on_a_pc_and_an_unemulated_image_on_efi() throws IOException {
        try (DiskImage cd = DiskFormats.open(Samples.guest("deb-memtest86+ia32.iso"))) {
            assertThat(cd.sectorSize()).isEqualTo(2048);
            assertThat(cd.media()).isEqualTo(MediaKind.CD);
            ElTorito catalogue = ElTorito.read(cd).orElseThrow();
            assertThat(catalogue.checksumRight()).isTrue();
            assertThat(catalogue.bootEntry())
                    .contains(new Entry(Platform.X86, true, Emulation.FLOPPY_1440K, 0x07C0, 0, 1, 0x23));
            Entry efi = catalogue.entries().get(1);
            assertThat(efi).isEqualTo(new Entry(Platform.EFI, true, Emulation.NONE, 0x07C0, 0, 0x2000, 0x338));
            assertThat(ElTorito.bootImage(cd, efi).size()).isEqualTo(0x2000 * 512);
        }
    }

    @Test
    void a_cd_without_boot_record_has_no_catalogue() throws IOException {
        try (DiskImage cd = DiskFormats.open(Samples.format("dfvfs/iso9660.raw"))) {
            assertThat(cd.media()).isEqualTo(MediaKind.CD);
            assertThat(ElTorito.read(cd)).isEmpty();
        }
    }

    @Test
    void section_entries_follow_the_default_entry_and_extensions_are_passed_over() throws IOException {
        ByteBuffer cd = bootableCd();
        int at = 19 * 2048 + 64;
        cd.put(at, (byte) 0x90).put(at + 1, (byte) 0xEF).putShort(at + 2, (short) 1);
        cd.put(at + 32, (byte) 0x88).put(at + 33, (byte) 0x20).putInt(at + 40, 21);
        cd.put(at + 64, (byte) 0x44);
        cd.put(at + 96, (byte) 0x91).put(at + 97, (byte) 2).putShort(at + 98, (short) 1);
        cd.put(at + 128, (byte) 0x00).put(at + 129, (byte) 4).putInt(at + 136, 22);
        try (DiskImage image = open(cd)) {
            ElTorito catalogue = ElTorito.read(image).orElseThrow();
            assertThat(catalogue.entries())
                    .containsExactly(
                            new Entry(Platform.X86, true, Emulation.FLOPPY_1440K, 0x1234, 6, 4, 20),
                            new Entry(Platform.EFI, true, Emulation.NONE, 0x07C0, 0, 1, 21),
                            new Entry(Platform.MAC, false, Emulation.HARD_DISK, 0x07C0, 0, 1, 22));
            assertThat(catalogue.manufacturer()).isEqualTo("ACME");
            assertThat(catalogue.checksumRight()).isFalse();
        }
    }

    @Test
    void an_emulated_hard_disk_is_as_large_as_its_partition_says() throws IOException {
        ByteBuffer cd = bootableCd();
        cd.put(19 * 2048 + 33, (byte) 4);
        int mbr = 20 * 2048;
        cd.put(mbr + 446 + 4, (byte) 6).put(mbr + 446 + 5, (byte) 1).put(mbr + 446 + 6, (byte) 3);
        cd.put(mbr + 446 + 7, (byte) 1).putInt(mbr + 446 + 8, 3).putInt(mbr + 446 + 12, 9);
        cd.putShort(mbr + 510, (short) 0xAA55);
        try (DiskImage image = open(cd)) {
            Entry entry = ElTorito.read(image).orElseThrow().bootEntry().orElseThrow();
            DiskImage disk = ElTorito.bootImage(image, entry);
            assertThat(disk.size()).isEqualTo(12 * 512);
            assertThat(disk.geometry()).contains(new Geometry(2, 2, 3));
            assertThat(disk.media()).isEqualTo(MediaKind.HARD_DISK);
        }
    }

    @Test
    void a_floppy_cut_off_by_the_end_of_the_cd_reads_zeros_there() throws IOException {
        ByteBuffer cd = bootableCd();
        cd.put(20 * 2048, (byte) 0x77);
        try (DiskImage image = open(cd)) {
            DiskImage floppy = ElTorito.bootImage(
                    image, ElTorito.read(image).orElseThrow().entries().get(0));
            ByteBuffer all = ByteBuffer.allocate(1_474_560);
            floppy.read(0, all);
            assertThat(all.get(0)).isEqualTo((byte) 0x77);
            assertThat(all.get(1_474_559)).isZero();
        }
    }

    @Test
    void a_catalogue_or_image_behind_the_end_is_refused_in_one_line() throws IOException {
        ByteBuffer cd = bootableCd();
        cd.putInt(19 * 2048 + 40, -1);
        try (DiskImage image = open(cd)) {
            Entry entry = ElTorito.read(image).orElseThrow().entries().get(0);
            assertThatThrownBy(() -> ElTorito.bootImage(image, entry))
                    .isInstanceOf(DiskFormatException.class)
                    .hasMessageContaining("sector 4294967295 lies behind the end of the CD");
        }
        cd.putInt(17 * 2048 + 0x47, 4_000_000);
        try (DiskImage image = open(cd)) {
            assertThatThrownBy(() -> ElTorito.read(image))
                    .isInstanceOf(DiskFormatException.class)
                    .hasMessageContaining("boot catalogue in sector 4000000");
        }
    }

    /** 24 sectors: descriptors in 16 to 18, catalogue in 19, a 1.44 MB floppy's beginning from 20. */
    static ByteBuffer bootableCd() {
        ByteBuffer cd = ByteBuffer.allocate(24 * 2048).order(ByteOrder.LITTLE_ENDIAN);
        for (int sector = 16; sector <= 18; sector++) {
            cd.put(sector * 2048 + 1, "CD001\1".getBytes(StandardCharsets.US_ASCII));
        }
        cd.put(16 * 2048, (byte) 1).put(18 * 2048, (byte) 0xFF);
        cd.put(17 * 2048 + 7, "EL TORITO SPECIFICATION".getBytes(StandardCharsets.US_ASCII));
        cd.putInt(17 * 2048 + 0x47, 19);
        int validation = 19 * 2048;
        cd.put(validation, (byte) 1).put(validation + 4, "ACME".getBytes(StandardCharsets.US_ASCII));
        cd.putShort(validation + 30, (short) 0xAA55);
        int entry = validation + 32;
        cd.put(entry, (byte) 0x88).put(entry + 1, (byte) 2).putShort(entry + 2, (short) 0x1234);
        cd.put(entry + 4, (byte) 6).putShort(entry + 6, (short) 4).putInt(entry + 8, 20);
        return cd;
    }

    private DiskImage open(ByteBuffer cd) throws IOException {
        return DiskFormats.open(Files.write(folder.resolve("disc.bin"), cd.array()));
    }
}
