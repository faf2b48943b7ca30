package reliquary.board;

import java.util.List;
import reliquary.device.Rtc146818;
import reliquary.disk.Geometry;
import reliquary.profile.FloppyType;
import reliquary.profile.MachineProfile;
import reliquary.profile.MemoryMap;
import reliquary.shim.bios.BiosDrive;

/** What the machine's setup program would have stored in CMOS memory (IBM PC AT Technical Reference, "CMOS RAM"). */
final class CmosSetup {
    private static final int FLOPPY_TYPES = 0x10;
    private static final int HARD_DISK_TYPES = 0x12;
    private static final int EQUIPMENT = 0x14;
    private static final int BASE_MEMORY = 0x15;
    private static final int EXTENDED_MEMORY = 0x17;
    private static final int HARD_DISK_0_TYPE = 0x19;
    private static final int EXTENDED_MEMORY_FOUND = 0x30;
    private static final int HIGH_MEMORY = 0x34;

    /** The type that says "see the extended byte", and the first user-defined type there. */
    private static final int EXTENDED_TYPE = 0x0F;

    private static final int USER_TYPE = 47;
    private static final int MOST_TYPES = 2;

    private static final int HAS_FLOPPY = 0x01;
    private static final int HAS_COPROCESSOR = 0x02;
    private static final int HAS_MOUSE = 0x04;
    private static final int COLOUR_80 = 0x20;
    private static final int MONOCHROME = 0x30;

    private CmosSetup() {}

    static void store(Rtc146818 cmos, MachineProfile profile, List<BiosDrive> hardDisks) {
        int a = profile.floppies().a().map(FloppyType::cmosType).orElse(0);
        int b = profile.floppies().b().map(FloppyType::cmosType).orElse(0);
        cmos.store(FLOPPY_TYPES, a << 4 | b);
        cmos.store(EQUIPMENT, equipment(profile));
        storeHardDiskTypes(cmos, profile, hardDisks);
        store16(cmos, BASE_MEMORY, profile.memory().conventional() >> 10);
        int kilobytes = Math.min(0xFFFF, profile.memory().extended() >> 10);
        store16(cmos, EXTENDED_MEMORY, kilobytes);
        store16(cmos, EXTENDED_MEMORY_FOUND, kilobytes);
        int above16 = Math.max(0, profile.memory().extended() + MemoryMap.EXTENDED_BASE - (16 << 20));
        store16(cmos, HIGH_MEMORY, above16 >> 16);
        cmos.updateChecksum();
    }

    /** Types 1 to 14 stand in half a byte each; 15 there means that the type is in the disk's extended byte. */
    private static void storeHardDiskTypes(Rtc146818 cmos, MachineProfile profile, List<BiosDrive> hardDisks) {
        int halves = 0;
        for (int i = 0; i < MOST_TYPES; i++) {
            int type = i < hardDisks.size() ? type(profile, i, hardDisks.get(i)) : 0;
            halves = halves << 4 | Math.min(type, EXTENDED_TYPE);
            if (type >= EXTENDED_TYPE) {
                cmos.store(HARD_DISK_0_TYPE + i, type);
            }
        }
        cmos.store(HARD_DISK_TYPES, halves);
    }

    /** The profile's type if the disk has the geometry that it stands for. */
    private static int type(MachineProfile profile, int number, BiosDrive drive) {
        return profile.hardDisks().slots().stream()
                .filter(slot -> slot.number() == number && slot.type().isPresent())
                .filter(slot -> slot.geometry()
                        .map(g -> new Geometry(g.cylinders(), g.heads(), g.sectors()))
                        .filter(drive.geometry()::equals)
                        .isPresent())
                .mapToInt(slot -> slot.type().getAsInt())
                .findFirst()
                .orElse(USER_TYPE);
    }

    private static int equipment(MachineProfile profile) {
        int floppies = profile.floppies().count();
        int display = profile.video().adapter().isMonochrome() ? MONOCHROME : isEgaOrLater(profile) ? 0 : COLOUR_80;
        return (floppies == 0 ? 0 : HAS_FLOPPY | floppies - 1 << 6)
                | (profile.cpu().fpu() == reliquary.profile.Fpu.NONE ? 0 : HAS_COPROCESSOR)
                | (profile.mouse() instanceof reliquary.profile.Mouse.Ps2 ? HAS_MOUSE : 0)
                | display;
    }

    // An adapter with its own BIOS is "none" here: it says itself what it is.
    private static boolean isEgaOrLater(MachineProfile profile) {
        return switch (profile.video().adapter()) {
            case EGA, MCGA, VGA -> true;
            case MDA, HERCULES, CGA -> false;
        };
    }

    private static void store16(Rtc146818 cmos, int address, int value) {
        cmos.store(address, value & 0xFF);
        cmos.store(address + 1, value >> 8);
    }
}
