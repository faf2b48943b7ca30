package reliquary.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import reliquary.bench.Bench;
import reliquary.bench.BenchException;
import reliquary.bench.BenchReport;
import reliquary.bench.Workload;

/** {@code relic bench}: the same guest programs here, on QEMU's translator and on DOSBox. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures guest programs here and, where installed, on qemu-system-i386 (TCG) and DOSBox.",
        footer = {
            "",
            "Workloads: boot, registers, sieve, calls, muldiv, moves, doscalls, lines.",
            "Example: relic bench sieve doscalls --runs 5"
        })
final class BenchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "WORKLOAD", arity = "0..*", description = "What to measure. Default: all.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--runs", paramLabel = "N", description = "Runs of each, of which the median counts. Default: 3.")
    private int runs = 3;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "Most host time for one run. Default: 5m.")
    private Duration timeout = Duration.ofMinutes(5);

    @Option(names = "--json", description = "Print as JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Set<Workload> chosen = chosen();
        if (runs < 1) {
            throw new CommandException(ExitStatus.BAD_INPUT, "--runs " + runs + ": at least 1 is needed");
        }
        PrintWriter err = spec.commandLine().getErr();
        try (Bench bench = Bench.open(timeout)) {
            for (Workload workload : bench.impossible()) {
                if (chosen.remove(workload)) {
                    err.println("relic: " + workload.label() + " needs a DOS and is left out; the guest is "
                            + bench.guest());
                }
            }
            print(bench.run(chosen, runs, line -> {
                err.println(line);
                err.flush();
            }));
        } catch (BenchException e) {
            throw new CommandException(ExitStatus.FINDING, String.valueOf(e.getMessage()));
        }
        return ExitStatus.DONE.code();
    }

    private Set<Workload> chosen() {
        Set<Workload> chosen = names.isEmpty() ? EnumSet.allOf(Workload.class) : EnumSet.noneOf(Workload.class);
        for (String name : names) {
            chosen.add(Workload.of(name)
                    .orElseThrow(() -> new CommandException(
                            ExitStatus.BAD_INPUT,
                            "there is no workload '" + name + "'; there are "
                                    + Arrays.stream(Workload.values())
                                            .map(Workload::label)
                                            .collect(Collectors.joining(", ")))));
        }
        return chosen;
    }

    private void print(BenchReport report) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .writeValueAsString(report.json()));
        } else {
            out.print(report.text());
        }
        out.flush();
    }
}
