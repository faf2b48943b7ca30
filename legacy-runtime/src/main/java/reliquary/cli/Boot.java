package reliquary.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import reliquary.board.Cables;
import reliquary.board.Media;
import reliquary.board.PcBoard;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;
import reliquary.disk.MediaKind;
import reliquary.disk.format.DiskFormats;
import reliquary.disk.overlay.Overlay;
import reliquary.engine.UnicornLibrary;
import reliquary.machine.Machine;
import reliquary.profile.ClockStart;
import reliquary.profile.MachineProfile;
import reliquary.profile.Profiles;

/** Makes the machine that a command line asks for: opens its disks, lays overlays over them, builds the board. */
final class Boot {
    private static final int MOST_FLOPPIES = 2;
    private static final int MOST_HARD_DISKS = 4;

    private final BootOptions options;
    private final List<DiskImage> floppies = new ArrayList<>();
    private final List<DiskImage> hardDisks = new ArrayList<>();
    private final List<DiskImage> cds = new ArrayList<>();
    private boolean overlayUsed;

    private Boot(BootOptions options) {
        this.options = options;
    }

    /** Builds the machine; {@code targets} go into drives by their kind, {@code --drive} into the one named. */
    static Machine machine(BootOptions options, List<Path> targets, Cables cables) throws IOException {
        return new Boot(options).build(targets, cables);
    }

    private Machine build(List<Path> targets, Cables cables) throws IOException {
        Optional<MachineProfile> named = options.profile().map(Profiles::load);
        UnicornLibrary.Loaded engine = UnicornLibrary.find();
        try {
            for (Path target : targets) {
                insert(target);
            }
            for (Map.Entry<String, Path> drive : options.drives().entrySet()) {
                insert(drive.getKey(), drive.getValue());
            }
            checkCounts();
            MachineProfile profile = named.isPresent() ? withMemory(named.get()) : chosen();
            return new Machine(
                    new PcBoard(profile, startDate(profile), new Media(floppies, hardDisks, cds), cables, engine));
        } catch (IOException | RuntimeException e) {
            close(floppies);
            close(hardDisks);
            close(cds);
            throw e;
        }
    }

    /** The profile that fits the disks; a machine that is not the usual one is told of. */
    private MachineProfile chosen() throws IOException {
        List<DiskImage> disks = new ArrayList<>(hardDisks);
        disks.addAll(floppies);
        ProfileChoice choice = ProfileChoice.of(disks, this::withMemory);
        choice.reason()
                .ifPresent(reason ->
                        options.tell("the machine is " + choice.machine().name() + ": " + reason));
        return choice.machine();
    }

    private MachineProfile withMemory(MachineProfile profile) {
        return options.memory().map(profile::withMemory).orElse(profile);
    }

    private LocalDateTime startDate(MachineProfile profile) {
        return options.startDate().orElseGet(() -> powerOnDate(profile.clock().start()));
    }

    private static LocalDateTime powerOnDate(ClockStart start) {
        if (start instanceof ClockStart.At at) {
            return at.date();
        }
        if (start instanceof ClockStart.Frozen frozen) {
            return frozen.date();
        }
        ClockStart.Offset offset = (ClockStart.Offset) start;
        return LocalDateTime.now().plusYears(offset.years()).plusDays(offset.days());
    }

    private void insert(Path file) throws IOException {
        DiskImage image = DiskFormats.open(file);
        bay(image.media()).add(writable(image, file));
    }

    private void insert(String drive, Path file) throws IOException {
        List<DiskImage> bay = bay(drive, file);
        bay.add(writable(DiskFormats.open(file), file));
    }

    private List<DiskImage> bay(String drive, Path file) {
        return switch (drive.toLowerCase(java.util.Locale.ROOT)) {
            case "a", "b" -> floppies;
            case "c", "d", "e", "f" -> hardDisks;
            case "cd" -> cds;
            default ->
                throw new CommandException(
                        ExitStatus.BAD_INPUT, "--drive " + drive + "=" + file + ": drives are a, b, c, d and cd");
        };
    }

    private List<DiskImage> bay(MediaKind kind) {
        return switch (kind) {
            case FLOPPY -> floppies;
            case HARD_DISK -> hardDisks;
            case CD -> cds;
        };
    }

    /** The original stays as it is: writes go to an overlay, thrown away unless the person named a file for it. */
    private DiskImage writable(DiskImage image, Path file) throws IOException {
        if (image.media() == MediaKind.CD) {
            return image;
        }
        if (options.overlay().isEmpty() || overlayUsed) {
            return Overlay.temporary(image);
        }
        overlayUsed = true;
        Path overlay = options.overlay().get();
        if (Files.exists(overlay)) {
            image.close();
            return Overlay.open(overlay);
        }
        return Overlay.create(overlay, file, image);
    }

    private void checkCounts() throws DiskFormatException {
        if (floppies.size() > MOST_FLOPPIES) {
            throw new DiskFormatException(floppies.size() + " floppies are more than the two drives take");
        }
        if (hardDisks.size() > MOST_HARD_DISKS) {
            throw new DiskFormatException(hardDisks.size() + " hard disks are more than the four that a PC has");
        }
        if (cds.size() > 1) {
            throw new DiskFormatException(cds.size() + " CDs are more than the one drive takes");
        }
        if (floppies.isEmpty() && hardDisks.isEmpty() && cds.isEmpty()) {
            throw new DiskFormatException("nothing to boot: name a disk image, or put one in with --drive a=FILE");
        }
    }

    private static void close(List<DiskImage> disks) throws IOException {
        for (DiskImage disk : disks) {
            disk.close();
        }
    }
}
