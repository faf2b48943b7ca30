package reliquary.disk.identify;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file by which a system or application is recognised.
 *
 * @param pattern of the path if it began with a slash, otherwise of the name
 * @param wholePath which of the two
 * @param text to find in the content; its first group is the version
 * @param path to find in the path; its first group is the version
 * @param resource whether the version is that of a Windows version resource
 * @param sure how sure the clue makes
 */
record Clue(
        Pattern pattern,
        boolean wholePath,
        Optional<Pattern> text,
        Optional<Pattern> path,
        boolean resource,
        Confidence sure) {

    /** From the table. */
    @JsonCreator
    static Clue of(
            @JsonProperty(value = "file", required = true) String file,
            @JsonProperty("text") @Nullable String text,
            @JsonProperty("path") @Nullable String path,
            @JsonProperty("resource") boolean resource,
            @JsonProperty("sure") @Nullable String sure) {
        Confidence confidence = sure == null ? Confidence.LIKELY : Confidence.valueOf(sure.toUpperCase(Locale.ROOT));
        return new Clue(glob(file), file.startsWith("/"), regex(text), regex(path), resource, confidence);
    }

    private static Optional<Pattern> regex(@Nullable String expression) {
        return Optional.ofNullable(expression).map(e -> Pattern.compile(e, Pattern.DOTALL));
    }

    /** Case does not matter; {@code *} and {@code ?} stand for anything but a slash. */
    private static Pattern glob(String file) {
        StringBuilder regex = new StringBuilder();
        for (char c : file.toCharArray()) {
            switch (c) {
                case '*' -> regex.append("[^/]*");
                case '?' -> regex.append("[^/]");
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE);
    }

    boolean names(String entryPath, String entryName) {
        return pattern.matcher(wholePath ? entryPath : entryName).matches();
    }

    /** Whether the content must be looked at. */
    boolean needsContent() {
        return text.isPresent() || resource;
    }
}
