package reliquary.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** QEMU's translator for a whole PC: no acceleration, no display, nothing that a floppy system does not need. */
final class QemuSubject implements Subject {
    private final TimedProcess processes;
    private final Path console;
    private final Optional<Path> program = InstalledProgram.find("qemu-system-i386");

    /** @param console file for what the guest sends to the debugging console, replaced at each run */
    QemuSubject(TimedProcess processes, Path console) {
        this.processes = processes;
        this.console = console;
    }

    @Override
    public String name() {
        return "qemu";
    }

    @Override
    public Optional<String> version() {
        return program.map(p -> "QEMU " + InstalledProgram.version(p) + " TCG");
    }

    @Override
    public Sample run(Workload workload, Path floppy) throws IOException {
        Files.deleteIfExists(console);
        List<String> command = List.of(
                program.orElseThrow().toString(),
                "-accel",
                "tcg",
                "-m",
                "16",
                "-nodefaults",
                "-vga",
                "std",
                "-display",
                "none",
                "-drive",
                "file=" + floppy + ",format=raw,if=floppy,readonly=on",
                "-boot",
                "a",
                "-debugcon",
                "file:" + console,
                "-no-reboot");
        TimedProcess.Ended ended = processes.run(command, Map.of());
        String sent = Files.exists(console) ? Files.readString(console, StandardCharsets.ISO_8859_1) : "";
        Checksum.check(name(), workload, sent, ended.text());
        return ended.sample();
    }
}
