package reliquary.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BenchReportTest {
    private final BenchReport report = report();

    private static BenchReport report() {
        Map<String, String> systems = new LinkedHashMap<>();
        systems.put("relic", "Unicorn 2.1.4");
        systems.put("qemu", "QEMU 7.2");
        Map<Workload, Map<String, List<Sample>>> samples = new EnumMap<>(Workload.class);
        samples.put(Workload.BOOT, Map.of("relic", samples(0.5, 0.4, 9.0), "qemu", samples(1.0, 1.2, 1.1)));
        samples.put(Workload.SIEVE, Map.of("relic", samples(2.5, 2.5, 2.6), "qemu", samples(5.0, 10.0, 10.0)));
        return new BenchReport("a floppy", systems, 3, samples);
    }

    private static List<Sample> samples(double... walls) {
        return java.util.Arrays.stream(walls)
                .mapToObj(wall -> new Sample(wall, Optional.of(wall / 2)))
                .toList();
    }

    @Test
    void one_slow_run_does_not_move_the_median() {
        assertThat(report.wall(Workload.BOOT, "relic")).isEqualTo(0.5);
        assertThat(report.cpu(Workload.BOOT, "relic")).hasValue(0.25);
    }

    @Test
    void a_workload_is_stated_without_the_boot_of_the_same_system() {
        assertThat(report.withoutBoot(Workload.SIEVE, "relic")).hasValue(2.0);
        assertThat(report.withoutBoot(Workload.SIEVE, "qemu")).hasValue(10.0 - 1.1);
        assertThat(report.withoutBoot(Workload.BOOT, "relic")).isEmpty();
    }

    @Test
    void the_table_says_how_many_times_as_long_the_others_took() {
        assertThat(report.text().lines())
                .contains(
                        "relic       Unicorn 2.1.4",
                        "wall time of the whole process, s",
                        "                    relic         qemu   qemu/relic",
                        "boot                 0.50         1.10         2.20",
                        "sieve                2.50        10.00         4.00",
                        "sieve                2.00         8.90         4.45");
    }

    @Test
    void the_json_has_every_run() {
        assertThat(report.json().toString())
                .contains("wall_seconds_each=[5.0, 10.0, 10.0]")
                .contains("wall_ratio=4.0");
    }
}
