package reliquary.profile;

import java.util.Map;
import java.util.regex.Pattern;
import reliquary.profile.Node.Entry;
import reliquary.profile.Node.Mapping;
import reliquary.profile.Node.Scalar;
import reliquary.profile.Node.Sequence;

/** Writes a {@link Node} tree as YAML 1.2: groups as blocks, lists of short words in brackets, lists of sentences as blocks. */
final class YamlWriter {
    /** Text that reads as itself without quotes, in a block and in brackets. */
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9/.][A-Za-z0-9/. _+-]*(:[0-9]{2})*");

    private static final int LONG_ITEM = 24;

    private final StringBuilder out = new StringBuilder();

    private YamlWriter() {}

    static String write(Mapping document) {
        YamlWriter writer = new YamlWriter();
        writer.group(document, "");
        return writer.out.toString();
    }

    /** A list in brackets. */
    static String flow(Sequence list) {
        StringBuilder text = new StringBuilder("[");
        for (Node item : list.items()) {
            text.append(text.length() > 1 ? ", " : "").append(item instanceof Scalar scalar ? scalar(scalar) : "...");
        }
        return text.append(']').toString();
    }

    private void group(Mapping group, String indent) {
        for (Map.Entry<String, Entry> entry : group.entries().entrySet()) {
            out.append(indent).append(entry.getKey()).append(':');
            Node value = entry.getValue().value();
            if (value instanceof Mapping inner && !inner.entries().isEmpty()) {
                out.append('\n');
                group(inner, indent + "  ");
            } else {
                value(value, indent);
            }
        }
    }

    private void value(Node value, String indent) {
        if (value instanceof Scalar scalar) {
            out.append(' ').append(scalar(scalar)).append('\n');
        } else if (value instanceof Sequence list && list.items().stream().anyMatch(YamlWriter::isLong)) {
            out.append('\n');
            list.items()
                    .forEach(item -> out.append(indent)
                            .append("  - ")
                            .append(scalar((Scalar) item))
                            .append('\n'));
        } else {
            out.append(' ')
                    .append(value instanceof Sequence list ? flow(list) : "{}")
                    .append('\n');
        }
    }

    private static boolean isLong(Node item) {
        return item instanceof Scalar scalar && scalar.text().length() > LONG_ITEM;
    }

    private static String scalar(Scalar scalar) {
        String text = scalar.text();
        boolean keepsType = ScalarType.of(scalar) == ScalarType.of(new Scalar(scalar.at(), text, true));
        if (keepsType && SAFE.matcher(text).matches() && !text.endsWith(" ")) {
            return text;
        }
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
