package reliquary.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import reliquary.console.ConsoleScript;
import reliquary.console.ConsoleScript.Step;
import reliquary.console.TypedText;

/** The options of every command that boots a machine. */
final class BootOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--profile",
            paramLabel = "NAME|FILE",
            description = "The machine to run on; see relic profiles. Default: what fits the disk.")
    private Optional<String> profile = Optional.empty();

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            converter = Sizes.class,
            description = "Memory instead of the profile's: 640K, 16M.")
    private Optional<Integer> memory = Optional.empty();

    @Option(
            names = "--drive",
            paramLabel = "LETTER=FILE",
            description = "Puts an image into a drive: a=F, b=F, c=F, d=F, cd=F.")
    private Map<String, Path> drives = new LinkedHashMap<>();

    @Option(names = "--headless", description = "Show no screen while running.")
    private boolean headless;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "Most host time: 60s, 10m.")
    private Optional<Duration> timeout = Optional.empty();

    @Option(
            names = "--guest-timeout",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "Most guest time: 60s, 10m.")
    private Optional<Duration> guestTimeout = Optional.empty();

    @Option(
            names = "--speed",
            paramLabel = "max|real|N%%",
            converter = Speed.Converter.class,
            description = "How fast guest time passes. Default: max when headless, real when a person watches.")
    private Optional<Speed> speed = Optional.empty();

    @Option(
            names = "--start-date",
            paramLabel = "DATE",
            converter = StartDates.class,
            description = "The guest's clock at power-on: 1994-03-01T09:00.")
    private Optional<LocalDateTime> startDate = Optional.empty();

    @Option(names = "--print-screen", description = "Print the final text screen on standard output.")
    private boolean printScreen;

    @Option(
            names = "--serial",
            paramLabel = "FILE|-|tcp:PORT",
            description = "Where the first serial port leads: a file, - for standard output, a TCP port on this host.")
    private Optional<String> serial = Optional.empty();

    @Option(
            names = "--parallel",
            paramLabel = "FILE|-",
            description = "Where what is printed on the first parallel port goes; - is standard output.")
    private Optional<String> parallel = Optional.empty();

    @Option(names = "--no-reboot", description = "A reset by the guest ends the run.")
    private boolean noReboot;

    @Option(
            names = "--overlay",
            paramLabel = "FILE",
            description = "Keep what the guest writes to its first disk in this overlay file. Default: thrown away.")
    private Optional<Path> overlay = Optional.empty();

    @Option(
            names = "--stats",
            description = "One line of JSON on standard error at the end: times, blocks, exits, engine.")
    private boolean stats;

    private final List<Step> steps = new ArrayList<>();

    @Option(
            names = "--until",
            paramLabel = "REGEX",
            description = "Run until the text screen matches. Repeats, in order with --type.")
    private void until(String regex) {
        try {
            steps.add(new Step.Until(Pattern.compile(regex)));
        } catch (PatternSyntaxException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--until '" + regex + "': " + e.getDescription() + " at column " + (e.getIndex() + 1));
        }
    }

    @Option(
            names = "--type",
            paramLabel = "TEXT",
            description = "Type once the --until before it matched; {ENTER}, {F3}, {CTRL+C}, {UP} name keys.")
    private void type(String text) {
        try {
            steps.add(new Step.Type(TypedText.parse(text)));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--type '" + text + "': " + e.getMessage());
        }
    }

    /** Tells the person something in one line on standard error. */
    void tell(String line) {
        spec.commandLine().getErr().println("relic: " + line);
    }

    Optional<String> profile() {
        return profile;
    }

    Optional<Integer> memory() {
        return memory;
    }

    Map<String, Path> drives() {
        return drives;
    }

    boolean headless() {
        return headless;
    }

    Optional<Duration> timeout() {
        return timeout;
    }

    Optional<Duration> guestTimeout() {
        return guestTimeout;
    }

    Optional<Speed> speed() {
        return speed;
    }

    Optional<LocalDateTime> startDate() {
        return startDate;
    }

    boolean printScreen() {
        return printScreen;
    }

    Optional<String> serial() {
        return serial;
    }

    Optional<String> parallel() {
        return parallel;
    }

    boolean noReboot() {
        return noReboot;
    }

    Optional<Path> overlay() {
        return overlay;
    }

    boolean stats() {
        return stats;
    }

    ConsoleScript script() {
        return new ConsoleScript(steps);
    }
}
