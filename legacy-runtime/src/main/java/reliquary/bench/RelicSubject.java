package reliquary.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** This program, as a person starts it: {@code relic run} in a process of its own. */
final class RelicSubject implements Subject {
    private static final Pattern ENGINE = Pattern.compile("\"engine\":\"([^\"]*)\"");
    private static final Pattern JAVA = Pattern.compile("\"java\":\"([^\"]*)\"");
    private static final String MAIN_CLASS = "reliquary.cli.Relic";

    private final TimedProcess processes;
    private final List<String> launcher = launcher();
    private Optional<String> seen = Optional.empty();

    RelicSubject(TimedProcess processes) {
        this.processes = processes;
    }

    @Override
    public String name() {
        return "relic";
    }

    /** Engine, binding and JDK, as the last run stated them. */
    @Override
    public Optional<String> version() {
        return Optional.of(seen.orElse("relic"));
    }

    /** The script that started this program, which it names in the environment; else this Java with the same options. */
    private static List<String> launcher() {
        Optional<String> script = Optional.ofNullable(System.getenv("RELIC_LAUNCHER"));
        if (script.isPresent()) {
            return List.of(script.get());
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN_CLASS));
        return List.copyOf(command);
    }

    @Override
    public Sample run(Workload workload, Path floppy) throws IOException {
        List<String> command = new ArrayList<>(launcher);
        command.addAll(List.of(
                "run", floppy.toString(), "--memory", "16M", "--headless", "--no-reboot", "--print-screen", "--stats"));
        TimedProcess.Ended ended = processes.run(command, Map.of());
        Checksum.check(name(), workload, ended.text(), ended.text());
        seen = Optional.of(group(ENGINE, ended.text()) + ", Java " + group(JAVA, ended.text()));
        return ended.sample();
    }

    private static String group(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "unknown";
    }
}
