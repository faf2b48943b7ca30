package reliquary.profile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What may stand at a place in a profile. The checker and the published JSON Schema are both made from the same shapes, so
 * that they cannot disagree.
 */
sealed interface Shape {
    /** What is allowed, as the end of the sentence "... is not". */
    String wanted();

    /**
     * Text of a form.
     *
     * @param pattern the whole text matches it; written in the common part of Java's and ECMA 262's syntax
     * @param wanted the form in words, with an example
     */
    record Text(String pattern, String wanted) implements Shape {
        // Compiled when wanted: a profile uses few of them, and starting a machine should be quick.
        boolean matches(String text) {
            return Pattern.compile(pattern).matcher(text).matches();
        }
    }

    /** One word of several. */
    record Choice(List<String> words) implements Shape {
        public Choice {
            words = List.copyOf(words);
        }

        @Override
        public String wanted() {
            return words.size() == 1 ? words.get(0) : "one of " + String.join(", ", words);
        }
    }

    /** A whole number, decimal or hexadecimal as in {@code 0x3F8}. */
    record Whole(long least, long most) implements Shape {
        @Override
        public String wanted() {
            return "a whole number from " + least + " to " + most;
        }
    }

    /** An I/O port as a number, {@code 0x3F8}, or as setup screens write it, {@code 3F8h}. */
    record Port() implements Shape {
        static final Pattern SUFFIXED = Pattern.compile("[0-9A-Fa-f]{1,4}h");
        static final int MOST = 0xFFFF;

        @Override
        public String wanted() {
            return "an I/O port, such as 0x3F8 or 3F8h";
        }
    }

    /** A number with or without a fraction. */
    record Decimal(double least, double most) implements Shape {
        @Override
        public String wanted() {
            return "a number from " + least + " to " + most;
        }
    }

    /** A list of at most {@code most} items. */
    record Items(Shape item, int most) implements Shape {
        @Override
        public String wanted() {
            return "a list";
        }
    }

    /**
     * A group of known keys.
     *
     * @param required the keys that must stand
     */
    record Fields(Map<String, Field> fields, List<String> required) implements Shape {
        @Override
        public String wanted() {
            return "a group with " + String.join(", ", fields.keySet());
        }
    }

    /** A group of keys that the document names. */
    record Keyed(Text key, Shape value, int most) implements Shape {
        @Override
        public String wanted() {
            return "a group whose keys are " + key.wanted();
        }
    }

    /** Either of several shapes, told apart by whether a word, a list or a group stands there. */
    record Either(List<Shape> shapes) implements Shape {
        @Override
        public String wanted() {
            return String.join(", or ", shapes.stream().map(Shape::wanted).toList());
        }
    }

    /** A key's meaning, in one line for people, and its shape. */
    record Field(String meaning, Shape shape) {}

    /** One of a type's words. */
    static <E extends Enum<E> & Named> Choice words(Class<E> choices) {
        return new Choice(Named.words(choices));
    }

    /** One of these words. */
    static Choice word(String... words) {
        return new Choice(List.of(words));
    }

    static Either either(Shape... shapes) {
        return new Either(List.of(shapes));
    }

    /** Collects fields in the order in which they are described. */
    final class Group {
        private final Map<String, Field> fields = new LinkedHashMap<>();

        Group field(String key, String meaning, Shape shape) {
            fields.put(key, new Field(meaning, shape));
            return this;
        }

        Group add(Group more) {
            fields.putAll(more.fields);
            return this;
        }

        Fields done(String... required) {
            return new Fields(fields, List.of(required));
        }
    }
}
