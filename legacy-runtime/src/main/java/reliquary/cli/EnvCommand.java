package reliquary.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import reliquary.bus.PhysicalMemory;
import reliquary.engine.CpuEngine;
import reliquary.engine.EngineUnavailableException;
import reliquary.engine.UnicornLibrary;

/** {@code relic env}: what was found on this host, and what to do about what is missing. */
@Command(
        name = "env",
        mixinStandardHelpOptions = true,
        description = "Shows what was found here: JDK, binding, Unicorn version and path, KVM.",
        footer = {"", "Example: relic env --json"})
final class EnvCommand implements Callable<Integer> {
    private static final Path KVM = Path.of("/dev/kvm");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--json", description = "Print as JSON.")
    private boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("java", Runtime.version() + " (" + System.getProperty("java.home") + ")");
        facts.put("host", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        ExitStatus status = ExitStatus.DONE;
        try {
            UnicornLibrary.Loaded library = UnicornLibrary.find();
            facts.put("unicorn", library.version() + " (" + library.file() + ")");
            facts.put("binding", library.binding());
            try (CpuEngine cpu = library.open(new PhysicalMemory(1 << 20))) {
                facts.put("engine", cpu.describe());
            }
        } catch (EngineUnavailableException e) {
            facts.put("unicorn", "missing: " + e.getMessage());
            status = ExitStatus.MISSING_PART;
        }
        facts.put("kvm", kvm());
        print(facts);
        return status.code();
    }

    private static String kvm() {
        if (!Files.exists(KVM)) {
            return "not on this host; not needed";
        }
        return Files.isWritable(KVM)
                ? "present; not used by this version"
                : "present, but this user may not open it; not needed";
    }

    private void print(Map<String, String> facts) throws JsonProcessingException {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(new ObjectMapper().writeValueAsString(facts));
        } else {
            facts.forEach((name, value) -> out.printf("%-8s %s%n", name, value));
            for (UnicornLibrary.Candidate other : otherLibraries()) {
                out.printf("%-8s %s: %s%n", "found", other.file(), other.verdict());
            }
        }
        out.flush();
    }

    /** Libraries that were passed over. */
    private static List<UnicornLibrary.Candidate> otherLibraries() {
        return UnicornLibrary.candidates().stream().filter(c -> !c.good()).toList();
    }
}
