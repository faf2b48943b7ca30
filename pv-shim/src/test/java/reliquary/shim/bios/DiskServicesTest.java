package reliquary.shim.bios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import reliquary.disk.ByteRange;
import reliquary.disk.Geometry;

class DiskServicesTest {
    private static final Geometry SMALL_DISK = new Geometry(40, 16, 63);

    private final TestDisk floppyDisk = TestDisk.ofSectors(2880);
    private final BiosDrive floppy = TestPc.floppy(floppyDisk);
    private final TestDisk hardDiskImage = TestDisk.ofSectors(40 * 16 * 63);
    private final BiosDrive hardDisk = TestPc.hardDisk(hardDiskImage, SMALL_DISK);
    private final TestPc pc = new TestPc(floppy, hardDisk);

    private void disk(int ax, int cx, int dx) {
        pc.cpu.cx(cx);
        pc.cpu.dx(dx);
        pc.cpu.es(0x1000);
        pc.cpu.bx(0x0200);
        pc.interrupt(0x13, ax);
    }

    /** Sector number that the test disk marked its content with, read from the guest's buffer. */
    private int markAt(int sector) {
        return Integer.reverseBytes(pc.memory.read32(0x10200 + sector * 512));
    }

    @Test
    void reading_a_track_brings_its_sectors_in_one_call() {
        disk(0x0212, 0x0001, 0x0100); // 18 sectors, cylinder 0, head 1
        assertThat(pc.carry()).isFalse();
        assertThat(pc.cpu.ax()).isEqualTo(0x0012);
        assertThat(markAt(0)).isEqualTo(18);
        assertThat(markAt(17)).isEqualTo(35);
    }

    @Test
    void a_read_goes_on_over_the_end_of_a_track_and_a_cylinder() {
        disk(0x0240, 0x013F, 0x0F80); // 64 sectors from the last one of cylinder 1 on
        assertThat(pc.cpu.ax()).isEqualTo(0x0040);
        assertThat(markAt(0)).isEqualTo(2 * 16 * 63 - 1);
        assertThat(markAt(63)).isEqualTo(2 * 16 * 63 + 62);
    }

    @Test
    void a_read_over_the_end_of_the_disk_moves_what_is_there_and_reports_sector_not_found() {
        disk(0x0204, 0x4F11, 0x0100); // the last two sectors of the floppy and two more
        assertThat(pc.carry()).isTrue();
        assertThat(pc.cpu.ah()).isEqualTo(0x04);
        assertThat(pc.cpu.al()).isEqualTo(2);
        assertThat(markAt(1)).isEqualTo(2879);
    }

    @Test
    void a_sector_that_the_geometry_lacks_is_not_found() {
        for (int cx : new int[] {0x0013, 0x0000, 0x5001}) { // sector 19, sector 0, cylinder 80
            disk(0x0201, cx, 0x0000);
            assertThat(pc.carry()).isTrue();
            assertThat(pc.cpu.ax()).isEqualTo(0x0400);
        }
        disk(0x0101, 0, 0);
        assertThat(pc.cpu.ah()).as("status of the last call").isEqualTo(0x04);
    }

    @Test
    void writing_changes_the_disk_and_verifying_does_not_touch_memory() {
        pc.memory.write32(0x10200, 0x11223344);
        disk(0x0301, 0x0002, 0x0080);
        assertThat(pc.carry()).isFalse();
        assertThat(hardDiskImage.mark(1)).isEqualTo(0x44332211);
        disk(0x0401, 0x0003, 0x0080);
        assertThat(pc.carry()).isFalse();
        assertThat(pc.memory.read32(0x10200)).isEqualTo(0x11223344);
    }

    @Test
    void a_write_protected_floppy_refuses_writes() {
        floppy.insert(floppyDisk, new Geometry(80, 2, 18), true);
        floppy.clearChangeLine();
        disk(0x0301, 0x0001, 0x0000);
        assertThat(pc.carry()).isTrue();
        assertThat(pc.cpu.ax()).isEqualTo(0x0300);
        assertThat(floppyDisk.mark(0)).isZero();
    }

