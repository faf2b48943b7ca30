package reliquary.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import reliquary.machine.Machine;

/** {@code relic run}: boots a disk; the screen appears in the terminal. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Boots a system; its screen appears in the terminal.",
        footer = {"", "Example: relic run disk.img --headless --until 'A:\\\\>' --type 'ver{ENTER}' --print-screen"})
final class RunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private BootOptions options = new BootOptions();

    @Parameters(paramLabel = "TARGET", description = "Disk images; each goes into a drive of its kind.", arity = "0..*")
    private List<Path> targets = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        try (Machine machine = Boot.machine(options, targets)) {
            return new BootedRun(
                            machine,
                            options,
                            spec.commandLine().getOut(),
                            spec.commandLine().getErr())
                    .run()
                    .code();
        }
    }
}
