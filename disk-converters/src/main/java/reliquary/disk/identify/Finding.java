package reliquary.disk.identify;

import java.util.List;

/**
 * Something recognised on a volume.
 *
 * @param name of the system, application or boot code
 * @param version as found; empty if none was
 * @param sure how sure it is: that of the surest piece of evidence
 * @param evidence what was seen and where, one line each
 */
public record Finding(String name, String version, Confidence sure, List<String> evidence) {
    public Finding {
        evidence = List.copyOf(evidence);
    }

    @Override
    public String toString() {
        return version.isEmpty() || name.contains(version) ? name : name + " " + version;
    }
}
