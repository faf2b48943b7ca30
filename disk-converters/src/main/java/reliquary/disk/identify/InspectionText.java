package reliquary.disk.identify;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import reliquary.disk.partition.Partition;

/** An inspection for people, one fact a line. */
public final class InspectionText {
    private final PrintWriter out;

    private InspectionText(PrintWriter out) {
        this.out = out;
    }

    /** Writes the whole result. */
    public static void write(Inspection inspection, PrintWriter out) {
        new InspectionText(out).all(inspection);
    }

    private void all(Inspection inspection) {
        line("size", size(inspection.size()));
        line(
                "medium",
                inspection.geometry().media().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        line("geometry", inspection.geometry().geometry() + " (cylinders/heads/sectors)");
        inspection.geometry().evidence().forEach(e -> line("", "  " + e));
        line("boot code", names(inspection.bootCode()));
        inspection.partitions().scheme().ifPresent(s -> line("partitions", s.title()));
        for (Partition p : inspection.partitions().partitions()) {
            line(
                    "",
                    String.format(
                            Locale.ROOT,
                            "  %-4s %-28s at %d, %s%s%s",
                            p.id(),
                            p.typeCode() + " " + p.typeName(),
                            p.range().offset(),
                            size(p.range().length()),
                            p.active() ? ", active" : "",
                            p.name().isEmpty() ? "" : ", \"" + p.name() + "\""));
        }
        inspection.partitions().problems().forEach(p -> line("problem", p));
        inspection.volumes().forEach(this::volume);
        inspection.unreadable().forEach(r -> line("unreadable", "bytes " + r.offset() + " to " + (r.end() - 1)));
    }

    private void volume(VolumeReport v) {
        String where = v.id().isEmpty() ? "volume" : "volume " + v.id();
        String name = v.fileSystem().isEmpty() ? "nothing that is known" : v.fileSystem();
        String label = v.label().isEmpty() ? "" : ", \"" + v.label() + "\"";
        line(where, name + label + (v.readable() || v.fileSystem().isEmpty() ? "" : " (recognised, not readable)"));
        v.facts().forEach((fact, value) -> line("", "  " + fact + ": " + value));
        if (!v.bootCode().isEmpty()) {
            line("", "  boot code: " + names(v.bootCode()));
        }
        findings("system", v.systems());
        findings("application", v.applications());
        v.problems().forEach(p -> line("problem", p));
    }

    private void findings(String what, List<Finding> findings) {
        for (Finding f : findings) {
            line(what, f + " (" + f.sure().name().toLowerCase(Locale.ROOT) + ")");
            f.evidence().forEach(e -> line("", "  " + e));
        }
    }

    private void line(String name, String text) {
        out.printf("%-12s %s%n", name, text);
    }

    private static String names(List<Finding> findings) {
        return findings.isEmpty()
                ? "none that is known"
                : findings.stream().map(Finding::toString).collect(Collectors.joining(", "));
    }

    private static String size(long bytes) {
        if (bytes < 10_000_000) {
            return bytes + " bytes (" + bytes / 1024 + " KB)";
        }
        return bytes + " bytes (" + bytes / (1 << 20) + " MB)";
    }
}
