package reliquary.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import reliquary.profile.Shape.Choice;
import reliquary.profile.Shape.Decimal;
import reliquary.profile.Shape.Either;
import reliquary.profile.Shape.Fields;
import reliquary.profile.Shape.Items;
import reliquary.profile.Shape.Keyed;
import reliquary.profile.Shape.Text;
import reliquary.profile.Shape.Whole;

/** Documents in YAML's flow style that keep to a shape, or nearly: now and then a value is of another kind. */
final class GeneratedDocuments {
    private static final List<String> STRANGERS = List.of(
            "~",
            "true",
            "17",
            "-1",
            "70000",
            "0.05",
            "1e3",
            "none",
            "auto",
            "\"8088\"",
            "8088",
            "8088x",
            "VGA",
            "640 K",
            "3F8h",
            "0x3F8",
            "\"0x3F8\"",
            "[]",
            "[none]",
            "{}",
            "{port: 1}",
            "\"\"",
            "1994-03-01",
            "4.77 MHz",
            "4.77MHz",
            "615/4/17");

    private static final List<String> EXAMPLES = List.of(
            "a",
            "ibm-5170",
            "x.y_z",
            "A sentence of a title",
            "1984-1987",
            "Q42",
            "640K",
            "16M",
            "1984-01-10",
            "615/4/17",
            "1994-03-01T09:00",
            "frozen 2001-09-09T01:46:40",
            "host",
            "host -28y",
            "host +3d",
            "4.772727 MHz",
            "66 MHz",
            "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");

    private static final int PRESENT = 300;
    private static final int ALWAYS = 1000;

    private final int strangeness;

    private GeneratedDocuments(int strangeness) {
        this.strangeness = strangeness;
    }

    /**
     * Documents of a shape.
     *
     * @param strangeness how many of a thousand values are replaced by something else; 0 for none
     */
    static Arbitrary<String> of(Shape shape, int strangeness) {
        return new GeneratedDocuments(strangeness).right(shape);
    }

    private Arbitrary<String> text(Shape shape) {
        return sometimes(strangeness, Arbitraries.of(STRANGERS), right(shape));
    }

    /** The first so many times in a thousand, otherwise the second. */
    private static Arbitrary<String> sometimes(int often, Arbitrary<String> first, Arbitrary<String> second) {
        return Arbitraries.frequencyOf(Tuple.of(often, first), Tuple.of(ALWAYS - often, second));
    }

    private Arbitrary<String> right(Shape shape) {
        if (shape instanceof Fields fields) {
            return fields(fields);
        }
        if (shape instanceof Keyed keyed) {
            return Combinators.combine(Arbitraries.of("ega", "x", "a.b", "8mhz"), text(keyed.value()))
                    .as((key, value) -> "{" + key + ": " + value + "}");
        }
        if (shape instanceof Items items) {
            return text(items.item()).list().ofMaxSize(3).map(list -> "[" + String.join(", ", list) + "]");
        }
        if (shape instanceof Either either) {
            return Arbitraries.of(either.shapes()).flatMap(this::text);
        }
        return scalar(shape);
    }

    private Arbitrary<String> fields(Fields fields) {
        Arbitrary<String> absent = Arbitraries.just("");
        List<Arbitrary<String>> entries = new ArrayList<>();
        for (Map.Entry<String, Shape.Field> field : fields.fields().entrySet()) {
            boolean required = fields.required().contains(field.getKey());
            Arbitrary<String> entry = text(field.getValue().shape()).map(value -> field.getKey() + ": " + value);
            entries.add(sometimes(required ? ALWAYS - strangeness : PRESENT, entry, absent));
        }
        entries.add(sometimes(strangeness, Arbitraries.of("unheard-of: 1", "Port: none"), absent));
        return Combinators.combine(entries)
                .as(all -> "{"
                        + String.join(
                                ", ", all.stream().filter(e -> !e.isEmpty()).toList()) + "}");
    }

    private static Arbitrary<String> scalar(Shape shape) {
        if (shape instanceof Choice choice) {
            return Combinators.combine(Arbitraries.of(choice.words()), Arbitraries.of(true, false))
                    .as((word, quoted) -> quoted ? '"' + word + '"' : word);
        }
        if (shape instanceof Whole whole) {
            return Arbitraries.longs().between(whole.least(), whole.most()).map(String::valueOf);
        }
        if (shape instanceof Decimal decimal) {
            return Arbitraries.doubles()
                    .between(decimal.least(), decimal.most())
                    .ofScale(2)
                    .map(String::valueOf);
        }
        if (shape instanceof Text text) {
            return Arbitraries.of(EXAMPLES.stream().filter(text::matches).toList());
        }
        return Combinators.combine(Arbitraries.integers().between(0, 0xFFFF), Arbitraries.of("0x%X", "%d", "%Xh"))
                .as((port, form) -> String.format(form, port));
    }
}
