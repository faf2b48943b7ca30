package reliquary.board;

import reliquary.bus.PageUse;
import reliquary.bus.PhysicalMemory;
import reliquary.bus.PortBus;
import reliquary.clock.EventQueue;
import reliquary.device.CgaAdapter;
import reliquary.device.DisplayAdapter;
import reliquary.device.MdaAdapter;
import reliquary.device.VgaAdapter;
import reliquary.profile.VideoAdapter;

/**
 * Plugs in the display adapter of the profile.
 *
 * <p>An EGA and an MCGA are replaced by the VGA, which does what they do; a Hercules card by the MDA, whose text it shares.
 */
final class DisplaySlot {
    private DisplaySlot() {}

    static DisplayAdapter plug(VideoAdapter kind, EventQueue events, PhysicalMemory memory, PortBus ports) {
        memory.use(PcMap.VIDEO_WINDOW, PcMap.VIDEO_WINDOW_SIZE, PageUse.ABSENT);
        return switch (kind) {
            case MDA, HERCULES -> {
                MdaAdapter mda = new MdaAdapter(events, memory.window(PcMap.MDA_WINDOW, MdaAdapter.WINDOW));
                ports.attach("MDA", PcMap.MDA, MdaAdapter.PORTS, mda);
                yield mda;
            }
            case CGA -> {
                CgaAdapter cga = new CgaAdapter(events, memory.window(PcMap.CGA_WINDOW, CgaAdapter.WINDOW));
                ports.attach("CGA", PcMap.CGA, CgaAdapter.PORTS, cga);
                yield cga;
            }
            case EGA, MCGA, VGA -> {
                VgaAdapter vga = new VgaAdapter(events, memory.window(PcMap.VIDEO_WINDOW, PcMap.VIDEO_WINDOW_SIZE));
                ports.attach("VGA", PcMap.VGA, VgaAdapter.LOWER_PORTS, vga);
                ports.attach(
                        "VGA",
                        PcMap.VGA + VgaAdapter.UPPER_PORTS,
                        VgaAdapter.PORTS - VgaAdapter.UPPER_PORTS,
                        vga.upperPorts());
                yield vga;
            }
        };
    }
}
