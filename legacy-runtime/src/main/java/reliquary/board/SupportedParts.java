package reliquary.board;

import java.util.List;
import java.util.Map;
import java.util.Set;
import reliquary.profile.MachineProfile;
import reliquary.profile.Part;

/** The parts of profiles that {@link PcBoard} can be built with. Whoever adds a device to the board adds its word here. */
public final class SupportedParts {
    private static final Map<String, Set<String>> WORDS = Map.ofEntries(
            Map.entry("board", Set.of("at")),
            Map.entry("firmware.kind", Set.of("paravirtual")),
            Map.entry("video.adapter", Set.of("mda", "cga", "vga")),
            Map.entry("floppies.controller", Set.of("paravirtual")),
            Map.entry("disks.controller", Set.of("paravirtual", "ata")),
            Map.entry("cd", Set.of("none", "paravirtual", "atapi")),
            Map.entry("serial", Set.of("8250", "16450", "16550a")),
            Map.entry("parallel", Set.of("port")),
            Map.entry("mouse", Set.of("none", "ps2")),
            Map.entry("quirks", Set.of("no-e820", "no-edd")),
            Map.entry("clock.chip", Set.of("mc146818")));

    private SupportedParts() {}

    /** The machine's parts that the board does not have yet, in the order of its profile. */
    public static List<Part> missing(MachineProfile machine) {
        return Part.of(machine).stream()
                .filter(part -> !WORDS.getOrDefault(part.key(), Set.of()).contains(part.word()))
                .toList();
    }
}
