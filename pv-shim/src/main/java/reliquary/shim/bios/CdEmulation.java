package reliquary.shim.bios;

import java.io.IOException;
import java.util.Optional;
import reliquary.disk.DiskImage;
import reliquary.disk.Geometry;
import reliquary.disk.cd.ElTorito;
import reliquary.shim.GuestCpu;
import reliquary.shim.GuestMemory;

/** Booting from CD and INT 13h functions 4Ah to 4Dh: "El Torito" Bootable CD-ROM Format Specification 1.0, chapters 2-4. */
final class CdEmulation {
    private static final int PACKET_SIZE = 0x13;
    private static final int FIRST_CD = 0xE0;

    /** What was booted, from which CD drive. */
    private record Booted(ElTorito.Entry entry, int cdIndex, Geometry geometry) {}

    private final GuestMemory memory;
    private final DriveTable drives;
    private Optional<Booted> booted = Optional.empty();
    private boolean active;

    CdEmulation(GuestMemory memory, DriveTable drives) {
        this.memory = memory;
        this.drives = drives;
    }

    /** Where booting goes on: the INT 13h number for DL, the segment to jump to, the code to put there. */
    record Start(int driveNumber, int segment, DiskImage image, int sectors) {}

    /**
     * Prepares booting from the CD in drive {@code index}: an emulated drive takes its place among the others.
     *
     * @return empty if the CD has nothing that a PC boots
     */
    Optional<Start> start(int index, DiskImage cd) throws IOException {
        Optional<ElTorito.Entry> found = ElTorito.read(cd).flatMap(ElTorito::bootEntry);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        ElTorito.Entry entry = found.get();
        DiskImage image = ElTorito.bootImage(cd, entry);
        Geometry geometry = image.geometry().orElse(new Geometry(1, 1, 1));
        int number = entry.emulation().driveNumber();
        if (number == FIRST_CD) {
            number += index;
        } else {
            BiosDrive.Kind kind = number == 0 ? BiosDrive.Kind.floppyFor(geometry) : BiosDrive.Kind.HARD_DISK;
            BiosDrive drive = new BiosDrive(kind);
            drive.insert(image, geometry, true);
            drive.clearChangeLine();
            drives.emulate(drive);
            active = true;
        }
        booted = Optional.of(new Booted(entry, index, geometry));
        return Optional.of(new Start(number, entry.loadSegment(), image, entry.sectorCount()));
    }

    /** Functions 4Ah (begin), 4Bh (end or ask), 4Ch (begin and boot), 4Dh (catalogue). */
    DiskStatus call(GuestCpu cpu) {
        if (cpu.ah() != 0x4B || booted.isEmpty() || !concerns(cpu.dl())) {
            return DiskStatus.BAD_COMMAND;
        }
        writePacket(GuestMemory.linear(cpu.ds(), cpu.si()), booted.get());
        if (cpu.al() == 0) {
            drives.endEmulation();
            active = false;
        }
        return DiskStatus.OK;
    }

    /** A power-on self-test forgets what the system before it booted from. */
    void reset() {
        drives.endEmulation();
        booted = Optional.empty();
        active = false;
    }

    private boolean concerns(int number) {
        return number == 0x7F || number == number(booted.orElseThrow());
    }

    private static int number(Booted b) {
        int number = b.entry().emulation().driveNumber();
        return number == FIRST_CD ? FIRST_CD + b.cdIndex() : number;
    }

    /** The specification packet, table 3. */
    private void writePacket(int at, Booted b) {
        boolean emulates = b.entry().emulation() != ElTorito.Emulation.NONE;
        memory.write8(at, PACKET_SIZE);
        memory.write8(at + 0x01, b.entry().emulation().ordinal());
        memory.write8(at + 0x02, number(b));
        memory.write8(at + 0x03, b.cdIndex());
        memory.write32(at + 0x04, (int) b.entry().loadRba());
        memory.write16(at + 0x08, 0);
        memory.write16(at + 0x0A, 0);
        memory.write16(at + 0x0C, b.entry().loadSegment());
        memory.write16(at + 0x0E, b.entry().sectorCount());
        int last = b.geometry().cylinders() - 1;
        memory.write8(at + 0x10, emulates ? last : 0);
        memory.write8(at + 0x11, emulates ? last >> 2 & 0xC0 | b.geometry().sectors() : 0);
        memory.write8(at + 0x12, emulates ? b.geometry().heads() - 1 : 0);
    }

    /** Whether an emulated drive is there now. */
    boolean active() {
        return active;
    }
}
