package reliquary.profile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import reliquary.profile.Node.Mapping;

/** Makes the records from a resolved document, key by key; what is missing or impossible is collected. */
final class ProfileAssembler {
    private static final long KB = 1L << 10;
    private static final long LARGEST_EXTENDED = (1023L << 20);
    private static final int SLOTS = 4;
    private static final int SERIAL_PORTS = 4;
    private static final int PARALLEL_PORTS = 3;

    private final Reading root;
    private final List<Problem> problems;

    private ProfileAssembler(Mapping resolved, List<Problem> problems) {
        this.root = new Reading(resolved, "", problems);
        this.problems = problems;
    }

    /**
     * The machine that a resolved document describes.
     *
     * @param name with its options
     * @param folder where a ROM file is looked for
     * @param problems takes what is missing or out of range; if it takes anything, the machine is not to be used
     */
    static MachineProfile assemble(Mapping resolved, String name, Path folder, List<Problem> problems) {
        return new ProfileAssembler(resolved, problems).machine(name, folder);
    }

    private MachineProfile machine(String name, Path folder) {
        return new MachineProfile(
                identity(name),
                root.choice("board", Architecture.class),
                cpu(root.group("cpu")),
                memory(root.group("memory")),
                firmware(root.group("firmware"), folder),
                root.choices("buses", Bus.class),
                video(root.group("video")),
                floppies(root.group("floppies")),
                disks(root.group("disks")),
                root.choice("cd", CdDrive.class),
                serialPorts(root.group("serial")),
                parallelPorts(root.group("parallel")),
                keyboard(root.group("keyboard")),
                mouse(root.text("mouse")),
                card("network").map(c -> new NetworkCard(c.choice("card", NetworkModel.class), resources(c))),
                card("sound").map(c -> new SoundCard(c.choice("card", SoundModel.class), resources(c))),
                card("scsi").map(c -> new ScsiAdapter(c.choice("card", ScsiModel.class), resources(c))),
                clock(root.group("clock")),
                root.whole("code-page"),
                Set.copyOf(root.choices("quirks", Quirk.class)));
    }

    private Identity identity(String name) {
        return new Identity(
                name,
                root.text("title"),
                root.optional("maker"),
                root.optional("model"),
                root.optional("years"),
                root.optional("wikidata"),
                root.texts("sources"));
    }

    private static Cpu cpu(Reading cpu) {
        CpuModel model = cpu.choice("model", CpuModel.class);
        double cycles = cpu.decimal("cycles-per-instruction").orElse(model.cyclesPerInstruction());
        return new Cpu(model, cpu.megahertz("clock"), cycles, cpu.choice("fpu", Fpu.class));
    }

    private static MemoryMap memory(Reading memory) {
        return new MemoryMap(
                memory.size("conventional", 16 * KB, MemoryMap.MOST_CONVENTIONAL),
                memory.size("extended", 64 * KB, LARGEST_EXTENDED));
    }

    private Firmware firmware(Reading firmware, Path folder) {
        BiosIdentity identity = new BiosIdentity(
                firmware.whole("model-byte"),
                firmware.whole("submodel"),
                firmware.whole("revision"),
                firmware.date("date"));
        if (!firmware.text("kind").equals("rom")) {
            return new Firmware.Paravirtual(identity);
        }
        Optional<String> file = firmware.optional("file");
        Optional<String> hash = firmware.optional("sha256");
        if (file.isEmpty() || hash.isEmpty()) {
            problems.add(new Problem(firmware.at("kind"), "firmware of kind rom needs both file and sha256"));
        }
        return new Firmware.Rom(folder.resolve(file.orElse("")), hash.orElse(""), identity);
    }

    private static Video video(Reading video) {
        return new Video(
                video.choice("adapter", VideoAdapter.class),
                video.size("memory", 4 * KB, 64 << 20),
                video.choice("monitor", Monitor.class));
    }

    private static Floppies floppies(Reading floppies) {
        return new Floppies(
                floppies.choice("controller", FloppyController.class),
                floppies.optionalChoice("a", FloppyType.class),
                floppies.optionalChoice("b", FloppyType.class));
    }

    private static HardDisks disks(Reading disks) {
        List<HardDiskSlot> slots = new ArrayList<>();
        for (int n = 0; n < SLOTS; n++) {
            String key = String.valueOf((char) ('c' + n));
            if (disks.isGroup(key)) {
                Reading slot = disks.group(key);
                slots.add(new HardDiskSlot(n, geometry(slot), slot.optionalWhole("type")));
            } else if (disks.optional(key).isPresent()) {
                slots.add(new HardDiskSlot(n, Optional.empty(), OptionalInt.empty()));
            }
        }
        return new HardDisks(disks.choice("controller", DiskController.class), slots);
    }

    private static Optional<DriveGeometry> geometry(Reading slot) {
        Optional<String> text = slot.optional("geometry").filter(t -> !t.equals(ProfileShape.AUTO));
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String[] parts = text.get().split("/");
        DriveGeometry geometry =
                new DriveGeometry(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
        if (!geometry.isPossible()) {
            slot.problem(
                    slot.at("geometry"),
                    "a disk has 1 to 65536 cylinders, 1 to 255 heads and 1 to 63 sectors, not " + text.get());
        }
        return Optional.of(geometry);
    }

    private static List<SerialPort> serialPorts(Reading serial) {
        List<SerialPort> ports = new ArrayList<>();
        for (int n = 1; n <= SERIAL_PORTS; n++) {
            if (serial.isGroup("com" + n)) {
                Reading port = serial.group("com" + n);
                ports.add(new SerialPort(
                        n, port.whole("port"), port.optionalWhole("irq"), port.choice("uart", Uart.class)));
            }
        }
        return ports;
    }

    private static List<ParallelPort> parallelPorts(Reading parallel) {
        List<ParallelPort> ports = new ArrayList<>();
        for (int n = 1; n <= PARALLEL_PORTS; n++) {
            if (parallel.isGroup("lpt" + n)) {
                Reading port = parallel.group("lpt" + n);
                ports.add(new ParallelPort(n, port.whole("port"), port.optionalWhole("irq")));
            }
        }
        return ports;
    }

    private static Keyboard keyboard(Reading keyboard) {
        return new Keyboard(keyboard.whole("keys"), keyboard.text("layout"));
    }

    private static Mouse mouse(String word) {
        if (word.equals("ps2")) {
            return new Mouse.Ps2();
        }
        return word.startsWith("com") ? new Mouse.Serial(word.charAt(3) - '0') : new Mouse.None();
    }

    private Optional<Reading> card(String key) {
        return root.isGroup(key) ? Optional.of(root.group(key)) : Optional.empty();
    }

    private static CardResources resources(Reading card) {
        return new CardResources(card.optionalWhole("port"), card.optionalWhole("irq"), card.optionalWhole("dma"));
    }

    private static Clock clock(Reading clock) {
        return new Clock(clock.choice("chip", ClockChip.class), clock.start("start"));
    }
}
