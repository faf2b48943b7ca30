package reliquary.board;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import reliquary.bus.Line;
import reliquary.bus.PortBus;
import reliquary.clock.EventQueue;
import reliquary.device.AtaChannel;
import reliquary.device.AtaDisk;
import reliquary.device.AtaDrive;
import reliquary.device.AtapiCd;
import reliquary.disk.DiskImage;
import reliquary.profile.CdDrive;
import reliquary.profile.DiskController;
import reliquary.profile.MachineProfile;
import reliquary.shim.bios.BiosDrive;

/**
 * Hangs the drives on the ATA cables: disks 0 and 1 on the first, 2 and 3 on the second, as master and slave; the CD drive
 * takes the first free place on the second, if there is one.
 *
 * <p>The paravirtual BIOS has the same images, and both write through, so either sees what the other wrote. A cable
 * without a drive has no ports.
 */
final class AtaPorts {
    private static final int SECTOR = 512;
    private static final int ON_A_CABLE = 2;

    private final EventQueue events;
    /** By place: 0 is the first cable's master, 3 the second's slave. */
    private final Map<Integer, AtaDrive> drives = new TreeMap<>();

    private AtaPorts(EventQueue events) {
        this.events = events;
    }

    static void plug(MachineProfile profile, EventQueue events, Interrupts interrupts, PortBus ports, DriveBays bays) {
        AtaPorts slots = new AtaPorts(events);
        if (profile.hardDisks().controller() == DiskController.ATA) {
            bays.hardDisks().forEach(slots::addDisk);
        }
        if (profile.cd() == CdDrive.ATAPI) {
            slots.addCd(bays.cd().flatMap(BiosDrive::medium));
        }
        slots.attach(0, ports, PcMap.ATA1, PcMap.ATA1_CONTROL, interrupts.irq(PcMap.IRQ_ATA1));
        slots.attach(1, ports, PcMap.ATA2, PcMap.ATA2_CONTROL, interrupts.irq(PcMap.IRQ_ATA2));
    }

    /** An image of less than a sector is no disk. */
    private void addDisk(BiosDrive bay) {
        Optional<DiskImage> image = bay.medium().filter(disk -> disk.size() >= SECTOR);
        image.ifPresent(disk -> drives.put(
                drives.size(),
                new AtaDisk(events, disk, bay.geometry(), bay.writeProtected(), "RELIQUARY-" + drives.size())));
    }

    /** The drive is there whether or not a disc is in it. */
    private void addCd(Optional<DiskImage> disc) {
        int place = Math.max(ON_A_CABLE, drives.size());
        if (place < 2 * ON_A_CABLE) {
            drives.put(place, new AtapiCd(events, disc, "RELIQUARY-" + place));
        }
    }

    private void attach(int cable, PortBus ports, int commandBlock, int controlBlock, Line irq) {
        int place = cable * ON_A_CABLE;
        Optional<AtaDrive> slave = Optional.ofNullable(drives.get(place + 1));
        Optional.ofNullable(drives.get(place)).ifPresent(master -> {
            AtaChannel channel = new AtaChannel(irq, master, slave);
            ports.attach("ATA cable " + (cable + 1), commandBlock, AtaChannel.PORTS, channel);
            ports.attach("ATA cable " + (cable + 1), controlBlock, 1, channel.controlBlock());
        });
    }
}
