package reliquary.shim.bios;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import reliquary.disk.DiskImage;
import reliquary.shim.GuestCpu;
import reliquary.shim.GuestMemory;

/** INT 19h: finds a drive with a boot sector, loads it to 0000:7C00 and jumps there (BIOS Boot Specification 1.01, 6). */
final class Bootstrap {
    private static final int LOAD_ADDRESS = 0x7C00;
    private static final int SECTOR = 512;
    private static final int SIGNATURE_AT = 510;
    private static final int FLAGS = 0x0202;
    private static final int FIRST_HARD_DISK = 0x80;

    private final BiosSettings settings;
    private final GuestMemory memory;
    private final DriveTable drives;
    private final CdEmulation cds;

    Bootstrap(BiosSettings settings, GuestMemory memory, DriveTable drives, CdEmulation cds) {
        this.settings = settings;
        this.memory = memory;
        this.drives = drives;
        this.cds = cds;
    }

    /**
     * Loads the first system that can be booted and sets the registers for its start.
     *
     * @throws BootFailedException if there is none
     */
    void boot(GuestCpu cpu) {
        List<String> failures = new ArrayList<>();
        for (BiosSettings.BootDevice device : settings.bootOrder()) {
            Optional<String> failure = switch (device) {
                case FLOPPY -> bootDisk(cpu, 0x00, "floppy drive A", drives.floppies());
                case HARD_DISK -> bootDisk(cpu, FIRST_HARD_DISK, "hard disk C", drives.hardDisks());
                case CD -> bootCd(cpu);
            };
            if (failure.isEmpty()) {
                return;
            }
            failures.add(failure.get());
        }
        throw new BootFailedException("nothing to boot: " + String.join("; ", failures));
    }

    /** INT 18h: what the PC's cassette BASIC was for. */
    void noBasic() {
        throw new BootFailedException("the guest gave up booting (INT 18h): no system on its disk could be started");
    }

    /** Why the drive could not be booted; empty if it was. */
    private Optional<String> bootDisk(GuestCpu cpu, int number, String name, List<BiosDrive> list) {
        if (list.isEmpty()) {
            return Optional.of("there is no " + name);
        }
        Optional<DiskImage> medium = list.get(0).medium();
        if (medium.isEmpty()) {
            return Optional.of(name + " is empty");
        }
        if (medium.get().size() < SECTOR) {
            return Optional.of(name + " holds " + medium.get().size() + " bytes, less than one sector");
        }
        ByteBuffer sector = ByteBuffer.allocate(SECTOR);
        try {
            medium.get().read(0, sector);
        } catch (IOException e) {
            return Optional.of(name + ": its boot sector cannot be read, " + e.getMessage());
        }
        sector.flip();
        Optional<String> fault = fault(sector, number == FIRST_HARD_DISK);
        if (fault.isPresent()) {
            return Optional.of(name + ": " + fault.get());
        }
        memory.write(LOAD_ADDRESS, sector);
        start(cpu, number, 0, LOAD_ADDRESS);
        return Optional.empty();
    }

    /** Floppies of the first years have no signature, so only content that cannot be code is refused there. */
    private static Optional<String> fault(ByteBuffer sector, boolean signatureNeeded) {
        boolean signed = sector.get(SIGNATURE_AT) == 0x55 && (sector.get(SIGNATURE_AT + 1) & 0xFF) == 0xAA;
        if (signed) {
            return Optional.empty();
        }
        if (signatureNeeded) {
            return Optional.of("its first sector does not end in 55h AAh");
        }
        short first = sector.getShort(0);
        for (int i = 2; i < 20; i += 2) {
            if (sector.getShort(i) != first) {
                return Optional.empty();
            }
        }
        return Optional.of("its first sector holds no boot code");
    }

    private Optional<String> bootCd(GuestCpu cpu) {
        if (drives.cds().isEmpty()) {
            return Optional.of("there is no CD drive");
        }
        Optional<DiskImage> cd = drives.cds().get(0).medium();
        if (cd.isEmpty()) {
            return Optional.of("the CD drive is empty");
        }
        try {
            Optional<CdEmulation.Start> start = cds.start(0, cd.get());
            if (start.isEmpty()) {
                return Optional.of("the CD has no El Torito boot image for PCs");
            }
            load(cpu, start.get());
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("the CD cannot be booted, " + e.getMessage());
        }
    }

    private void load(GuestCpu cpu, CdEmulation.Start start) throws IOException {
        int bytes =
                (int) Math.min((long) start.sectors() * SECTOR, start.image().size());
        ByteBuffer code = ByteBuffer.allocate(bytes);
        start.image().read(0, code);
        memory.write(start.segment() << 4, code.flip());
        if (start.segment() == LOAD_ADDRESS >> 4) {
            start(cpu, start.driveNumber(), 0, LOAD_ADDRESS);
        } else {
            start(cpu, start.driveNumber(), start.segment(), 0);
        }
    }

    private static void start(GuestCpu cpu, int drive, int segment, int offset) {
        cpu.eax(0);
        cpu.ebx(0);
        cpu.ecx(0);
        cpu.edx(drive);
        cpu.esi(0);
        cpu.edi(0);
        cpu.ebp(0);
        cpu.ds(0);
        cpu.es(0);
        cpu.ss(0);
        cpu.esp(LOAD_ADDRESS);
        cpu.cs(segment);
        cpu.eip(offset);
        cpu.eflags(FLAGS);
    }
}
