package reliquary.shim.bios;

import java.util.List;
import reliquary.disk.Geometry;
import reliquary.shim.Outcome;

/** The firmware with memory, recorded ports and registers around it, after its power-on self-test. */
final class TestPc {
    final TestMemory memory = new TestMemory(4 << 20);
    final TestPorts ports = new TestPorts(memory);
    final TestCpu cpu = new TestCpu();
    final BiosDataArea data = new BiosDataArea(memory);
    final PvBios bios;
    long nanos;

    TestPc(BiosSettings settings, BiosDrive... drives) {
        bios = new PvBios(settings, memory, ports, () -> nanos, List.of(drives));
        memory.put(PvBios.ROM_BASE, bios.rom());
        bios.call(0x80, cpu);
        ports.writes.clear();
    }

    TestPc(VideoAdapter video, BiosDrive... drives) {
        this(settings(video, false), drives);
    }

    static BiosSettings settings(VideoAdapter video, boolean mouse) {
        BiosSettings standard = BiosSettings.standard();
        return new BiosSettings(video, standard.bootOrder(), true, mouse, standard.identity(), standard.extensions());
    }

    TestPc(BiosDrive... drives) {
        this(VideoAdapter.VGA, drives);
    }

    static BiosDrive floppy(TestDisk disk) {
        BiosDrive drive = new BiosDrive(BiosDrive.Kind.FLOPPY_1440K);
        drive.insert(disk, new Geometry(80, 2, 18), false);
        return drive;
    }

    static BiosDrive hardDisk(TestDisk disk, Geometry geometry) {
        BiosDrive drive = new BiosDrive(BiosDrive.Kind.HARD_DISK);
        drive.insert(disk, geometry, false);
        return drive;
    }

    /** Executes INT {@code number} with AX, carry as the flags have it. */
    Outcome interrupt(int number, int ax) {
        cpu.ax(ax);
        return bios.call(number, cpu);
    }

    boolean carry() {
        return cpu.flag(TestCpu.CARRY);
    }

    /** A line of the text page at B8000h without trailing blanks. */
    String line(int row) {
        StringBuilder text = new StringBuilder();
        for (int column = 0; column < 80; column++) {
            text.append((char) memory.read8(0xB8000 + (row * 80 + column) * 2));
        }
        return text.toString().stripTrailing();
    }

    /** Sends a scan code through INT 09h's hypercall and returns what the ROM code is to do. */
    KeyboardInterrupt.Action key(int scan) {
        cpu.al(scan);
        bios.call(0x89, cpu);
        return KeyboardInterrupt.Action.values()[cpu.ah()];
    }
}
