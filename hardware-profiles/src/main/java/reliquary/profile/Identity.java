package reliquary.profile;

import java.util.List;
import java.util.Optional;

/**
 * Which machine a profile describes and how that is known.
 *
 * @param name the profile's name, with the options that were added: {@code ibm-5170-at+ega}
 * @param title what people call it
 * @param maker the company, empty for a generic machine
 * @param years when it was sold: {@code 1984} or {@code 1984-1987}
 * @param wikidata the machine's item, such as {@code Q751046}
 * @param sources the documents that its values were checked against
 */
public record Identity(
        String name,
        String title,
        Optional<String> maker,
        Optional<String> model,
        Optional<String> years,
        Optional<String> wikidata,
        List<String> sources) {
    public Identity {
        sources = List.copyOf(sources);
    }
}