    @Test
    void a_changed_floppy_is_reported_once() {
        floppy.insert(TestDisk.ofSectors(2880), new Geometry(80, 2, 18), false);
        disk(0x1600, 0, 0x0000);
        assertThat(pc.cpu.ah()).isEqualTo(0x06);
        disk(0x0201, 0x0001, 0x0000);
        assertThat(pc.carry()).isTrue();
        assertThat(pc.cpu.ah()).isEqualTo(0x06);
        disk(0x0201, 0x0001, 0x0000);
        assertThat(pc.carry()).isFalse();
        disk(0x1600, 0, 0x0000);
        assertThat(pc.carry()).isFalse();
    }

    @Test
    void an_empty_drive_times_out() {
        floppy.eject();
        disk(0x0201, 0x0001, 0x0000);
        assertThat(pc.carry()).isTrue();
        assertThat(pc.cpu.ax()).isEqualTo(0x8000);
    }

    @Test
    void an_unreadable_place_is_a_crc_error_after_the_sectors_before_it() {
        TestDisk damaged = new TestDisk(2880, true, List.of(new ByteRange(10 * 512, 512)));
        TestPc other = new TestPc(TestPc.floppy(damaged));
        other.cpu.cx(0x0009); // sectors 8, 9, 10 ... counted from 0
        other.cpu.dx(0);
        other.cpu.es(0x1000);
        other.cpu.bx(0);
        other.interrupt(0x13, 0x0205);
        assertThat(other.carry()).isTrue();
        assertThat(other.cpu.ax()).isEqualTo(0x1002);
        assertThat(Integer.reverseBytes(other.memory.read32(0x10200))).isEqualTo(9);
        assertThat(other.memory.read32(0x10400)).isZero();
    }

    @Test
    void the_drive_parameters_of_floppies_and_hard_disks() {
        disk(0x0800, 0, 0x0000);
        assertThat(pc.cpu.bl()).isEqualTo(4);
        assertThat(pc.cpu.cx()).isEqualTo(0x4F12);
        assertThat(pc.cpu.dx()).isEqualTo(0x0101);
        assertThat(pc.cpu.es() << 16 | pc.cpu.di()).isEqualTo(pc.memory.read32(0x1E * 4));
        disk(0x0800, 0, 0x0080);
        assertThat(pc.cpu.cx()).isEqualTo(0x273F);
        assertThat(pc.cpu.dx()).isEqualTo(0x0F01);
        disk(0x0800, 0, 0x0081);
        assertThat(pc.carry()).isTrue();
    }

    @Test
    void the_kind_of_each_drive_is_told() {
        disk(0x1500, 0, 0x0000);
        assertThat(pc.cpu.ah()).as("floppy with change line").isEqualTo(2);
        disk(0x1500, 0, 0x0080);
        assertThat(pc.cpu.ah()).isEqualTo(3);
        assertThat(pc.cpu.cx() << 16 | pc.cpu.dx()).isEqualTo(40 * 16 * 63);
        disk(0x1500, 0, 0x0001);
        assertThat(pc.cpu.ah()).as("no such drive").isZero();
        assertThat(pc.carry()).isFalse();
    }

    @Test
    void formatting_a_track_fills_its_sectors_with_the_byte_of_the_diskette_table() {
        for (int i = 0; i < 18; i++) {
            pc.memory.write32(0x10200 + 4 * i, 0x02000005 | 1 << 8 | i + 1 << 16); // C 5, H 1, R, N 2
        }
        disk(0x0512, 0x0500, 0x0100);
        assertThat(pc.carry()).isFalse();
        int first = (5 * 2 + 1) * 18;
        assertThat(floppyDisk.mark(first - 1)).isEqualTo(first - 1);
        for (int i = 0; i < 18; i++) {
            assertThat(floppyDisk.mark(first + i)).isEqualTo(0xF6F6F6F6);
        }
    }

    @Test
    void a_function_that_does_not_exist_is_a_bad_command() {
        disk(0x7700, 0, 0x0080);
        assertThat(pc.carry()).isTrue();
        assertThat(pc.cpu.ah()).isEqualTo(0x01);
    }
}
