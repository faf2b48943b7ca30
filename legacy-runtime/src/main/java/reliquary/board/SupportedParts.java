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
            Map.entry("mouse", Set.of("none", "ps2", "serial")),
            Map.entry("quirks", Set.of("no-e820", "no-edd")),
            Map.entry("clock.chip", Set.of("mc146818")));

    /** Missing parts whose work another part does, so that systems on disks do not notice, drivers for their registers do. */
    private static final Map<String, Set<String>> REPLACED = Map.ofEntries(
            Map.entry("video.adapter", Set.of("ega", "mcga")),
            Map.entry("floppies.controller", Set.of("nec765", "82077aa")),
            Map.entry("quirks", Set.of("cga-snow")));

    private SupportedParts() {}

    /** The machine's parts that the board does not have yet, in the order of its profile. */
    public static List<Part> missing(MachineProfile machine) {
        return Part.of(machine).stream().filter(part -> !isIn(WORDS, part)).toList();
    }

    /**
     * Whether the board is as good as the machine: what is missing is replaced by the BIOS, which reaches disks without
     * their controllers, or by an adapter that includes the missing one.
     */
    public static boolean carry(MachineProfile machine) {
        return missing(machine).stream().allMatch(part -> isIn(REPLACED, part));
    }

    private static boolean isIn(Map<String, Set<String>> words, Part part) {
        return words.getOrDefault(part.key(), Set.of()).contains(part.word());
    }
}
