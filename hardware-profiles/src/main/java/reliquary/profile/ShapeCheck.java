package reliquary.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import reliquary.profile.Node.Entry;
import reliquary.profile.Node.Mapping;
import reliquary.profile.Node.Scalar;
import reliquary.profile.Node.Sequence;
import reliquary.profile.Shape.Choice;
import reliquary.profile.Shape.Decimal;
import reliquary.profile.Shape.Either;
import reliquary.profile.Shape.Fields;
import reliquary.profile.Shape.Items;
import reliquary.profile.Shape.Keyed;
import reliquary.profile.Shape.Port;
import reliquary.profile.Shape.Text;
import reliquary.profile.Shape.Whole;

/** Compares a document with a shape and collects everything that differs. */
final class ShapeCheck {
    private final List<Problem> problems = new ArrayList<>();

    /** All differences, in the order of the document. */
    static List<Problem> problems(Node node, Shape shape) {
        ShapeCheck check = new ShapeCheck();
        check.check("the profile", node, shape);
        return check.problems;
    }

    private void check(String name, Node node, Shape shape) {
        if (shape instanceof Fields fields) {
            fields(name, node, fields);
        } else if (shape instanceof Keyed keyed) {
            keyed(name, node, keyed);
        } else if (shape instanceof Items items) {
            items(name, node, items);
        } else if (shape instanceof Either either) {
            either(name, node, either);
        } else if (node instanceof Scalar scalar) {
            scalar(name, scalar, shape);
        } else {
            differs(name, node, shape);
        }
    }

    private void fields(String name, Node node, Fields fields) {
        if (!(node instanceof Mapping mapping)) {
            differs(name, node, fields);
            return;
        }
        for (String key : fields.required()) {
            if (!mapping.entries().containsKey(key)) {
                add(node.at(), name + " has no '" + key + "', which it must have");
            }
        }
        for (Map.Entry<String, Entry> entry : mapping.entries().entrySet()) {
            String key = entry.getKey();
            Shape.Field field = fields.fields().get(key);
            if (field == null) {
                String hint = NearestWord.hint(key, fields.fields().keySet());
                String allowed = hint.isEmpty()
                        ? "; allowed are " + String.join(", ", fields.fields().keySet())
                        : hint;
                add(entry.getValue().key(), name + " has no key '" + shown(key) + "'" + allowed);
            } else {
                check(key, entry.getValue().value(), field.shape());
            }
        }
    }

    private void keyed(String name, Node node, Keyed keyed) {
        if (!(node instanceof Mapping mapping)) {
            differs(name, node, keyed);
            return;
        }
        if (mapping.entries().size() > keyed.most()) {
            add(node.at(), name + " has more than " + keyed.most() + " entries");
        }
        mapping.entries().forEach((key, entry) -> {
            if (!keyed.key().matches(key)) {
                add(entry.key(), "'" + shown(key) + "' is not " + keyed.key().wanted());
            }
            check(key, entry.value(), keyed.value());
        });
    }

    private void items(String name, Node node, Items items) {
        if (!(node instanceof Sequence sequence)) {
            differs(name, node, items);
            return;
        }
        if (sequence.items().size() > items.most()) {
            add(node.at(), name + " has more than " + items.most() + " items");
        }
        sequence.items().forEach(item -> check("an item of " + name, item, items.item()));
    }

    // The alternatives differ in kind, so the one of the node's kind is what was meant.
    private void either(String name, Node node, Either either) {
        if (node instanceof Scalar scalar) {
            if (either.shapes().stream().noneMatch(shape -> isScalar(shape) && accepts(scalar, shape))) {
                differs(name, node, either);
            }
            return;
        }
        Optional<Shape> same =
                either.shapes().stream().filter(shape -> !isScalar(shape)).findFirst();
        if (same.isPresent()) {
            check(name, node, same.get());
        } else {
            differs(name, node, either);
        }
    }

    private static boolean isScalar(Shape shape) {
        return !(shape instanceof Fields || shape instanceof Keyed || shape instanceof Items);
    }

    private void scalar(String name, Scalar scalar, Shape shape) {
        if (!accepts(scalar, shape)) {
            differs(name, scalar, shape);
        }
    }

    private static boolean accepts(Scalar scalar, Shape shape) {
        ScalarType type = ScalarType.of(scalar);
        if (shape instanceof Choice choice) {
            return choice.words().contains(scalar.text()) && type != ScalarType.NULL;
        }
        if (shape instanceof Text text) {
            return type == ScalarType.TEXT && text.matches(scalar.text());
        }
        if (shape instanceof Port) {
            return ScalarType.isWhole(scalar)
                    ? within(ScalarType.whole(scalar), 0, Port.MOST)
                    : type == ScalarType.TEXT
                            && Port.SUFFIXED.matcher(scalar.text()).matches();
        }
        if (shape instanceof Whole whole) {
            return ScalarType.isWhole(scalar) && within(ScalarType.whole(scalar), whole.least(), whole.most());
        }
        Decimal decimal = (Decimal) shape;
        return (type == ScalarType.WHOLE || type == ScalarType.DECIMAL)
                && ScalarType.decimal(scalar) >= decimal.least()
                && ScalarType.decimal(scalar) <= decimal.most();
    }

    private static boolean within(long value, long least, long most) {
        return value >= least && value <= most;
    }

    private void differs(String name, Node node, Shape shape) {
        String found = "a group of keys";
        String hint = "";
        if (node instanceof Sequence) {
            found = "a list";
        } else if (node instanceof Scalar scalar) {
            found = scalar.isNull() ? "nothing" : "'" + shown(scalar.text()) + "'";
            hint = hint(scalar, shape);
        }
        add(node.at(), name + " is " + shape.wanted() + ", not " + found + hint);
    }

    private static String hint(Scalar scalar, Shape shape) {
        if (shape instanceof Text text && ScalarType.of(scalar) != ScalarType.TEXT && text.matches(scalar.text())) {
            return "; quote it: \"" + scalar.text() + "\"";
        }
        return NearestWord.hint(scalar.text(), words(shape));
    }

    private static List<String> words(Shape shape) {
        if (shape instanceof Choice choice) {
            return choice.words();
        }
        return shape instanceof Either either
                ? either.shapes().stream().flatMap(s -> words(s).stream()).toList()
                : List.of();
    }

    private static String shown(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= 60 ? line : line.substring(0, 57) + "...";
    }

    private void add(Position at, String message) {
        problems.add(new Problem(at, message));
    }
}
