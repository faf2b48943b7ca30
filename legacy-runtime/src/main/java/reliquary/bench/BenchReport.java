package reliquary.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * What a bench found.
 *
 * @param guest the system that was booted
 * @param systems the measured systems by name, ours first, each with its version
 * @param runs of each workload on each system
 * @param samples of each workload and system; {@link Workload#BOOT} is always there
 */
public record BenchReport(
        String guest, Map<String, String> systems, int runs, Map<Workload, Map<String, List<Sample>>> samples) {

    private static final int FIRST_COLUMN = 12;
    private static final int COLUMN = 13;

    /** One figure of a workload on a system, in seconds; empty where it is not known. */
    @FunctionalInterface
    private interface Figure {
        OptionalDouble of(Workload workload, String system);
    }

    /** Median of the wall time of the whole process, in seconds. */
    public double wall(Workload workload, String system) {
        return median(runsOf(workload, system).stream().mapToDouble(Sample::wall));
    }

    /** Median of the processor time, user and system, of the whole process, in seconds. */
    public OptionalDouble cpu(Workload workload, String system) {
        List<Double> known = runsOf(workload, system).stream()
                .map(Sample::cpu)
                .flatMap(Optional::stream)
                .toList();
        return known.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(median(known.stream().mapToDouble(d -> d)));
    }

    /** {@link #wall} without the same system's {@link Workload#BOOT}; empty for that itself. */
    public OptionalDouble withoutBoot(Workload workload, String system) {
        return workload == Workload.BOOT
                ? OptionalDouble.empty()
                : OptionalDouble.of(wall(workload, system) - wall(Workload.BOOT, system));
    }

    private List<Sample> runsOf(Workload workload, String system) {
        return Optional.ofNullable(samples.get(workload).get(system)).orElseThrow();
    }

    private static double median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** For people: a table of each figure, with the ratio of medians that says how many times as long the others took. */
    public String text() {
        StringBuilder text = new StringBuilder();
        systems.forEach((name, version) -> text.append(String.format("%-" + FIRST_COLUMN + "s%s%n", name, version)));
        text.append(String.format("%-" + FIRST_COLUMN + "s%s%n", "guest", guest));
        text.append(String.format("%-" + FIRST_COLUMN + "smedians of %d%n", "runs", runs));
        table(text, "wall time of the whole process, s", (w, s) -> OptionalDouble.of(wall(w, s)));
        table(text, "wall time without booting, s", this::withoutBoot);
        table(text, "processor time of the whole process, s", this::cpu);
        return text.toString();
    }

    private void table(StringBuilder text, String title, Figure figure) {
        List<String> names = List.copyOf(systems.keySet());
        text.append(String.format("%n%s%n%-" + FIRST_COLUMN + "s", title, ""));
        names.forEach(name -> text.append(cell(name)));
        names.stream().skip(1).forEach(name -> text.append(cell(name + "/" + names.get(0))));
        text.append(System.lineSeparator());
        for (Workload workload : samples.keySet()) {
            List<OptionalDouble> row =
                    names.stream().map(name -> figure.of(workload, name)).toList();
            if (row.stream().anyMatch(OptionalDouble::isPresent)) {
                text.append(String.format("%-" + FIRST_COLUMN + "s", workload.label()));
                row.forEach(value -> text.append(cell(value)));
                row.stream().skip(1).forEach(value -> text.append(cell(ratio(value, row.get(0)))));
                text.append(System.lineSeparator());
            }
        }
    }

    private static OptionalDouble ratio(OptionalDouble other, OptionalDouble ours) {
        boolean known = other.isPresent() && ours.isPresent() && ours.getAsDouble() > 0;
        return known ? OptionalDouble.of(other.getAsDouble() / ours.getAsDouble()) : OptionalDouble.empty();
    }

    private static String cell(OptionalDouble value) {
        return cell(value.isPresent() ? String.format(Locale.ROOT, "%.2f", value.getAsDouble()) : "-");
    }

    private static String cell(String text) {
        return String.format("%" + COLUMN + "s", text);
    }

    /** For machines: maps, lists, strings and numbers only. */
    public Map<String, Object> json() {
        Map<String, Object> workloads = new LinkedHashMap<>();
        for (Workload workload : samples.keySet()) {
            Map<String, Object> row = new LinkedHashMap<>();
            systems.keySet().forEach(system -> row.put(system, json(workload, system)));
            workloads.put(workload.label(), row);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("systems", systems);
        json.put("guest", guest);
        json.put("runs", runs);
        json.put("workloads", workloads);
        return json;
    }

    private Map<String, Object> json(Workload workload, String system) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("wall_seconds", rounded(wall(workload, system)));
        withoutBoot(workload, system).ifPresent(v -> figures.put("wall_seconds_without_boot", rounded(v)));
        cpu(workload, system).ifPresent(v -> figures.put("cpu_seconds", rounded(v)));
        String ours = systems.keySet().iterator().next();
        if (!system.equals(ours)) {
            figures.put("wall_ratio", rounded(wall(workload, system) / wall(workload, ours)));
        }
        List<Double> each = new ArrayList<>();
        runsOf(workload, system).forEach(sample -> each.add(rounded(sample.wall())));
        figures.put("wall_seconds_each", each);
        return figures;
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
