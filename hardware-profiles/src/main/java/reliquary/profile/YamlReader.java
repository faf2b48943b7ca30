package reliquary.profile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import reliquary.profile.Node.Entry;
import reliquary.profile.Node.Mapping;
import reliquary.profile.Node.Scalar;
import reliquary.profile.Node.Sequence;

/**
 * Reads one YAML 1.1 or 1.2 document into a {@link Node} tree, straight from the parser's events.
 *
 * <p>What a profile has no use for is refused: tags, several documents, keys that are not text, keys twice. Size, depth and
 * the number of nodes, those behind aliases counted each time, are limited, so that no document takes much memory.
 */
final class YamlReader {
    /** Largest document in bytes. */
    static final int MOST_BYTES = 256 << 10;
    /** Deepest nesting. */
    static final int MOST_DEPTH = 16;
    /** Most nodes in a document, aliases expanded. */
    static final int MOST_NODES = 20_000;

    private final String file;
    private final ParserImpl events;
    private final Map<String, Anchored> anchors = new HashMap<>();
    private final List<Problem> problems;
    private int nodes;

    private YamlReader(String file, String text, List<Problem> problems) {
        this.file = file;
        this.problems = problems;
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(MOST_BYTES);
        events = new ParserImpl(new StreamReader(text), limits);
    }

    /**
     * Reads a document.
     *
     * @param file the name to report positions in
     * @throws ProfileException if the text is no YAML, not a mapping, or beyond a limit
     */
    static Mapping read(String file, String text) {
        Position start = new Position(file, 1, 1);
        if (text.length() > MOST_BYTES) {
            throw refused(
                    start, "a profile has at most " + MOST_BYTES / 1024 + " KB, this one " + text.length() / 1024);
        }
        List<Problem> problems = new ArrayList<>();
        Node root;
        try {
            root = new YamlReader(file, text, problems).document();
        } catch (MarkedYAMLException e) {
            Position at = e.getProblemMark() == null ? start : position(file, e.getProblemMark());
            throw refused(at, "not YAML: " + oneLine(e.getProblem()));
        } catch (YAMLException e) {
            throw refused(start, "not YAML: " + oneLine(e.getMessage()));
        }
        if (!(root instanceof Mapping)) {
            problems.add(new Problem(root.at(), "a profile is a list of 'key: value' lines"));
        }
        if (!problems.isEmpty()) {
            throw new ProfileException(problems);
        }
        return (Mapping) root;
    }

    private Node document() {
        events.getEvent(); // stream start
        if (events.checkEvent(Event.ID.StreamEnd)) {
            return new Scalar(new Position(file, 1, 1), "", true);
        }
        events.getEvent(); // document start
        Node root = node(0);
        events.getEvent(); // document end
        if (!events.checkEvent(Event.ID.StreamEnd)) {
            throw refused(position(events.peekEvent()), "a second document; one file describes one machine");
        }
        return root;
    }

    private Node node(int depth) {
        NodeEvent event = (NodeEvent) events.getEvent();
        Position at = position(event);
        count(at, 1);
        if (depth > MOST_DEPTH) {
            throw refused(at, "nested deeper than " + MOST_DEPTH + " levels");
        }
        if (event instanceof AliasEvent) {
            return alias(event.getAnchor(), at);
        }
        String anchor = event.getAnchor();
        if (anchor != null) {
            anchors.remove(anchor);
        }
        int before = nodes;
        Node node = content(event, at, depth);
        if (anchor != null) {
            anchors.put(anchor, new Anchored(node, nodes - before));
        }
        return node;
    }

    private Node alias(String anchor, Position at) {
        Anchored target = anchors.get(anchor);
        if (target == null) {
            throw refused(at, "alias *" + anchor + " has no finished anchor &" + anchor + " before it");
        }
        count(at, target.nodes);
        return target.node;
    }

    private Node content(NodeEvent event, Position at, int depth) {
        if (event instanceof ScalarEvent scalar) {
            refuseTag(scalar.getTag(), at);
            return new Scalar(at, scalar.getValue(), scalar.isPlain());
        }
        refuseTag(((CollectionStartEvent) event).getTag(), at);
        return event.is(Event.ID.SequenceStart) ? sequence(at, depth) : mapping(at, depth);
    }

    private Sequence sequence(Position at, int depth) {
        List<Node> items = new ArrayList<>();
        while (!events.checkEvent(Event.ID.SequenceEnd)) {
            items.add(node(depth + 1));
        }
        events.getEvent();
        return new Sequence(at, items);
    }

    private Mapping mapping(Position at, int depth) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        while (!events.checkEvent(Event.ID.MappingEnd)) {
            Node key = node(depth + 1);
            Node value = node(depth + 1);
            if (!(key instanceof Scalar name)) {
                problems.add(new Problem(key.at(), "a key is a word, not a list or a group of keys"));
                continue;
            }
            Entry first = entries.putIfAbsent(name.text(), new Entry(key.at(), value));
            if (first != null) {
                problems.add(new Problem(
                        key.at(),
                        "'" + name.text() + "' stands here and at line "
                                + first.key().line()));
            }
        }
        events.getEvent();
        return new Mapping(at, entries);
    }

    private void refuseTag(String tag, Position at) {
        if (tag != null && !tag.equals("!")) {
            problems.add(new Problem(at, "tag " + tag + " has no meaning in a profile"));
        }
    }

    private void count(Position at, int more) {
        nodes += more;
        if (nodes > MOST_NODES) {
            throw refused(at, "more than " + MOST_NODES + " values, aliases expanded");
        }
    }

    private Position position(Event event) {
        return position(file, event.getStartMark());
    }

    private static Position position(String file, Mark mark) {
        return new Position(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static ProfileException refused(Position at, String message) {
        return new ProfileException(List.of(new Problem(at, message)));
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    /** An anchor's node and how many nodes it holds. */
    private record Anchored(Node node, int nodes) {}
}
