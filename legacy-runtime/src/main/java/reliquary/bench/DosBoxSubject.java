package reliquary.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** DOSBox with its recompiling core at full speed. Its DOS is native code, and it does not boot the floppy. */
final class DosBoxSubject implements Subject {
    private static final String RESULT = "RESULT.TXT";

    private final TimedProcess processes;
    private final Path folder;
    private final Optional<Path> program = InstalledProgram.find("dosbox");

    /** @param folder that the guest sees as its drive C */
    DosBoxSubject(TimedProcess processes, Path folder) {
        this.processes = processes;
        this.folder = folder;
    }

    @Override
    public String name() {
        return "dosbox";
    }

    @Override
    public Optional<String> version() {
        return program.map(p -> "DOSBox " + InstalledProgram.version(p) + " core=dynamic cycles=max");
    }

    @Override
    public Sample run(Workload workload, Path floppy) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("WORK.COM"), workload.program());
        Files.write(folder.resolve("SHOW.COM"), BenchFloppy.resultProgram());
        Path result = folder.resolve(RESULT);
        Files.deleteIfExists(result);
        Path settings = folder.resolve("bench.conf");
        Files.writeString(
                settings,
                String.join(
                        "\n",
                        "[cpu]",
                        "core=dynamic",
                        "cycles=max",
                        "[mixer]",
                        "nosound=true",
                        "[autoexec]",
                        "mount c \"" + folder + "\"",
                        "c:",
                        "WORK",
                        "SHOW > " + RESULT,
                        "exit",
                        ""));
        TimedProcess.Ended ended = processes.run(
                List.of(program.orElseThrow().toString(), "-conf", settings.toString()),
                Map.of("SDL_VIDEODRIVER", "dummy", "SDL_AUDIODRIVER", "dummy"));
        String shown = Files.exists(result) ? Files.readString(result, StandardCharsets.ISO_8859_1) : "";
        Checksum.check(name(), workload, shown, ended.text());
        return ended.sample();
    }
}
