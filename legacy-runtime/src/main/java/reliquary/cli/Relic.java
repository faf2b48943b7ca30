package reliquary.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import reliquary.engine.EngineUnavailableException;
import reliquary.engine.UnsupportedModeException;

/** The {@code relic} command. Its subcommands are one class each in this package. */
@Command(
        name = "relic",
        mixinStandardHelpOptions = true,
        version = "relic 0.1.0",
        description = "Keeps old x86 business systems alive: imports their disks, runs them, proves what they do.",
        footer = {"", "Example: relic run disk.img --until 'C:\\\\>' --print-screen"})
public final class Relic implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-v", "--verbose"},
            scope = CommandLine.ScopeType.INHERIT,
            description = "Say more on standard error; show where an error came from.")
    private boolean verbose;

    /** One subcommand by the word that calls it. */
    private record Subcommand(String name, Class<?> type) {}

    private static final List<Subcommand> SUBCOMMANDS = List.of(
            new Subcommand("run", RunCommand.class),
            new Subcommand("screenshot", ScreenshotCommand.class),
            new Subcommand("demo", DemoCommand.class),
            new Subcommand("bench", BenchCommand.class),
            new Subcommand("inspect", InspectCommand.class),
            new Subcommand("convert", ConvertCommand.class),
            new Subcommand("ls", LsCommand.class),
            new Subcommand("cat", CatCommand.class),
            new Subcommand("extract", ExtractCommand.class),
            new Subcommand("profiles", ProfilesCommand.class),
            new Subcommand("env", EnvCommand.class));

    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    private static int execute(String... arguments) {
        return execute(new PrintWriter(System.out, true), new PrintWriter(System.err, true), arguments);
    }

    /** Runs one command line, with results on {@code out} and messages on {@code err}, and returns its exit status. */
    public static int execute(PrintWriter out, PrintWriter err, String... arguments) {
        Relic relic = new Relic();
        CommandLine line = new CommandLine(relic);
        addSubcommands(line, arguments);
        line.setOut(out).setErr(err);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        // --until and --type may stand there many times; each is added to the script.
        line.setOverwrittenOptionsAllowed(true);
        line.setExecutionStrategy(parsed -> {
            Logging.configure(relic.verbose);
            return new CommandLine.RunLast().execute(parsed);
        });
        line.setParameterExceptionHandler((e, a) -> usage(e));
        line.setExecutionExceptionHandler((e, command, parsed) -> relic.report(e, command.getErr()));
        try {
            return line.execute(arguments);
        } catch (OutOfMemoryError e) {
            err.println(
                    "relic: this host has not enough memory for that machine; give it less with --memory, or more to"
                            + " relic with RELIC_HEAP=512m");
            return ExitStatus.MISSING_PART.code();
        }
    }

    // Reading the annotations of all subcommands costs a third of a short command's time: the one that is called will
    // do.
    private static void addSubcommands(CommandLine line, String[] arguments) {
        Optional<String> called =
                Arrays.stream(arguments).filter(a -> !a.startsWith("-")).findFirst();
        List<Subcommand> wanted = SUBCOMMANDS.stream()
                .filter(s -> called.filter(s.name()::equals).isPresent())
                .toList();
        for (Subcommand one : wanted.isEmpty() ? SUBCOMMANDS : wanted) {
            line.addSubcommand(one.type());
        }
        if (wanted.isEmpty()) {
            line.addSubcommand(CommandLine.HelpCommand.class);
        }
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static int usage(ParameterException e) {
        PrintWriter err = e.getCommandLine().getErr();
        err.println("relic: " + oneLine(e.getMessage()) + "; see relic "
                + (e.getCommandLine().getParent() == null
                        ? ""
                        : e.getCommandLine().getCommandName() + " ") + "--help");
        return ExitStatus.BAD_INPUT.code();
    }

    private int report(Exception e, PrintWriter err) {
        err.println("relic: " + oneLine(message(e)));
        if (verbose) {
            e.printStackTrace(err);
        }
        return status(e).code();
    }

    private static ExitStatus status(Exception e) {
        if (e instanceof CommandException known) {
            return known.status();
        }
        if (e instanceof EngineUnavailableException) {
            return ExitStatus.MISSING_PART;
        }
        if (e instanceof UnsupportedModeException) {
            return ExitStatus.CRASHED;
        }
        return ExitStatus.BAD_INPUT;
    }

    private static String message(Exception e) {
        Exception cause = e instanceof UncheckedIOException unchecked ? unchecked.getCause() : e;
        if (cause instanceof NoSuchFileException missing) {
            return missing.getFile() + ": no such file";
        }
        if (cause instanceof AccessDeniedException denied) {
            return denied.getFile() + ": not readable or writable; check its permissions";
        }
        if (cause instanceof FileSystemException file && file.getReason() != null) {
            return file.getFile() + ": " + file.getReason();
        }
        if (cause instanceof IOException || cause.getMessage() != null) {
            return String.valueOf(cause.getMessage());
        }
        return "internal error: " + cause.getClass().getSimpleName() + "; run again with -v and report it";
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
