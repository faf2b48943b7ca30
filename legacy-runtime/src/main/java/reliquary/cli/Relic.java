package reliquary.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
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
        footer = {"", "Example: relic run disk.img --until 'C:\\\\>' --print-screen"},
        subcommands = {
            RunCommand.class,
            ScreenshotCommand.class,
            DemoCommand.class,
            BenchCommand.class,
            InspectCommand.class,
            ConvertCommand.class,
            LsCommand.class,
            CatCommand.class,
            ExtractCommand.class,
            ProfilesCommand.class,
            EnvCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Relic implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-v", "--verbose"},
            scope = CommandLine.ScopeType.INHERIT,
            description = "Say more on standard error; show where an error came from.")
    private boolean verbose;

    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    private static int execute(String... arguments) {
        return execute(new PrintWriter(System.out, true), new PrintWriter(System.err, true), arguments);
    }

    /** Runs one command line, with results on {@code out} and messages on {@code err}, and returns its exit status. */
    public static int execute(PrintWriter out, PrintWriter err, String... arguments) {
        Relic relic = new Relic();
        CommandLine line = new CommandLine(relic).setOut(out).setErr(err);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        // --until and --type may stand there many times; each is added to the script.
        line.setOverwrittenOptionsAllowed(true);
        line.setExecutionStrategy(parsed -> {
            Logging.configure(relic.verbose);
            return new CommandLine.RunLast().execute(parsed);
        });
        line.setParameterExceptionHandler((e, a) -> usage(e));
        line.setExecutionExceptionHandler((e, command, parsed) -> relic.report(e, command.getErr()));
        return line.execute(arguments);
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
