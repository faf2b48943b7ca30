package reliquary.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import reliquary.profile.Node.Mapping;

/** What cannot be true together in one machine: two users of one port, interrupt line or DMA channel, parts that do not fit. */
final class Conflicts {
    private static final int SERIAL_PORTS = 8;
    private static final int PARALLEL_PORTS = 3;

    private final MachineProfile machine;
    private final Mapping document;
    private final List<Problem> problems = new ArrayList<>();
    private final TreeMap<Integer, Claim> ports = new TreeMap<>();
    private final Map<Integer, Claim> irqs = new TreeMap<>();
    private final Map<Integer, Claim> dmas = new TreeMap<>();

    private Conflicts(MachineProfile machine, Mapping document) {
        this.machine = machine;
        this.document = document;
    }

    /** Everything that contradicts, at the place of the later of two sides, naming both. */
    static List<Problem> problems(MachineProfile machine, Mapping document) {
        Conflicts conflicts = new Conflicts(machine, document);
        conflicts.boardClaims();
        conflicts.cardClaims();
        conflicts.parts();
        return conflicts.problems;
    }

    // The lines that every board of its kind uses itself: IBM PC/AT Technical Reference, "System Interrupts" and "I/O
    // Address Map".
    private void boardClaims() {
        boolean at = machine.architecture() == Architecture.AT;
        irq(2, at ? "the second interrupt controller" : "", "board");
        irq(8, at ? "the clock" : "", "clock.chip");
        irq(12, machine.mouse() instanceof Mouse.Ps2 ? "the PS/2 mouse" : "", "mouse");
        irq(13, at && machine.cpu().fpu() != Fpu.NONE ? "the floating-point unit" : "", "cpu.fpu");
        dma(4, at ? "the first DMA controller" : "", "board");
        ports(0x000, 0x100, "the board", "board");
        if (machine.floppies().controller() != FloppyController.PARAVIRTUAL) {
            ports(0x3F0, 6, "the floppy controller", "floppies.controller");
            irq(6, "the floppy controller", "floppies.controller");
            dma(2, "the floppy controller", "floppies.controller");
        }
        diskClaims();
        videoClaims();
    }

    private void diskClaims() {
        switch (machine.hardDisks().controller()) {
            case XEBEC -> {
                ports(0x320, 4, "the hard-disk controller", "disks.controller");
                irq(5, "the hard-disk controller", "disks.controller");
                dma(3, "the hard-disk controller", "disks.controller");
            }
            case ATA -> {
                ports(0x1F0, 8, "the hard-disk controller", "disks.controller");
                ports(0x3F6, 1, "the hard-disk controller", "disks.controller");
                irq(14, "the hard-disk controller", "disks.controller");
            }
            default -> {}
        }
        boolean ata = machine.hardDisks().controller() == DiskController.ATA;
        if (machine.cd() == CdDrive.ATAPI || ata && machine.hardDisks().slots().size() > 2) {
            ports(0x170, 8, "the second ATA channel", "cd");
            irq(15, "the second ATA channel", "cd");
        }
    }

    private void videoClaims() {
        VideoAdapter adapter = machine.video().adapter();
        switch (adapter) {
            case MDA -> ports(0x3B0, 12, "the display adapter", "video.adapter");
            case HERCULES -> {
                // Its printer port lies between.
                ports(0x3B0, 12, "the display adapter", "video.adapter");
                ports(0x3BF, 1, "the display adapter", "video.adapter");
            }
            case CGA, MCGA -> ports(0x3D0, 16, "the display adapter", "video.adapter");
            case EGA, VGA -> {
                ports(0x3B0, 12, "the display adapter", "video.adapter");
                ports(0x3C0, 32, "the display adapter", "video.adapter");
            }
        }
    }

    private void cardClaims() {
        for (SerialPort serial : machine.serialPorts()) {
            claim("COM" + serial.number(), "serial.com" + serial.number(), serial.port(), SERIAL_PORTS, serial.irq());
        }
        for (ParallelPort lpt : machine.parallelPorts()) {
            claim("LPT" + lpt.number(), "parallel.lpt" + lpt.number(), lpt.port(), PARALLEL_PORTS, lpt.irq());
        }
        machine.network()
                .ifPresent(c -> card("the network card", "network", c.model().ports(), c.resources()));
        machine.sound().ifPresent(c -> card("the sound card", "sound", c.model().ports(), c.resources()));
        machine.scsi().ifPresent(c -> card("the SCSI adapter", "scsi", c.model().ports(), c.resources()));
    }

