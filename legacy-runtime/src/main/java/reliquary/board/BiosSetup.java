package reliquary.board;

import java.util.List;
import reliquary.profile.Fpu;
import reliquary.profile.MachineProfile;
import reliquary.profile.Mouse;
import reliquary.shim.bios.BiosSettings;
import reliquary.shim.bios.BiosSettings.BootDevice;
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
                profile.mouse() instanceof Mouse.Ps2);
    }
}
