package reliquary.shim.bios;

import reliquary.disk.Geometry;
import reliquary.shim.GuestCpu;
import reliquary.shim.GuestMemory;

/** INT 13h functions 41h to 48h: BIOS Enhanced Disk Drive Specification 3.0 (Phoenix, 1998). */
final class EnhancedDiskDrive {
    private static final int INSTALLED = 0x55AA;
    private static final int SIGNATURE = 0xAA55;
    /** What 41h returns in AH in place of a status: EDD 1.1. */
    static final int VERSION = 0x21;

    /** Fixed disk access, locking and ejecting, and the parameter block are there. */
    private static final int INTERFACES = 0x07;

    // Disk address packet, 2.4.
    private static final int PACKET_SIZE = 0;
    private static final int PACKET_COUNT = 2;
    private static final int PACKET_BUFFER = 4;
    private static final int PACKET_FIRST = 8;
    private static final int PACKET_FLAT_BUFFER = 16;
    private static final int SMALLEST_PACKET = 16;
    private static final int PACKET_WITH_FLAT_BUFFER = 24;

    // Drive parameters, 2.9.
    private static final int PARAMETERS = 26;
    private static final int PARAMETERS_WITH_POINTER = 30;
    private static final int GEOMETRY_VALID = 0x02;
    private static final int REMOVABLE = 0x04;
    private static final int LOCKABLE = 0x20;

    private final GuestMemory memory;
    private final SectorTransfer transfer;

    EnhancedDiskDrive(GuestMemory memory, SectorTransfer transfer) {
        this.memory = memory;
        this.transfer = transfer;
    }

    static boolean serves(int function) {
        return function >= 0x41 && function <= 0x48;
    }

    /** Answers the function in AH; the caller puts the status into AH and carry, except where 41h succeeds. */
    DiskStatus call(GuestCpu cpu, BiosDrive drive) {
        return switch (cpu.ah()) {
            case 0x41 -> installationCheck(cpu);
            case 0x42, 0x43, 0x44, 0x47 -> access(cpu, drive);
            case 0x45, 0x46 ->
                drive.kind() == BiosDrive.Kind.HARD_DISK ? DiskStatus.VOLUME_NOT_REMOVABLE : DiskStatus.OK;
            default -> parameters(cpu, drive);
        };
    }

    private static DiskStatus installationCheck(GuestCpu cpu) {
        if (cpu.bx() != INSTALLED) {
            return DiskStatus.BAD_COMMAND;
        }
        cpu.bx(SIGNATURE);
        cpu.cx(INTERFACES);
        return DiskStatus.OK;
    }

    private DiskStatus access(GuestCpu cpu, BiosDrive drive) {
        int packet = GuestMemory.linear(cpu.ds(), cpu.si());
        int size = memory.read8(packet + PACKET_SIZE);
        int count = memory.read16(packet + PACKET_COUNT);
        long first = memory.read32(packet + PACKET_FIRST) & 0xFFFFFFFFL
                | (long) memory.read32(packet + PACKET_FIRST + 4) << 32;
        if (size < SMALLEST_PACKET) {
            return DiskStatus.BAD_COMMAND;
        }
        if (drive.medium().isEmpty()) {
            return moved(packet, new SectorTransfer.Result(DiskStatus.TIMEOUT, 0));
        }
        if (first < 0 || first >= drive.sectors() || count > drive.sectors() - first) {
            return moved(packet, new SectorTransfer.Result(DiskStatus.SECTOR_NOT_FOUND, 0));
        }
        int address = bufferAddress(packet, size);
        return switch (cpu.ah()) {
            case 0x42 -> moved(packet, transfer.read(drive, first, count, address));
            case 0x43 -> moved(packet, transfer.write(drive, first, count, address));
            case 0x44 -> moved(packet, transfer.verify(drive, first, count));
            default -> DiskStatus.OK;
        };
    }

    private int bufferAddress(int packet, int size) {
        int pointer = memory.read32(packet + PACKET_BUFFER);
        if (pointer == -1 && size >= PACKET_WITH_FLAT_BUFFER) {
            return memory.read32(packet + PACKET_FLAT_BUFFER);
        }
        return GuestMemory.linear(pointer >>> 16, pointer);
    }

    /** The packet tells how many sectors were moved. */
    private DiskStatus moved(int packet, SectorTransfer.Result result) {
        if (result.status() != DiskStatus.OK) {
            memory.write16(packet + PACKET_COUNT, result.sectors());
        }
        return result.status();
    }

    private DiskStatus parameters(GuestCpu cpu, BiosDrive drive) {
        int block = GuestMemory.linear(cpu.ds(), cpu.si());
        int size = memory.read16(block);
        if (size < PARAMETERS) {
            return DiskStatus.BAD_COMMAND;
        }
        boolean cd = drive.kind() == BiosDrive.Kind.CD;
        Geometry geometry = drive.geometry();
        memory.write16(block, size >= PARAMETERS_WITH_POINTER ? PARAMETERS_WITH_POINTER : PARAMETERS);
        memory.write16(block + 2, cd ? REMOVABLE | LOCKABLE : GEOMETRY_VALID);
        memory.write32(block + 4, cd ? -1 : geometry.cylinders());
        memory.write32(block + 8, cd ? -1 : geometry.heads());
        memory.write32(block + 12, cd ? -1 : geometry.sectors());
        memory.write32(block + 16, (int) drive.sectors());
        memory.write32(block + 20, (int) (drive.sectors() >>> 32));
        memory.write16(block + 24, drive.sectorSize());
        if (size >= PARAMETERS_WITH_POINTER) {
            memory.write32(block + 26, -1); // no device parameter table extension
        }
        return DiskStatus.OK;
    }
}
