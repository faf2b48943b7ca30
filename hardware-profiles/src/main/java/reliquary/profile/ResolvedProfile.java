package reliquary.profile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import reliquary.profile.Node.Entry;
import reliquary.profile.Node.Mapping;
import reliquary.profile.Node.Scalar;
import reliquary.profile.Node.Sequence;

/** A machine and where each of its values comes from. */
public final class ResolvedProfile {
    private final MachineProfile machine;
    private final Mapping document;
    private final List<String> options;

    private ResolvedProfile(MachineProfile machine, Mapping document, List<String> options) {
        this.machine = machine;
        this.document = document;
        this.options = options;
    }

    /**
     * Resolves a document that holds everything.
     *
     * @param options the names of the options that could be added
     * @throws ProfileException if something is missing, impossible or contradicts
     */
    static ResolvedProfile of(Mapping document, String name, Path folder, List<String> options) {
        List<Problem> problems = new ArrayList<>();
        MachineProfile machine = ProfileAssembler.assemble(document, name, folder, problems);
        if (problems.isEmpty()) {
            problems.addAll(Conflicts.problems(machine, document));
        }
        if (!problems.isEmpty()) {
            throw new ProfileException(problems);
        }
        return new ResolvedProfile(machine, document, options);
    }

    /** The machine, complete. */
    public MachineProfile machine() {
        return machine;
    }

    /** The names of the options that the profile offers, those that every profile offers first. */
    public List<String> options() {
        return options;
    }

    /**
     * One value.
     *
     * @param path its keys, joined by points: {@code serial.com1.port}
     * @param text as the document writes it; a list as {@code [a, b]}
     * @param origin the document, line and column that it comes from
     */
    public record Value(String path, String text, Position origin) {}

    /** All values, group by group, with the place that each comes from. */
    public List<Value> values() {
        List<Value> values = new ArrayList<>();
        collect("", Layers.ordered(document, ProfileShape.DOCUMENT), values);
        return values;
    }

    /** The machine as one YAML document that needs no other and reads back as the same machine. */
    public String toYaml() {
        return YamlWriter.write(Layers.ordered(standalone(), ProfileShape.DOCUMENT));
    }

    private Mapping standalone() {
        Mapping rest = document.without("extends");
        // A document's name has no '+', which separates options.
        String name = machine.name().replace('+', '-');
        rest.entries().put("profile", new Entry(document.at(), new Scalar(document.at(), name, true)));
        return rest;
    }

    private static void collect(String prefix, Mapping group, List<Value> values) {
        for (Map.Entry<String, Entry> entry : group.entries().entrySet()) {
            String path = prefix + entry.getKey();
            Node value = entry.getValue().value();
            if (value instanceof Mapping inner) {
                collect(path + ".", inner, values);
            } else if (value instanceof Scalar scalar) {
                values.add(new Value(path, scalar.text(), scalar.at()));
            } else if (value instanceof Sequence list) {
                values.add(new Value(path, YamlWriter.flow(list), list.at()));
            }
        }
    }
}
