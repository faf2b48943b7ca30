package reliquary.shim.bios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.NonWritableChannelException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import reliquary.disk.DiskImage;
import reliquary.disk.Geometry;
import reliquary.shim.Outcome;

class CdBootTest {
    private static final int CATALOGUE = 20;
    private static final int BOOT_IMAGE = 24;
    private static final int FLOPPY_1440K = 2;
    private static final int NO_EMULATION = 0;

    private static BiosDrive cd(int mediaType, int segment, int sectors) {
        BiosDrive drive = new BiosDrive(BiosDrive.Kind.CD);
        drive.insert(new BootableCd(mediaType, segment, sectors), new Geometry(1, 1, 1), true);
        return drive;
    }

    @Test
    void an_emulated_floppy_becomes_drive_a_and_the_real_one_moves_to_b() {
        TestDisk real = new TestDisk(2880, true, java.util.List.of());
        java.util.Arrays.fill(real.content.array(), 0, 512, (byte) 0); // no boot code
        TestPc pc = new TestPc(TestPc.floppy(real), cd(FLOPPY_1440K, 0, 1));
        assertThat(pc.bios.call(0x19, pc.cpu)).isEqualTo(Outcome.JUMP);
        assertThat(pc.cpu.cs() * 16 + pc.cpu.eip()).isEqualTo(0x7C00);
        assertThat(pc.cpu.dl()).isZero();
        assertThat(pc.memory.copy(0x7C00, 4)).asString().isEqualTo("boot");

        assertThat(read(pc, 0x00)).isEqualTo(1);
        assertThat(read(pc, 0x01)).isEqualTo(1);
        assertThat(pc.memory.read32(0x20000))
                .as("the real floppy's second sector")
                .isEqualTo(0x01000000);

        pc.cpu.ds(0x3000);
        pc.cpu.si(0);
        pc.cpu.dx(0);
        pc.interrupt(0x13, 0x4B01);
        assertThat(pc.carry()).isFalse();
        assertThat(pc.memory.read8(0x30001)).isEqualTo(FLOPPY_1440K);
        assertThat(pc.memory.read32(0x30004)).isEqualTo(BOOT_IMAGE);
        pc.interrupt(0x13, 0x4B00);
        assertThat(pc.carry()).isFalse();
        read(pc, 0x00);
        assertThat(pc.memory.read32(0x20000)).as("A: is the real floppy again").isEqualTo(0x01000000);
    }

    private static int read(TestPc pc, int drive) {
        pc.cpu.cx(0x0002);
        pc.cpu.dx(drive);
        pc.cpu.es(0x2000);
        pc.cpu.bx(0);
        pc.interrupt(0x13, 0x0201);
        return pc.cpu.ax();
    }

    @Test
    void an_emulated_floppy_cannot_be_written() {
        TestPc pc = new TestPc(cd(FLOPPY_1440K, 0, 1));
        pc.bios.call(0x19, pc.cpu);
        pc.cpu.cx(0x0001);
        pc.cpu.dx(0);
        pc.interrupt(0x13, 0x0301);
        assertThat(pc.carry()).isTrue();
        assertThat(pc.cpu.ah()).isEqualTo(0x03);
    }

    @Test
    void without_emulation_the_code_is_loaded_and_reads_cd_sectors() {
        TestPc pc = new TestPc(cd(NO_EMULATION, 0x1000, 4));
        assertThat(pc.bios.call(0x19, pc.cpu)).isEqualTo(Outcome.JUMP);
        assertThat(pc.cpu.cs() << 16 | pc.cpu.eip()).isEqualTo(0x10000000);
        assertThat(pc.cpu.dl()).isEqualTo(0xE0);
        assertThat(pc.memory.copy(0x10000, 4)).asString().isEqualTo("boot");
        pc.memory.write16(0x30000, 16);
        pc.memory.write16(0x30002, 1);
        pc.memory.write32(0x30004, 0x20000000);
        pc.memory.write32(0x30008, BOOT_IMAGE);
        pc.cpu.ds(0x3000);
        pc.cpu.si(0);
        pc.interrupt(0x13, 0x4200);
        assertThat(pc.carry()).isFalse();
        assertThat(pc.memory.copy(0x20000, 4)).asString().isEqualTo("boot");
        pc.memory.write16(0x30000, 26);
        pc.interrupt(0x13, 0x4800);
        assertThat(pc.memory.read16(0x30018)).as("bytes in a sector").isEqualTo(2048);
    }

    @Test
    void a_cd_without_a_boot_record_is_named_in_the_failure() {
        BiosDrive drive = new BiosDrive(BiosDrive.Kind.CD);
        drive.insert(TestDisk.ofSectors(400), new Geometry(1, 1, 1), true);
        TestPc pc = new TestPc(drive);
        assertThatThrownBy(() -> pc.bios.call(0x19, pc.cpu)).hasMessageContaining("no El Torito boot image");
    }

    /** Boot record, catalogue with one entry, and a boot image that begins with "boot". */
    private static final class BootableCd implements DiskImage {
        private final ByteBuffer content = ByteBuffer.allocate(40 * 2048).order(ByteOrder.LITTLE_ENDIAN);

        BootableCd(int mediaType, int segment, int sectors) {
            content.put(17 * 2048 + 1, "CD001\001EL TORITO SPECIFICATION".getBytes(StandardCharsets.US_ASCII));
            content.putInt(17 * 2048 + 0x47, CATALOGUE);
            content.put(18 * 2048, (byte) 0xFF);
            int entry = CATALOGUE * 2048;
            content.put(entry, (byte) 1).putShort(entry + 30, (short) 0xAA55);
            content.put(entry + 32, (byte) 0x88).put(entry + 33, (byte) mediaType);
            content.putShort(entry + 34, (short) segment).putShort(entry + 38, (short) sectors);
            content.putInt(entry + 40, BOOT_IMAGE);
            content.put(BOOT_IMAGE * 2048, "boot".getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public long size() {
            return content.capacity();
        }

        @Override
        public int sectorSize() {
            return 2048;
        }

        @Override
        public boolean writable() {
            return false;
        }

        @Override
        public void read(long offset, ByteBuffer target) throws EOFException {
            if (offset + target.remaining() > size()) {
                throw new EOFException("behind the end");
            }
            target.put(content.slice((int) offset, target.remaining()));
        }

        @Override
        public void write(long offset, ByteBuffer source) {
            throw new NonWritableChannelException();
        }

        @Override
        public void flush() {
            // nothing is ever written
        }

        @Override
        public void close() {
            // nothing to give back
        }
    }
}
