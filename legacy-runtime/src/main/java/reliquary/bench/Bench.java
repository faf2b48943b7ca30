package reliquary.bench;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Measures workloads here and on the other systems that are installed, alternating, so that what else the host does hits
 * all of them alike.
 */
public final class Bench implements Closeable {
    private final Path folder;
    private final BenchFloppy floppies = BenchFloppy.find();
    private final List<Subject> subjects;
    private final Map<Workload, Path> images = new EnumMap<>(Workload.class);

    private Bench(Path folder, List<Subject> subjects) {
        this.folder = folder;
        this.subjects = subjects;
    }

    /**
     * Prepares a bench.
     *
     * @param limit for one run; host time
     */
    public static Bench open(Duration limit) throws IOException {
        Path folder = Files.createTempDirectory("relic-bench");
        TimedProcess processes = new TimedProcess(folder.resolve("output.txt"), limit);
        List<Subject> all = List.of(
                new RelicSubject(processes),
                new QemuSubject(processes, folder.resolve("console.txt")),
                new DosBoxSubject(processes, folder.resolve("dosbox")));
        return new Bench(
                folder, all.stream().filter(s -> s.version().isPresent()).toList());
    }

    /** The workloads that cannot run here for want of a DOS floppy. */
    public Set<Workload> impossible() {
        Set<Workload> impossible = EnumSet.noneOf(Workload.class);
        for (Workload workload : Workload.values()) {
            if (!floppies.canRun(workload)) {
                impossible.add(workload);
            }
        }
        return impossible;
    }

    /** The system that is booted: its floppy's file, or that it is the project's own. */
    public String guest() {
        return floppies.freeDos()
                .map(Path::toString)
                .orElse("a floppy of its own, without DOS (" + BenchFloppy.FREEDOS
                        + " is in none of RELIC_GUESTS, ../shared/guests, the user's cache)");
    }

    /**
     * Runs workloads. Booting is measured, too, since the others are stated without it.
     *
     * @param runs of each workload on each system, at least 1
     * @param progress is told each run
     * @throws BenchException if a run fails or computes something wrong
     */
    public BenchReport run(Set<Workload> chosen, int runs, Consumer<String> progress) throws IOException {
        Set<Workload> workloads = EnumSet.of(Workload.BOOT);
        workloads.addAll(chosen);
        workloads.removeAll(impossible());
        Map<Workload, Map<String, List<Sample>>> samples = new EnumMap<>(Workload.class);
        for (int run = 1; run <= runs; run++) {
            for (Workload workload : workloads) {
                for (Subject subject : subjects) {
                    Sample sample = subject.run(workload, image(workload));
                    samples.computeIfAbsent(workload, w -> new LinkedHashMap<>())
                            .computeIfAbsent(subject.name(), s -> new ArrayList<>())
                            .add(sample);
                    progress.accept("run " + run + " of " + runs + ", " + workload.label() + " on " + subject.name()
                            + String.format(Locale.ROOT, ": %.2f s", sample.wall()));
                }
            }
        }
        return new BenchReport(guest(), versions(), runs, samples);
    }

    private Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        for (Subject subject : subjects) {
            versions.put(subject.name(), subject.version().orElseThrow());
        }
        return versions;
    }

    private Path image(Workload workload) throws IOException {
        Optional<Path> made = Optional.ofNullable(images.get(workload));
        if (made.isPresent()) {
            return made.get();
        }
        Path image = folder.resolve(workload.label() + ".img");
        floppies.create(image, workload);
        images.put(workload, image);
        return image;
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
