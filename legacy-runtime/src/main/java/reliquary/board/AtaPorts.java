package reliquary.board;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import reliquary.bus.Line;
import reliquary.bus.PortBus;
import reliquary.clock.EventQueue;
import reliquary.device.AtaChannel;
import reliquary.device.AtaDisk;
import reliquary.device.AtaDrive;
import reliquary.disk.DiskImage;
import reliquary.profile.DiskController;
import reliquary.profile.MachineProfile;
import reliquary.shim.bios.BiosDrive;

/**
 * Hangs the drives on the ATA cables: disks 0 and 1 on the first, 2 and 3 on the second, as master and slave.
 *
 * <p>The paravirtual BIOS has the same images, and both write through, so either sees what the other wrote. A cable
 * without a drive has no ports.
 */
final class AtaPorts {
    private static final int SECTOR = 512;
    private static final int ON_A_CABLE = 2;

    private final EventQueue events;
    private final List<AtaDrive> drives = new ArrayList<>();

    private AtaPorts(EventQueue events) {
        this.events = events;
    }

    static void plug(
            MachineProfile profile, EventQueue events, Interrupts interrupts, PortBus ports, List<BiosDrive> disks) {
        AtaPorts slots = new AtaPorts(events);
        if (profile.hardDisks().controller() == DiskController.ATA) {
            disks.forEach(slots::addDisk);
        }
        slots.attach(0, ports, PcMap.ATA1, PcMap.ATA1_CONTROL, interrupts.irq(PcMap.IRQ_ATA1));
        slots.attach(1, ports, PcMap.ATA2, PcMap.ATA2_CONTROL, interrupts.irq(PcMap.IRQ_ATA2));
    }

    /** An image of less than a sector is no disk. */
    private void addDisk(BiosDrive bay) {
        Optional<DiskImage> image = bay.medium().filter(disk -> disk.size() >= SECTOR);
        image.ifPresent(disk -> drives.add(
                new AtaDisk(events, disk, bay.geometry(), bay.writeProtected(), "RELIQUARY-" + drives.size())));
    }

    private void attach(int cable, PortBus ports, int commandBlock, int controlBlock, Line irq) {
        int master = cable * ON_A_CABLE;
        if (drives.size() > master) {
            Optional<AtaDrive> slave =
                    drives.size() > master + 1 ? Optional.of(drives.get(master + 1)) : Optional.empty();
            AtaChannel channel = new AtaChannel(irq, drives.get(master), slave);
            ports.attach("ATA cable " + (cable + 1), commandBlock, AtaChannel.PORTS, channel);
            ports.attach("ATA cable " + (cable + 1), controlBlock, 1, channel.controlBlock());
        }
    }
}
