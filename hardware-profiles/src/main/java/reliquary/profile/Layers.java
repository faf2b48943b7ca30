package reliquary.profile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reliquary.profile.Node.Entry;
import reliquary.profile.Node.Mapping;
import reliquary.profile.Node.Scalar;
import reliquary.profile.Shape.Either;
import reliquary.profile.Shape.Fields;

/**
 * Lays one document over another. Groups are merged key by key; words, numbers and lists replace what was there. Every value
 * keeps the position that it came from.
 */
final class Layers {
    private Layers() {}

    /** {@code base} with what {@code over} says on top. Neither is changed. */
    static Mapping over(Mapping base, Mapping over) {
        Map<String, Entry> merged = new LinkedHashMap<>(base.entries());
        over.entries().forEach((key, entry) -> merged.merge(key, entry, Layers::over));
        return new Mapping(over.at(), merged);
    }

    private static Entry over(Entry base, Entry over) {
        return base.value() instanceof Mapping below && over.value() instanceof Mapping above
                ? new Entry(over.key(), over(below, above))
                : over;
    }

    /** The same with its keys in the order of the grammar, which is the order in which people look for them. */
    static Mapping ordered(Mapping group, Shape shape) {
        if (shape instanceof Either either) {
            return either.shapes().stream()
                    .filter(Fields.class::isInstance)
                    .findFirst()
                    .map(fields -> ordered(group, fields))
                    .orElse(group);
        }
        if (!(shape instanceof Fields fields)) {
            return group;
        }
        Map<String, Entry> sorted = new LinkedHashMap<>();
        fields.fields().forEach((key, field) -> {
            Entry entry = group.entries().get(key);
            if (entry != null) {
                Node value = entry.value() instanceof Mapping inner ? ordered(inner, field.shape()) : entry.value();
                sorted.put(key, new Entry(entry.key(), value));
            }
        });
        return new Mapping(group.at(), sorted);
    }

    /** Options that were chosen together, as one layer; two that set the same key to different values are a problem. */
    static Mapping together(Mapping first, Mapping second, String secondName, List<Problem> problems) {
        Map<String, Entry> merged = new LinkedHashMap<>(first.entries());
        second.entries().forEach((key, entry) -> {
            Entry other = merged.get(key);
            merged.put(key, other == null ? entry : together(key, other, entry, secondName, problems));
        });
        return new Mapping(second.at(), merged);
    }

    private static Entry together(String key, Entry first, Entry second, String secondName, List<Problem> problems) {
        if (first.value() instanceof Mapping one && second.value() instanceof Mapping two) {
            return new Entry(first.key(), together(one, two, secondName, problems));
        }
        if (!sameValue(first.value(), second.value())) {
            problems.add(new Problem(
                    second.value().at(),
                    "option '" + secondName + "' sets " + key + ", which another option sets differently at "
                            + first.value().at()));
        }
        return first;
    }

    private static boolean sameValue(Node a, Node b) {
        if (a instanceof Scalar one && b instanceof Scalar two) {
            return one.text().equals(two.text());
        }
        return a instanceof Node.Sequence one
                && b instanceof Node.Sequence two
                && one.items().size() == two.items().size()
                && equalItems(one.items(), two.items());
    }

    private static boolean equalItems(List<Node> a, List<Node> b) {
        List<Boolean> same = new ArrayList<>();
        for (int i = 0; i < a.size(); i++) {
            same.add(sameValue(a.get(i), b.get(i)));
        }
        return !same.contains(false);
    }
}
