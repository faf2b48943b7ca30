package reliquary.profile;

import java.util.Arrays;
import java.util.List;

/** A choice that profiles spell out: {@code yaml()} is the word that stands in the document. */
public interface Named {
    /** The word for this choice in a profile, lower case except where the part's own name is not. */
    String yaml();

    /** The words for all choices, in the order in which they are declared. */
    static <E extends Enum<E> & Named> List<String> words(Class<E> choices) {
        return Arrays.stream(choices.getEnumConstants()).map(Named::yaml).toList();
    }

    /** The choice whose word this is. */
    static <E extends Enum<E> & Named> E parse(Class<E> choices, String word) {
        for (E choice : choices.getEnumConstants()) {
            if (choice.yaml().equals(word)) {
                return choice;
            }
        }
        throw new IllegalArgumentException("'" + word + "' is none of " + words(choices));
    }
}
