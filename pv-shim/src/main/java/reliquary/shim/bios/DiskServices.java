package reliquary.shim.bios;

import java.util.Optional;
import reliquary.disk.Geometry;
import reliquary.shim.GuestCpu;
import reliquary.shim.GuestMemory;

/** INT 13h by cylinder, head and sector (IBM PC AT Technical Reference; Phoenix System BIOS, "INT 13h"). */
final class DiskServices {
    private static final int HARD_DISK = 0x80;
    private static final int LARGEST_HARD_DISK_REQUEST = 0x80;
    private static final int CYLINDERS_BY_CHS = 1024;

    /** Vector of the diskette parameter table; the format filler is its byte 8. */
    private static final int DISKETTE_VECTOR = 0x1E * 4;

    private static final int FORMAT_FILLER = 8;

    /** What the motor count is set to: about two seconds. */
    private static final int MOTOR_TICKS = 37;

    private final BiosSettings settings;
    private final GuestMemory memory;
    private final BiosDataArea data;
    private final DriveTable drives;
    private final SectorTransfer transfer;
    private final EnhancedDiskDrive enhanced;
    private final CdEmulation cdEmulation;
    private final UnsupportedCalls unsupported;

    DiskServices(
            BiosSettings settings,
            GuestMemory memory,
            BiosDataArea data,
            DriveTable drives,
            CdEmulation cdEmulation,
            UnsupportedCalls unsupported) {
        this.settings = settings;
        this.memory = memory;
        this.data = data;
        this.drives = drives;
        this.transfer = new SectorTransfer(memory);
        this.enhanced = new EnhancedDiskDrive(memory, transfer);
        this.cdEmulation = cdEmulation;
        this.unsupported = unsupported;
    }

    /** Answers a call; like the listing, which returns by RET 2, it leaves interrupts enabled. */
    void call(GuestCpu cpu) {
        cpu.flag(GuestCpu.INTERRUPTS, true);
        int function = cpu.ah();
        if (function == 0x01) {
            lastStatus(cpu);
            return;
        }
        if (function >= 0x4A && function <= 0x4D) {
            finish(cpu, cdEmulation.call(cpu));
            return;
        }
        Optional<BiosDrive> drive = drives.drive(cpu.dl());
        if (drive.isEmpty()) {
            absent(cpu);
        } else if (EnhancedDiskDrive.serves(function) && isEnhanced(drive.get().kind())) {
            enhanced(cpu, drive.get());
        } else if (drive.get().kind() == BiosDrive.Kind.CD) {
            finish(cpu, DiskStatus.BAD_COMMAND);
        } else if (drive.get().kind().isFloppy()) {
            floppy(cpu, drive.get());
        } else {
            hardDisk(cpu, drive.get());
        }
    }

    private boolean isEnhanced(BiosDrive.Kind kind) {
        return kind == BiosDrive.Kind.CD
                || kind == BiosDrive.Kind.HARD_DISK
                        && settings.extensions().contains(BiosSettings.Extension.ENHANCED_DISKS);
    }

    private void enhanced(GuestCpu cpu, BiosDrive drive) {
        boolean installationCheck = cpu.ah() == 0x41;
        DiskStatus status = enhanced.call(cpu, drive);
        finish(cpu, status);
        if (installationCheck && status == DiskStatus.OK) {
            cpu.ah(EnhancedDiskDrive.VERSION);
        }
    }

    private void floppy(GuestCpu cpu, BiosDrive drive) {
        switch (cpu.ah()) {
            case 0x00 -> finish(cpu, DiskStatus.OK);
            case 0x02, 0x03, 0x04 -> withMedium(cpu, drive, () -> transfer(cpu, drive));
            case 0x05 -> withMedium(cpu, drive, () -> finish(cpu, format(cpu, drive)));
            case 0x08 -> floppyParameters(cpu, drive);
            case 0x15 -> driveType(cpu, drive);
            case 0x16 -> finish(cpu, changeLine(drive));
            case 0x17 -> withMedium(cpu, drive, () -> finish(cpu, DiskStatus.OK));
            case 0x18 -> withMedium(cpu, drive, () -> setMediaType(cpu, drive));
            default -> unknown(cpu);
        }
    }