    private void card(String user, String path, int count, CardResources resources) {
        resources.port().ifPresent(port -> ports(port, count, user, path + ".port"));
        resources.irq().ifPresent(irq -> irq(irq, user, path + ".irq"));
        resources.dma().ifPresent(dma -> dma(dma, user, path + ".dma"));
    }

    private void claim(String user, String path, int port, int count, OptionalInt irq) {
        ports(port, count, user, path + ".port");
        irq.ifPresent(line -> irq(line, user, path + ".irq"));
    }

    private void ports(int first, int count, String user, String path) {
        if (first + count > Shape.Port.MOST + 1) {
            problem(path, user + " at ports " + hex(first) + " and up runs past FFFFh");
            return;
        }
        Claim claim = new Claim(user, path, first, first + count - 1);
        Map.Entry<Integer, Claim> before = ports.floorEntry(claim.last());
        if (before != null && before.getValue().last() >= first) {
            clash("I/O port " + hex(Math.max(first, before.getValue().first())), claim, before.getValue());
            return;
        }
        ports.put(first, claim);
    }

    private void irq(int line, String user, String path) {
        line(irqs, "IRQ ", line, user, path);
        if (!user.isEmpty() && line > machine.architecture().lastIrq()) {
            problem(
                    path,
                    user + " uses IRQ " + line + "; an "
                            + machine.architecture().yaml() + " board has IRQ 2 to 7");
        }
    }

    private void dma(int channel, String user, String path) {
        line(dmas, "DMA channel ", channel, user, path);
    }

    private void line(Map<Integer, Claim> lines, String kind, int line, String user, String path) {
        if (user.isEmpty()) {
            return;
        }
        Claim claim = new Claim(user, path, line, line);
        Claim other = lines.putIfAbsent(line, claim);
        if (other != null) {
            clash(kind + line, claim, other);
        }
    }

    private void clash(String what, Claim claim, Claim other) {
        problem(
                claim.path(),
                claim.user() + " uses " + what + ", and so does " + other.user() + " at " + position(other.path()));
    }

    private void parts() {
        cpuParts();
        memoryParts();
        mouseParts();
        scsiParts();
        if (machine.architecture() == Architecture.AT && machine.cpu().model().generation() < 2) {
            problem(
                    "cpu.model",
                    "an at board has an 80286 or later, not the "
                            + machine.cpu().model().yaml());
        }
    }

    private void cpuParts() {
        Cpu cpu = machine.cpu();
        Fpu fpu = cpu.fpu();
        // A 386 board takes an 80287 in place of an 80387.
        boolean older = fpu == Fpu.I80287 && cpu.model().generation() == 3;
        if (fpu != Fpu.NONE && fpu != cpu.model().coprocessor() && !older) {
            problem(
                    "cpu.fpu",
                    "the " + cpu.model().yaml() + " takes "
                            + cpu.model().coprocessor().yaml() + ", not " + fpu.yaml());
        }
    }

    private void memoryParts() {
        MemoryMap memory = machine.memory();
        if (memory.extended() > 0 && memory.arena() > machine.cpu().model().addressSpace()) {
            problem(
                    "memory.extended",
                    "the " + machine.cpu().model().yaml() + " at " + position("cpu.model") + " reaches "
                            + (machine.cpu().model().addressSpace() >> 20) + " MB; this is more");
        }
    }

    private void mouseParts() {
        if (machine.mouse() instanceof Mouse.Serial mouse
                && machine.serialPorts().stream().noneMatch(port -> port.number() == mouse.number())) {
            problem("mouse", "the mouse is on com" + mouse.number() + ", which the machine does not have");
        }
    }

    private void scsiParts() {
        if (machine.scsi().isEmpty() && machine.hardDisks().controller() == DiskController.SCSI) {
            problem("disks.controller", "disks on SCSI need a SCSI adapter; state scsi.card");
        }
        if (machine.scsi().isEmpty() && machine.cd() == CdDrive.SCSI) {
            problem("cd", "a CD drive on SCSI needs a SCSI adapter; state scsi.card");
        }
    }

    private void problem(String path, String message) {
        problems.add(new Problem(position(path), message));
    }

    /** Where the value at a path stands; the nearest group around it if it is not stated. */
    private Position position(String path) {
        Node node = document;
        for (String key : path.split("\\.")) {
            Optional<Node> inner = node instanceof Mapping group ? group.get(key) : Optional.empty();
            if (inner.isEmpty()) {
                break;
            }
            node = inner.get();
        }
        return node.at();
    }

    private static String hex(int port) {
        return String.format("%Xh", port);
    }

    /** A device's use of ports or of a line, first to last. */
    private record Claim(String user, String path, int first, int last) {}
}
