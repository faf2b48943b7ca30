package reliquary.profile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A YAML document's content with the place of everything in it; the representation graph of YAML 1.2.2, chapter 3.2.1. */
sealed interface Node {
    /** Where it begins. */
    Position at();

    /**
     * Text.
     *
     * @param plain whether it stands without quotes, so that {@code 12} is a number and {@code true} a truth value
     */
    record Scalar(Position at, String text, boolean plain) implements Node {
        /** Whether it is the value that YAML's core schema calls null: nothing at all, {@code ~} or {@code null}. */
        boolean isNull() {
            return plain && (text.isEmpty() || text.equals("~") || text.equalsIgnoreCase("null"));
        }
    }

    /** A list. */
    record Sequence(Position at, List<Node> items) implements Node {}

    /** A mapping; the order of its entries is the document's. */
    record Mapping(Position at, Map<String, Entry> entries) implements Node {
        static Mapping empty(Position at) {
            return new Mapping(at, new LinkedHashMap<>());
        }

        /** The same without some keys. */
        Mapping without(String... keys) {
            Map<String, Entry> rest = new LinkedHashMap<>(entries);
            for (String key : keys) {
                rest.remove(key);
            }
            return new Mapping(at, rest);
        }

        Optional<Node> get(String key) {
            return Optional.ofNullable(entries.get(key)).map(Entry::value);
        }

        Optional<Mapping> mapping(String key) {
            return get(key).filter(Mapping.class::isInstance).map(Mapping.class::cast);
        }

        Optional<Scalar> scalar(String key) {
            return get(key).filter(Scalar.class::isInstance).map(Scalar.class::cast);
        }
    }

    /** A value and the place of its key. */
    record Entry(Position key, Node value) {}
}
