package reliquary.profile;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** The word that someone probably meant: least optimal string alignment distance (Damerau 1964), at most a third of its length. */
final class NearestWord {
    private NearestWord() {}

    /** The nearest of the words; the first of several equally near ones; empty if none is near. */
    static Optional<String> of(String written, Collection<String> words) {
        Optional<String> best = Optional.empty();
        int least = Integer.MAX_VALUE;
        for (String word : words) {
            int most = Math.max(1, Math.max(word.length(), written.length()) / 3);
            if (Math.abs(word.length() - written.length()) > most) {
                continue;
            }
            int distance = distance(written.toLowerCase(Locale.ROOT), word.toLowerCase(Locale.ROOT));
            if (distance <= most && distance < least) {
                least = distance;
                best = Optional.of(word);
            }
        }
        return best;
    }

    /** The sentence ending {@code ; did you mean 'word'?}, or nothing. */
    static String hint(String written, Collection<String> words) {
        return of(written, words).map(word -> "; did you mean '" + word + "'?").orElse("");
    }

    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 || j == 0 ? i + j : step(d, a, b, i, j);
            }
        }
        return d[a.length()][b.length()];
    }

    private static int step(int[][] d, String a, String b, int i, int j) {
        int changed = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + changed);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, d[i - 2][j - 2] + 1) : least;
    }
}
