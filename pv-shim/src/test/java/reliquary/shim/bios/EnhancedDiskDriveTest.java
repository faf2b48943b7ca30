package reliquary.shim.bios;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import reliquary.disk.Geometry;

class EnhancedDiskDriveTest {
    private static final int PACKET = 0x20000;

    private final TestDisk disk = TestDisk.ofSectors(40 * 16 * 63);
    private final TestPc pc = new TestPc(TestPc.hardDisk(disk, new Geometry(40, 16, 63)));

    private void packet(int count, int bufferPointer, long first) {
        pc.memory.write16(PACKET, 16);
        pc.memory.write16(PACKET + 2, count);
        pc.memory.write32(PACKET + 4, bufferPointer);
        pc.memory.write32(PACKET + 8, (int) first);
        pc.memory.write32(PACKET + 12, (int) (first >>> 32));
        pc.cpu.ds(PACKET >> 4);
        pc.cpu.si(0);
        pc.cpu.dx(0x0080);
    }

    @Test
    void the_installation_check_answers_with_turned_signature_and_version() {
        pc.cpu.dx(0x0080);
        pc.cpu.bx(0x55AA);
        pc.interrupt(0x13, 0x4100);
        assertThat(pc.carry()).isFalse();
        assertThat(pc.cpu.bx()).isEqualTo(0xAA55);
        assertThat(pc.cpu.ah()).isEqualTo(0x21);
        assertThat(pc.cpu.cx() & 1).as("packet access").isEqualTo(1);
    }

    @Test
    void floppies_have_no_extensions() {
        TestPc other = new TestPc(TestPc.floppy(TestDisk.ofSectors(2880)));
        other.cpu.dx(0);
        other.cpu.bx(0x55AA);
        other.interrupt(0x13, 0x4100);
        assertThat(other.carry()).isTrue();
        assertThat(other.cpu.ah()).isEqualTo(0x01);
    }

    @Test
    void sectors_are_read_and_written_by_linear_number() {
        packet(3, 0x30000010, 1000);
        pc.interrupt(0x13, 0x4200);
        assertThat(pc.carry()).isFalse();
        assertThat(Integer.reverseBytes(pc.memory.read32(0x30010))).isEqualTo(1000);
        assertThat(Integer.reverseBytes(pc.memory.read32(0x30010 + 1024))).isEqualTo(1002);
        pc.memory.write32(0x30010, 0x78563412);
        packet(1, 0x30000010, 2000);
        pc.interrupt(0x13, 0x4300);
        assertThat(disk.mark(2000)).isEqualTo(0x12345678);
    }

    @Test
    void a_request_over_the_end_moves_nothing_and_says_so_in_the_packet() {
        packet(2, 0x30000000, 40 * 16 * 63 - 1);
        pc.interrupt(0x13, 0x4200);
        assertThat(pc.carry()).isTrue();
        assertThat(pc.cpu.ah()).isEqualTo(0x04);
        assertThat(pc.memory.read16(PACKET + 2)).isZero();
        packet(1, 0x30000000, -1L);
        pc.interrupt(0x13, 0x4200);
        assertThat(pc.cpu.ah()).isEqualTo(0x04);
    }

    @Test
    void the_parameter_block_has_geometry_and_size() {
        pc.memory.write16(PACKET, 26);
        pc.cpu.ds(PACKET >> 4);
        pc.cpu.si(0);
        pc.cpu.dx(0x0080);
        pc.interrupt(0x13, 0x4800);
        assertThat(pc.carry()).isFalse();
        assertThat(pc.memory.read32(PACKET + 4)).isEqualTo(40);
        assertThat(pc.memory.read32(PACKET + 8)).isEqualTo(16);
        assertThat(pc.memory.read32(PACKET + 12)).isEqualTo(63);
        assertThat(pc.memory.read32(PACKET + 16)).isEqualTo(40 * 16 * 63);
        assertThat(pc.memory.read16(PACKET + 24)).isEqualTo(512);
    }
}
