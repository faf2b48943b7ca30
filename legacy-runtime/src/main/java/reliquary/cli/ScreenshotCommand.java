package reliquary.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import reliquary.console.PngWriter;
import reliquary.console.ScreenReader;
import reliquary.machine.Machine;

/** {@code relic screenshot}: boots headless and writes the screen as a PNG picture. */
@Command(
        name = "screenshot",
        mixinStandardHelpOptions = true,
        description = "Boots headless like run and writes the final screen as a PNG picture.",
        footer = {"", "Example: relic screenshot game.img --guest-timeout 5s -o screen.png"})
final class ScreenshotCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private BootOptions options = new BootOptions();

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE.png",
            description = "The picture to write.")
    private Path output = Path.of("");

    @Parameters(paramLabel = "TARGET", description = "Disk images; each goes into a drive of its kind.", arity = "0..*")
    private List<Path> targets = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        try (PortCaptures ports = new PortCaptures(options);
                Machine machine = Boot.machine(options, targets, ports.cables())) {
            CommandLine line = spec.commandLine();
            ExitStatus status = new BootedRun(machine, options, new Speed.Max(), line.getOut(), line.getErr())
                    .run(ports.input(machine.board().serialPorts()));
            try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(output))) {
                PngWriter.write(new ScreenReader(machine.board().display()).picture(), file);
            }
            return status.code();
        }
    }
}
