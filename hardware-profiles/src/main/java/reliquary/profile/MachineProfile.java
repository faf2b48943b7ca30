package reliquary.profile;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A machine, complete: everything that a board is built from.
 *
 * @param architecture the controllers around the processor
 * @param buses for cards, oldest first
 * @param serialPorts in order of their number, at most four
 * @param parallelPorts in order of their number, at most three
 * @param codePage of the adapter's character generator, such as 437
 */
public record MachineProfile(
        Identity identity,
        Architecture architecture,
        Cpu cpu,
        MemoryMap memory,
        Firmware firmware,
        List<Bus> buses,
        Video video,
        Floppies floppies,
        HardDisks hardDisks,
        CdDrive cd,
        List<SerialPort> serialPorts,
        List<ParallelPort> parallelPorts,
        Keyboard keyboard,
        Mouse mouse,
        Optional<NetworkCard> network,
        Optional<SoundCard> sound,
        Optional<ScsiAdapter> scsi,
        Clock clock,
        int codePage,
        Set<Quirk> quirks) {
    public MachineProfile {
        buses = List.copyOf(buses);
        serialPorts = List.copyOf(serialPorts);
        parallelPorts = List.copyOf(parallelPorts);
        Set<Quirk> ordered = EnumSet.noneOf(Quirk.class);
        ordered.addAll(quirks);
        quirks = Collections.unmodifiableSet(ordered);
    }

    /** The profile's name with its options. */
    public String name() {
        return identity.name();
    }

    /** The same machine with another amount of memory: {@code total} bytes, of which the first 640 KB are conventional. */
    public MachineProfile withMemory(int total) {
        int conventional = Math.min(total, MemoryMap.MOST_CONVENTIONAL);
        // A machine of 1 MB and more counts its adapter area too: 16 MB are 640 KB and 15 MB.
        int extended = Math.max(0, total - MemoryMap.EXTENDED_BASE);
        return new MachineProfile(
                identity,
                architecture,
                cpu,
                new MemoryMap(conventional, extended),
                firmware,
                buses,
                video,
                floppies,
                hardDisks,
                cd,
                serialPorts,
                parallelPorts,
                keyboard,
                mouse,
                network,
                sound,
                scsi,
                clock,
                codePage,
                quirks);
    }
}
