package reliquary.disk.partition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reliquary.disk.DiskImage;
import reliquary.disk.Geometry;
import reliquary.disk.MediaKind;
import reliquary.disk.MemoryDisk;
import reliquary.disk.Samples;
import reliquary.disk.format.DiskFormats;

final class DiskGeometryTest {
    @ParameterizedTest
    @CsvSource({
        "163840, 40, 1, 8",
        "184320, 40, 1, 9",
        "327680, 40, 2, 8",
        "368640, 40, 2, 9",
        "737280, 80, 2, 9",
        "1228800, 80, 2, 15",
        "1474560, 80, 2, 18",
        "1720320, 80, 2, 21",
        "2949120, 80, 2, 36"
    })
    void a_floppy_without_any_text_is_known_by_its_size(int bytes, int cylinders, int heads, int sectors)
            throws IOException {
        DiskGeometry found = DiskGeometry.of(new MemoryDisk(bytes));
        assertThat(found.geometry()).isEqualTo(new Geometry(cylinders, heads, sectors));
        assertThat(found.media()).isEqualTo(MediaKind.FLOPPY);
        assertThat(found.evidence()).singleElement().asString().contains("size");
    }

    @ParameterizedTest
    @CsvSource({
        "freedos-hd20.img, 40/16/63",
        "freedos-min-360.img, 40/2/9",
        "freedos-min-720.img, 80/2/9",
        "freedos-min-1440.img, 80/2/18",
        "mikeos-4.5.flp, 80/2/18",
        "deb-grub-rescue-floppy.img, 80/2/18",
        "pcmos386-501-9user-patched.img, 80/2/18",
        "bootos-osall-360.img, 40/2/9"
    })
    void real_systems_get_the_geometry_that_they_were_installed_with(String guest, String geometry) throws IOException {
        try (DiskImage disk = DiskFormats.open(Samples.guest(guest))) {
            assertThat(DiskGeometry.of(disk).geometry()).hasToString(geometry);
        }
    }

    @Test
    void the_first_part_of_a_hard_disk_is_not_taken_for_a_floppy() throws IOException {
        try (DiskImage disk = DiskFormats.open(Samples.guest("colorforth-2023.img"))) {
            DiskGeometry found = DiskGeometry.of(disk);
            assertThat(found.media()).isEqualTo(MediaKind.HARD_DISK);
            assertThat(found.geometry().heads()).isEqualTo(255);
            assertThat(found.geometry().sectors()).isEqualTo(63);
        }
    }

    @Test
    void a_partition_that_does_not_end_on_a_cylinder_still_tells_heads_and_sectors() throws IOException {
        MemoryDisk disk = new MemoryDisk(20_000 * 512);
        Geometry real = new Geometry(200, 4, 25);
        MbrBuilder.on(disk).chs(real).partition(0, 0x06, 25, 13_337);
        assertThat(DiskGeometry.of(disk).geometry()).isEqualTo(real);
    }

    @Test
    void a_drive_behind_the_1024th_cylinder_is_known_by_the_ends_of_its_partitions() throws IOException {
        MemoryDisk disk = new MemoryDisk(8 << 20);
        MbrBuilder.on(disk).raw(0, 0x0C, 1, 1, 0, 254, 63, 1023, 63, 40_000_000);
        assertThat(DiskGeometry.of(disk).geometry().heads()).isEqualTo(255);
        assertThat(DiskGeometry.of(disk).geometry().sectors()).isEqualTo(63);
    }

    @Test
    void an_empty_disk_of_20_mb_is_taken_for_the_drive_of_that_size() throws IOException {
        assertThat(DiskGeometry.of(new MemoryDisk(615 * 4 * 17 * 512)).geometry())
                .hasToString("615/4/17");
    }

    @ParameterizedTest
    @CsvSource({"1000000, 992, 16", "2000000, 992, 32", "4000000, 992, 64", "8000000, 992, 128", "16000000, 995, 255"})
    void lba_assisted_translation_takes_the_smallest_number_of_heads(long sectors, int cylinders, int heads) {
        Geometry shown = BiosTranslation.LBA_ASSISTED.apply(BiosTranslation.ataGeometry(sectors), sectors);
        assertThat(shown).isEqualTo(new Geometry(cylinders, heads, 63));
    }

    @Test
    void bit_shift_translation_halves_cylinders_until_ten_bits_are_enough() {
        assertThat(BiosTranslation.BIT_SHIFT.apply(new Geometry(4092, 16, 63), 4092L * 16 * 63))
                .isEqualTo(new Geometry(1023, 64, 63));
    }
}
