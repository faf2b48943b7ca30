package reliquary.board;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import reliquary.profile.Fpu;
import reliquary.profile.MachineProfile;
import reliquary.profile.Mouse;
import reliquary.profile.Quirk;
import reliquary.shim.bios.BiosSettings;
import reliquary.shim.bios.BiosSettings.BootDevice;
import reliquary.shim.bios.BiosSettings.Extension;
import reliquary.shim.bios.VideoAdapter;

/** What the profile tells the paravirtual BIOS. */
final class BiosSetup {
    private BiosSetup() {}

    static BiosSettings settings(MachineProfile profile) {
        VideoAdapter video = switch (profile.video().adapter()) {
            case MDA, HERCULES -> VideoAdapter.MDA;
            case CGA -> VideoAdapter.CGA;
            case EGA, MCGA, VGA -> VideoAdapter.VGA;
        };
        return new BiosSettings(
                video,
                List.of(BootDevice.FLOPPY, BootDevice.HARD_DISK, BootDevice.CD),
                profile.cpu().fpu() != Fpu.NONE,
                profile.mouse() instanceof Mouse.Ps2,
                profile.firmware().identity(),
                extensions(profile.quirks()));
    }

    private static Set<Extension> extensions(Set<Quirk> quirks) {
        Set<Extension> extensions = EnumSet.allOf(Extension.class);
        if (quirks.contains(Quirk.NO_E820)) {
            extensions.remove(Extension.MEMORY_MAP);
        }
        if (quirks.contains(Quirk.NO_EDD)) {
            extensions.remove(Extension.ENHANCED_DISKS);
        }
        return extensions;
    }
}
