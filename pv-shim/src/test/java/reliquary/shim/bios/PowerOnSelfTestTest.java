package reliquary.shim.bios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import reliquary.disk.Geometry;
import reliquary.shim.Outcome;

class PowerOnSelfTestTest {
    @Test
    void every_service_has_its_vector_in_the_rom() {
        TestPc pc = new TestPc();
        for (int vector : new int[] {0x10, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1A, 0x40}) {
            int pointer = pc.memory.read32(4 * vector);
            int entry = (pointer >>> 16) * 16 + (pointer & 0xFFFF);
            assertThat(pc.memory.read16(entry)).isEqualTo(0xFF0F);
            assertThat(pc.memory.read8(entry + 2))
                    .as("service of INT %02Xh", vector)
                    .isEqualTo(vector);
            assertThat(PvBios.serves(vector)).isTrue();
        }
    }

    @Test
    void the_data_area_describes_the_machine() {
        TestPc pc = new TestPc(
                TestPc.floppy(TestDisk.ofSectors(2880)),
                TestPc.hardDisk(TestDisk.ofSectors(40 * 16 * 63), new Geometry(40, 16, 63)));
        assertThat(pc.data.wordAt(BiosDataArea.MEMORY_SIZE)).isEqualTo(640);
        assertThat(pc.data.wordAt(BiosDataArea.EQUIPMENT) & 0xF3)
                .as("one floppy, coprocessor, 80 columns")
                .isEqualTo(0x23);
        assertThat(pc.data.byteAt(BiosDataArea.HARD_DISKS)).isEqualTo(1);
        assertThat(pc.data.byteAt(BiosDataArea.VIDEO_MODE)).isEqualTo(3);
        assertThat(pc.ports.cmos[Cmos.EXTENDED_MEMORY_FOUND] | pc.ports.cmos[Cmos.EXTENDED_MEMORY_FOUND + 1] << 8)
                .isEqualTo(3072);
        int table = pc.memory.read32(4 * 0x41);
        int at = (table >>> 16) * 16 + (table & 0xFFFF);
        assertThat(pc.memory.read16(at)).isEqualTo(40);
        assertThat(pc.memory.read8(at + 2)).isEqualTo(16);
        assertThat(pc.memory.read8(at + 14)).isEqualTo(63);
    }

    @Test
    void conventional_memory_is_what_setup_stored() {
        TestPc pc = new TestPc();
        pc.ports.cmos[Cmos.BASE_MEMORY] = 256 & 0xFF;
        pc.ports.cmos[Cmos.BASE_MEMORY + 1] = 256 >> 8;
        pc.bios.call(0x80, pc.cpu);
        assertThat(pc.data.wordAt(BiosDataArea.MEMORY_SIZE)).isEqualTo(256);
        assertThat(pc.data.extendedArea()).isZero();
    }

    @Test
    void a_pointing_device_takes_the_last_kilobyte_of_conventional_memory() {
        TestPc pc = new TestPc(TestPc.settings(VideoAdapter.VGA, true));
        pc.ports.cmos[Cmos.BASE_MEMORY] = 256 & 0xFF;
        pc.ports.cmos[Cmos.BASE_MEMORY + 1] = 256 >> 8;
        pc.bios.call(0x80, pc.cpu);
        assertThat(pc.data.wordAt(BiosDataArea.MEMORY_SIZE)).isEqualTo(255);
        assertThat(pc.data.extendedArea()).isEqualTo(255 * 1024);
        assertThat(pc.memory.read8(255 * 1024))
                .as("size of the extended area in KiB")
                .isEqualTo(1);
    }

    @Test
    void the_rom_says_that_it_is_an_at_and_its_bytes_add_up_to_zero() {
        byte[] rom = new TestPc().bios.rom();
        assertThat(rom).hasSize(0x10000);
        assertThat(rom[0xFFF0] & 0xFF).as("far jump").isEqualTo(0xEA);
        assertThat(new String(rom, 0xFFF5, 8, java.nio.charset.StandardCharsets.US_ASCII))
                .matches("\\d\\d/\\d\\d/\\d\\d");
        assertThat(rom[0xFFFE] & 0xFF).isEqualTo(0xFC);
        int sum = 0;
        for (byte b : rom) {
            sum += b;
        }
        assertThat(sum & 0xFF).isZero();
        assertThat(rom[0xFA6E + 'T' * 8]).as("first row of T in the 8x8 font").isEqualTo((byte) 0x7E);
    }

    @Test
    void a_reset_with_shutdown_code_10_goes_on_where_the_program_said() {
        TestPc pc = new TestPc();
        pc.ports.cmos[Cmos.SHUTDOWN] = 0x0A;
        pc.data.setDouble(BiosDataArea.RESUME_POINTER, 0x12345678);
        pc.memory.write8(0x500, 0x77);
        assertThat(pc.bios.call(0x80, pc.cpu)).isEqualTo(Outcome.JUMP);
        assertThat(pc.cpu.cs()).isEqualTo(0x1234);
        assertThat(pc.cpu.eip()).isEqualTo(0x5678);
        assertThat(pc.memory.read8(0x500)).isEqualTo(0x77);
        assertThat(pc.ports.cmos[Cmos.SHUTDOWN]).isZero();
    }

    @Test
    void a_boot_sector_is_loaded_and_started_with_its_drive_number() {
        TestDisk disk = TestDisk.ofSectors(2880);
        disk.content.put(510, (byte) 0x55).put(511, (byte) 0xAA);
        TestPc pc = new TestPc(TestPc.floppy(disk));
        assertThat(pc.bios.call(0x19, pc.cpu)).isEqualTo(Outcome.JUMP);
        assertThat(pc.cpu.cs() * 16 + pc.cpu.eip()).isEqualTo(0x7C00);
        assertThat(pc.cpu.dl()).isZero();
        assertThat(pc.memory.read16(0x7DFE)).isEqualTo(0xAA55);
    }

    @Test
    void without_anything_to_boot_the_reason_of_each_drive_is_told() {
        TestPc pc = new TestPc(
                new BiosDrive(BiosDrive.Kind.FLOPPY_1440K),
                TestPc.hardDisk(TestDisk.ofSectors(63), new Geometry(1, 1, 63)));
        assertThatThrownBy(() -> pc.bios.call(0x19, pc.cpu))
                .isInstanceOf(BootFailedException.class)
                .hasMessage("nothing to boot: floppy drive A is empty; "
                        + "hard disk C: its first sector does not end in 55h AAh; there is no CD drive");
    }
}
