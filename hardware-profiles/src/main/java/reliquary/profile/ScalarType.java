package reliquary.profile;

import java.util.regex.Pattern;
import reliquary.profile.Node.Scalar;

/** The type that YAML gives a scalar by its looks; YAML 1.2.2, chapter 10.3.2, the core schema. */
enum ScalarType {
    NULL("nothing"),
    TRUTH("a truth value"),
    WHOLE("a number"),
    DECIMAL("a number"),
    TEXT("text");

    private static final Pattern DECIMAL_DIGITS = Pattern.compile("[-+]?(0|[1-9][0-9]{0,17})");
    private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]{1,15}");
    private static final Pattern FRACTION = Pattern.compile(
            "[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

    private final String words;

    ScalarType(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    static ScalarType of(Scalar scalar) {
        String text = scalar.text();
        if (!scalar.plain()) {
            return TEXT;
        }
        if (scalar.isNull()) {
            return NULL;
        }
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return TRUTH;
        }
        // Few values begin so; the patterns are tried for those alone.
        if ("+-.0123456789".indexOf(text.charAt(0)) < 0) {
            return TEXT;
        }
        if (DECIMAL_DIGITS.matcher(text).matches() || HEXADECIMAL.matcher(text).matches()) {
            return WHOLE;
        }
        return FRACTION.matcher(text).matches() ? DECIMAL : TEXT;
    }

    /** Whether it is a number without a fraction; JSON Schema counts {@code 1e3} and {@code 4.0} among them. */
    static boolean isWhole(Scalar scalar) {
        ScalarType type = of(scalar);
        return type == WHOLE || type == DECIMAL && decimal(scalar) == Math.rint(decimal(scalar));
    }

    /** The value of a scalar that {@link #isWhole}. */
    static long whole(Scalar scalar) {
        String text = scalar.text();
        if (of(scalar) == DECIMAL) {
            return (long) decimal(scalar);
        }
        return text.startsWith("0x") ? Long.parseLong(text.substring(2), 16) : Long.parseLong(text);
    }

    /** The value of a scalar of type {@link #WHOLE} or {@link #DECIMAL}; what is not a number stays that. */
    static double decimal(Scalar scalar) {
        if (of(scalar) == WHOLE) {
            return whole(scalar);
        }
        return scalar.text().matches(".*[a-zA-Z]{3}") ? Double.NaN : Double.parseDouble(scalar.text());
    }
}
