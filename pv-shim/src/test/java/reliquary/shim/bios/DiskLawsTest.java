package reliquary.shim.bios;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import reliquary.disk.Geometry;

class DiskLawsTest {
    private static final TestDisk DISK = TestDisk.ofSectors(64 * 1024);

    /** The sector that INT 13h reads at C/H/S is the one that EDD reads at (C x heads + H) x sectors + S - 1. */
    @Property(tries = 200)
    void addressing_by_cylinder_head_and_sector_agrees_with_linear_addressing(
            @ForAll @IntRange(min = 1, max = 16) int heads,
            @ForAll @IntRange(min = 1, max = 63) int sectors,
            @ForAll @IntRange(min = 0, max = 64 * 1024 - 1) int wanted) {
        int cylinders = Math.min(1024, 64 * 1024 / (heads * sectors));
        int lba = wanted % (cylinders * heads * sectors);
        TestPc pc = new TestPc(TestPc.hardDisk(DISK, new Geometry(cylinders, heads, sectors)));
        int cylinder = lba / sectors / heads;
        pc.cpu.cx((cylinder & 0xFF) << 8 | cylinder >> 2 & 0xC0 | lba % sectors + 1);
        pc.cpu.dx(lba / sectors % heads << 8 | 0x80);
        pc.cpu.es(0x2000);
        pc.cpu.bx(0);
        pc.interrupt(0x13, 0x0201);
        assertThat(pc.carry()).isFalse();
        assertThat(Integer.reverseBytes(pc.memory.read32(0x20000))).isEqualTo(lba);
    }

    /** Whatever the registers hold, a call ends with a status and never reaches outside the disk. */
    @Property(tries = 300)
    void any_call_is_answered(
            @ForAll int ax, @ForAll int bx, @ForAll int cx, @ForAll int dx, @ForAll int es, @ForAll int si) {
        TestPc pc = SHARED;
        pc.cpu.eax(ax);
        pc.cpu.ebx(bx);
        pc.cpu.ecx(cx);
        pc.cpu.edx(dx);
        pc.cpu.es(es);
        pc.cpu.ds(es);
        pc.cpu.esi(si);
        pc.bios.call(0x13, pc.cpu);
        boolean typeQuery = (ax >> 8 & 0xFF) == 0x15;
        boolean installation = (ax >> 8 & 0xFF) == 0x41;
        if (!typeQuery && !installation) {
            assertThat(pc.carry()).isEqualTo(pc.cpu.ah() != 0);
        }
    }

    private static final TestPc SHARED = new TestPc(
            TestPc.floppy(TestDisk.ofSectors(2880)),
            TestPc.hardDisk(TestDisk.ofSectors(2048), new Geometry(2, 16, 63)));
}
