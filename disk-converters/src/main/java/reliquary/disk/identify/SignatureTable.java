package reliquary.disk.identify;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reliquary.disk.ByteRange;
import reliquary.disk.DiskFormatException;
import reliquary.disk.Volume;
import reliquary.disk.fs.NameEncoding;

/**
 * What can be recognised: a YAML table that people extend with tables of their own. Its shape is described at the top of
 * {@code signatures.yaml}.
 */
public final class SignatureTable {
    private final List<Marked> volumes;
    private final List<Marked> bootSectors;
    private final List<Clued> systems;
    private final List<Clued> applications;

    /** Something known by bytes at known places, all of which must be there. */
    record Marked(String name, Optional<Pattern> version, ByteRange labelAt, List<Mark> marks) {
        @JsonCreator
        static Marked of(
                @JsonProperty(value = "name", required = true) String name,
                @JsonProperty("version") @Nullable String version,
                @JsonProperty("label-at") int labelAt,
                @JsonProperty("label-length") int labelLength,
                @JsonProperty(value = "marks", required = true) List<Mark> marks) {
            Optional<Pattern> pattern = Optional.ofNullable(version).map(Pattern::compile);
            return new Marked(name, pattern, new ByteRange(labelAt, labelLength), List.copyOf(marks));
        }

        /** The name that the volume gives itself; empty if it has none. */
        String labelIn(Volume volume) throws IOException {
            return volume.contains(labelAt.offset(), labelAt.length())
                    ? NameEncoding.decodePadded(volume.read(labelAt.offset(), (int) labelAt.length()))
                    : "";
        }

        /** The version that the first sector names; empty if it names none. */
        String versionIn(Volume volume) throws IOException {
            if (version.isEmpty() || !volume.contains(0, 512)) {
                return "";
            }
            Matcher found = version.get().matcher(StandardCharsets.ISO_8859_1.decode(volume.read(0, 512)));
            return found.find() ? found.group(1) : "";
        }

        /** What was seen, for people. */
        String evidence() {
            return marks.stream().map(Mark::toString).collect(Collectors.joining(", "));
        }
    }

    /** Something known by files, one of which is enough; {@code names} go by the beginning of the version. */
    record Clued(String name, Map<String, String> names, List<Clue> clues) {
        @JsonCreator
        static Clued of(
                @JsonProperty(value = "name", required = true) String name,
                @JsonProperty("names") @Nullable Map<String, String> names,
                @JsonProperty(value = "clues", required = true) List<Clue> clues) {
            return new Clued(name, names == null ? Map.of() : names, List.copyOf(clues));
        }

        /** The name that people use for a version; the longest beginning that fits decides. */
        String nameOf(String version) {
            return names.keySet().stream()
                    .filter(version::startsWith)
                    .max((a, b) -> Integer.compare(a.length(), b.length()))
                    .map(names::get)
                    .orElse(name);
        }
    }

    @JsonCreator
    private SignatureTable(
            @JsonProperty("volumes") @Nullable List<Marked> volumes,
            @JsonProperty("boot-sectors") @Nullable List<Marked> bootSectors,
            @JsonProperty("systems") @Nullable List<Clued> systems,
            @JsonProperty("applications") @Nullable List<Clued> applications) {
        this.volumes = volumes == null ? List.of() : volumes;
        this.bootSectors = bootSectors == null ? List.of() : bootSectors;
        this.systems = systems == null ? List.of() : systems;
        this.applications = applications == null ? List.of() : applications;
    }

    /** The table that comes with the program. */
    public static SignatureTable builtIn() {
        try (InputStream in = Objects.requireNonNull(SignatureTable.class.getResourceAsStream("signatures.yaml"))) {
            return read(in, "signatures.yaml");
        } catch (IOException e) {
            throw new IllegalStateException("the program's own signature table is damaged: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a table.
     *
     * @param name of the file, for messages
     * @throws DiskFormatException with line and column where it is not such a table
     */
    public static SignatureTable read(InputStream yaml, String name) throws IOException {
        try {
            return new ObjectMapper(new YAMLFactory()).readValue(yaml, SignatureTable.class);
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : ":" + e.getLocation().getLineNr() + ":" + e.getLocation().getColumnNr();
            throw new DiskFormatException(
                    name + where + ": "
                            + e.getOriginalMessage().lines().findFirst().orElse(""),
                    e);
        }
    }

    /** This table with the entries of another behind its own. */
    public SignatureTable with(SignatureTable more) {
        return new SignatureTable(
                joined(volumes, more.volumes),
                joined(bootSectors, more.bootSectors),
                joined(systems, more.systems),
                joined(applications, more.applications));
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    List<Marked> volumes() {
        return volumes;
    }

    List<Marked> bootSectors() {
        return bootSectors;
    }

    List<Clued> systems() {
        return systems;
    }

    List<Clued> applications() {
        return applications;
    }
}