    private void hardDisk(GuestCpu cpu, BiosDrive drive) {
        switch (cpu.ah()) {
            case 0x00, 0x09, 0x0D, 0x10, 0x11, 0x14 -> finish(cpu, DiskStatus.OK);
            case 0x02, 0x03, 0x04 -> transfer(cpu, drive);
            case 0x08 -> hardDiskParameters(cpu, drive);
            case 0x0C -> finish(cpu, seek(cpu, drive));
            case 0x15 -> driveType(cpu, drive);
            default -> unknown(cpu);
        }
    }

    private void unknown(GuestCpu cpu) {
        if (!EnhancedDiskDrive.serves(cpu.ah())) { // they are asked for just to find out
            unsupported.report(0x13, cpu, "this disk function");
        }
        finish(cpu, DiskStatus.BAD_COMMAND);
    }

    /** A drive that is not there: floppies time out, function 15h says so, 08h still tells how many drives there are. */
    private void absent(GuestCpu cpu) {
        boolean floppy = cpu.dl() < HARD_DISK;
        if (cpu.ah() == 0x15) {
            cpu.ah(0);
            cpu.flag(GuestCpu.CARRY, false);
        } else if (cpu.ah() == 0x08 && floppy) {
            cpu.bx(0);
            cpu.cx(0);
            cpu.dx(drives.floppies().size());
            cpu.es(0);
            cpu.di(0);
            finish(cpu, DiskStatus.OK);
        } else {
            finish(cpu, floppy && cpu.ah() <= 0x18 ? DiskStatus.TIMEOUT : DiskStatus.BAD_COMMAND);
        }
    }

    /** Runs an action on a floppy if there is one and it was not changed since the last access. */
    private void withMedium(GuestCpu cpu, BiosDrive drive, Runnable action) {
        data.setByte(BiosDataArea.MOTOR_COUNT, MOTOR_TICKS);
        data.setBits(BiosDataArea.MOTOR_STATUS, 1 << (cpu.dl() & 3), true);
        if (drive.medium().isEmpty()) {
            noSectors(cpu, DiskStatus.TIMEOUT);
        } else if (drive.changeLine()) {
            drive.clearChangeLine();
            noSectors(cpu, DiskStatus.DISK_CHANGED);
        } else {
            action.run();
        }
    }

    private void noSectors(GuestCpu cpu, DiskStatus status) {
        if (cpu.ah() <= 0x04) {
            cpu.al(0);
        }
        finish(cpu, status);
    }

    private void transfer(GuestCpu cpu, BiosDrive drive) {
        int count = cpu.al();
        int cylinder = cpu.ch() | (cpu.cl() & 0xC0) << 2;
        int sector = cpu.cl() & 0x3F;
        if (count == 0 || !drive.kind().isFloppy() && count > LARGEST_HARD_DISK_REQUEST) {
            noSectors(cpu, DiskStatus.BAD_COMMAND);
            return;
        }
        if (!drive.geometry().contains(cylinder, cpu.dh(), sector)) {
            noSectors(cpu, DiskStatus.SECTOR_NOT_FOUND);
            return;
        }
        long first = drive.geometry().toLba(cylinder, cpu.dh(), sector);
        int there = (int) Math.max(0, Math.min(count, drive.sectors() - first));
        int address = GuestMemory.linear(cpu.es(), cpu.bx());
        SectorTransfer.Result result = switch (cpu.ah()) {
            case 0x02 -> transfer.read(drive, first, there, address);
            case 0x03 -> transfer.write(drive, first, there, address);
            default -> transfer.verify(drive, first, there);
        };
        cpu.al(result.sectors());
        boolean cutShort = result.status() == DiskStatus.OK && there < count;
        finish(cpu, cutShort ? DiskStatus.SECTOR_NOT_FOUND : result.status());
    }

    /** Writes the fill byte of the diskette parameter table into each sector that the address fields name. */
    private DiskStatus format(GuestCpu cpu, BiosDrive drive) {
        int table = memory.read32(DISKETTE_VECTOR);
        int filler = memory.read8(GuestMemory.linear(table >>> 16, table) + FORMAT_FILLER);
        int field = GuestMemory.linear(cpu.es(), cpu.bx());
        Geometry geometry = drive.geometry();
        for (int i = 0; i < cpu.al(); i++, field += 4) {
            int head = memory.read8(field + 1);
            int sector = memory.read8(field + 2);
            if (!geometry.contains(cpu.ch(), cpu.dh(), sector) || head != cpu.dh()) {
                return DiskStatus.SECTOR_NOT_FOUND;
            }
            DiskStatus status = transfer.fill(drive, geometry.toLba(cpu.ch(), head, sector), filler)
                    .status();
            if (status != DiskStatus.OK) {
                return status;
            }
        }
        return DiskStatus.OK;
    }

