package reliquary.profile;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import reliquary.profile.Node.Mapping;
import reliquary.profile.Node.Scalar;
import reliquary.profile.Node.Sequence;

/**
 * Takes values out of a group that {@link ShapeCheck} has passed. What is missing or out of range becomes a problem and reads as
 * the least value, so that one reading finds all problems.
 */
final class Reading {
    private static final int FIRST_YEAR = 1980;
    private static final int LAST_YEAR = 2099;

    private final Mapping group;
    private final String path;
    private final List<Problem> problems;

    Reading(Mapping group, String path, List<Problem> problems) {
        this.group = group;
        this.path = path;
        this.problems = problems;
    }

    Position at() {
        return group.at();
    }

    /** Where a value stands, or the group if it is missing. */
    Position at(String key) {
        return group.get(key).map(Node::at).orElse(group.at());
    }

    Reading group(String key) {
        Mapping inner = group.mapping(key).orElse(Mapping.empty(group.at()));
        return new Reading(inner, path + key + ".", problems);
    }

    boolean isGroup(String key) {
        return group.mapping(key).isPresent();
    }

    /** A scalar's text, or empty if the key is missing or says {@code none}. */
    Optional<String> optional(String key) {
        return group.scalar(key).map(Scalar::text).filter(text -> !text.equals(ProfileShape.NONE));
    }

    String text(String key) {
        Optional<Scalar> scalar = group.scalar(key);
        if (scalar.isEmpty()) {
            problems.add(new Problem(
                    group.at(), "the machine has no " + path + key + "; state it or extend a profile that does"));
        }
        return scalar.map(Scalar::text).orElse("");
    }

    /** A word of the type; the first one if it is missing. */
    <E extends Enum<E> & Named> E choice(String key, Class<E> choices) {
        String word = text(key);
        return word.isEmpty() ? choices.getEnumConstants()[0] : Named.parse(choices, word);
    }

    <E extends Enum<E> & Named> Optional<E> optionalChoice(String key, Class<E> choices) {
        return optional(key).map(word -> Named.parse(choices, word));
    }

    <E extends Enum<E> & Named> List<E> choices(String key, Class<E> choices) {
        return texts(key).stream().map(word -> Named.parse(choices, word)).toList();
    }

    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        group.get(key)
                .filter(Sequence.class::isInstance)
                .map(Sequence.class::cast)
                .ifPresent(list -> list.items().forEach(item -> texts.add(((Scalar) item).text())));
        return texts;
    }

    int whole(String key) {
        return text(key).isEmpty() ? 0 : optionalWhole(key).orElse(0);
    }

    /** A number or I/O port; empty if the key is missing or says {@code none}. */
    OptionalInt optionalWhole(String key) {
        Optional<Integer> value = group.scalar(key)
                .filter(scalar -> !scalar.text().equals(ProfileShape.NONE))
                .map(Reading::number);
        return value.map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    /** A number; empty if the key is missing or says {@code auto}. */
    OptionalDouble decimal(String key) {
        return group.scalar(key).filter(scalar -> !scalar.text().equals(ProfileShape.AUTO)).stream()
                .mapToDouble(ScalarType::decimal)
                .findFirst();
    }

    // Checked before: a quoted choice such as "101", an I/O port such as 3F8h, or a plain number.
    private static int number(Scalar scalar) {
        if (scalar.text().endsWith("h")) {
            return Integer.parseInt(scalar.text().substring(0, scalar.text().length() - 1), 16);
        }
        return (int) ScalarType.whole(new Scalar(scalar.at(), scalar.text(), true));
    }

    /** Bytes; {@code none} is 0. */
    int size(String key, long least, long most) {
        String text = text(key);
        if (text.isEmpty() || text.equals(ProfileShape.NONE)) {
            return 0;
        }
        int shift = text.endsWith("M") ? 20 : 10;
        long bytes = Long.parseLong(text.substring(0, text.length() - 1)) << shift;
        if (bytes < least || bytes > most) {
            problems.add(new Problem(
                    at(key), path + key + " is from " + (least >> 10) + "K to " + (most >> 10) + "K, not " + text));
            return (int) least;
        }
        return (int) bytes;
    }

    double megahertz(String key) {
        String text = text(key);
        double clock = text.isEmpty() ? 1 : Double.parseDouble(text.substring(0, text.indexOf(' ')));
        if (clock < 1 || clock > 4000) {
            problems.add(new Problem(at(key), path + key + " is from 1 MHz to 4000 MHz, not " + text));
            return 1;
        }
        return clock;
    }

    LocalDate date(String key) {
        String text = text(key);
        try {
            LocalDate date = LocalDate.parse(text.isEmpty() ? "1981-01-01" : text);
            // The ROM has room for two digits of the year.
            if (date.getYear() < 1980 || date.getYear() > 2079) {
                problems.add(new Problem(at(key), path + key + " is from 1980 to 2079, not " + text));
            }
            return date;
        } catch (DateTimeException e) {
            problems.add(new Problem(at(key), "the calendar has no " + text));
            return LocalDate.MIN;
        }
    }

    ClockStart start(String key) {
        String text = text(key);
        if (text.startsWith("host")) {
            return offset(text);
        }
        boolean frozen = text.startsWith("frozen ");
        try {
            LocalDateTime date = LocalDateTime.parse(frozen ? text.substring("frozen ".length()) : text);
            if (date.getYear() < FIRST_YEAR || date.getYear() > LAST_YEAR) {
                problems.add(new Problem(
                        at(key), "a PC's clock knows " + FIRST_YEAR + " to " + LAST_YEAR + ", not " + text));
            }
            return frozen ? new ClockStart.Frozen(date) : new ClockStart.At(date);
        } catch (DateTimeException e) {
            if (!text.isEmpty()) {
                problems.add(new Problem(at(key), "the calendar has no " + text));
            }
            return new ClockStart.At(LocalDateTime.MIN);
        }
    }

    private static ClockStart.Offset offset(String text) {
        if (text.equals("host")) {
            return new ClockStart.Offset(0, 0);
        }
        int amount = Integer.parseInt(text.substring("host ".length(), text.length() - 1));
        return text.endsWith("y") ? new ClockStart.Offset(amount, 0) : new ClockStart.Offset(0, amount);
    }

    void problem(Position at, String message) {
        problems.add(new Problem(at, message));
    }
}
