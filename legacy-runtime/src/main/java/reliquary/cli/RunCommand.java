package reliquary.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import reliquary.console.TerminalConsole;
import reliquary.machine.Machine;
import reliquary.machine.Watch;

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
        try (PortCaptures ports = new PortCaptures(options);
                Machine machine = Boot.machine(options, targets, ports.cables())) {
            Watch peer = ports.input(machine.board().serialPorts());
            return (options.headless() || System.console() == null
                            ? runAlone(machine, peer)
                            : runWatched(machine, peer))
                    .code();
        }
    }

    private ExitStatus runAlone(Machine machine, Watch peer) {
        return run(machine, new Speed.Max(), peer);
    }

    private ExitStatus runWatched(Machine machine, Watch peer) throws IOException {
        WatchedRun person = new WatchedRun(machine);
        try (TerminalConsole console = TerminalConsole.open(person)) {
            return run(machine, new Speed.Paced(1), () -> person.goOn() && peer.goOn());
        }
    }

    private ExitStatus run(Machine machine, Speed usual, Watch host) {
        CommandLine line = spec.commandLine();
        return new BootedRun(machine, options, usual, line.getOut(), line.getErr()).run(host);
    }
}