    private DiskStatus seek(GuestCpu cpu, BiosDrive drive) {
        int cylinder = cpu.ch() | (cpu.cl() & 0xC0) << 2;
        return cylinder < drive.geometry().cylinders()
                        && cpu.dh() < drive.geometry().heads()
                ? DiskStatus.OK
                : DiskStatus.SECTOR_NOT_FOUND;
    }

    private void floppyParameters(GuestCpu cpu, BiosDrive drive) {
        Geometry largest = drive.kind().largest();
        cpu.ax(0);
        cpu.bx(drive.kind().cmosType());
        cpu.ch(largest.cylinders() - 1);
        cpu.cl(largest.sectors());
        cpu.dh(largest.heads() - 1);
        cpu.dl(drives.floppies().size());
        loadDisketteTable(cpu);
        finish(cpu, DiskStatus.OK);
    }

    private void hardDiskParameters(GuestCpu cpu, BiosDrive drive) {
        Geometry geometry = drive.geometry();
        int last = Math.min(geometry.cylinders(), CYLINDERS_BY_CHS) - 1;
        cpu.al(0);
        cpu.ch(last);
        cpu.cl(last >> 2 & 0xC0 | Math.min(geometry.sectors(), 63));
        cpu.dh(geometry.heads() - 1);
        cpu.dl(drives.hardDisks().size());
        finish(cpu, DiskStatus.OK);
    }

    private void driveType(GuestCpu cpu, BiosDrive drive) {
        if (drive.kind().isFloppy()) {
            cpu.ah(drive.kind().hasChangeLine() ? 2 : 1);
        } else {
            long sectors = Math.min(
                    drive.sectors(),
                    (long) Math.min(drive.geometry().cylinders(), CYLINDERS_BY_CHS)
                            * drive.geometry().heads()
                            * drive.geometry().sectors());
            cpu.ah(3);
            cpu.cx((int) (sectors >>> 16));
            cpu.dx((int) sectors);
        }
        cpu.flag(GuestCpu.CARRY, false);
    }

    private static DiskStatus changeLine(BiosDrive drive) {
        if (drive.medium().isEmpty()) {
            return DiskStatus.TIMEOUT;
        }
        return drive.changeLine() ? DiskStatus.DISK_CHANGED : DiskStatus.OK;
    }

    /** Function 18h: the medium can only be formatted as what it is, since the image has one size. */
    private void setMediaType(GuestCpu cpu, BiosDrive drive) {
        int lastCylinder = cpu.ch() | (cpu.cl() & 0xC0) << 2;
        Geometry geometry = drive.geometry();
        if (lastCylinder != geometry.cylinders() - 1 || (cpu.cl() & 0x3F) != geometry.sectors()) {
            finish(cpu, DiskStatus.UNKNOWN_MEDIA);
            return;
        }
        loadDisketteTable(cpu);
        finish(cpu, DiskStatus.OK);
    }

    private void loadDisketteTable(GuestCpu cpu) {
        int table = memory.read32(DISKETTE_VECTOR);
        cpu.es(table >>> 16);
        cpu.di(table);
    }

    /** Function 01h: the status of the last call on a drive of that kind. */
    private void lastStatus(GuestCpu cpu) {
        int status = data.byteAt(cpu.dl() < HARD_DISK ? BiosDataArea.FLOPPY_STATUS : BiosDataArea.HARD_DISK_STATUS);
        cpu.ah(status);
        cpu.al(status);
        cpu.flag(GuestCpu.CARRY, status != 0);
    }

    private void finish(GuestCpu cpu, DiskStatus status) {
        data.setByte(cpu.dl() < HARD_DISK ? BiosDataArea.FLOPPY_STATUS : BiosDataArea.HARD_DISK_STATUS, status.code());
        cpu.ah(status.code());
        cpu.flag(GuestCpu.CARRY, status != DiskStatus.OK);
    }
}
