package reliquary.profile;

import java.util.List;

/**
 * How well a profile fits a disk.
 *
 * @param profile the profile's name
 * @param score the sum of the reasons' points; the highest fits best
 * @param reasons what speaks for it and against it, the weightiest first
 */
public record Match(String profile, int score, List<Reason> reasons) {
    public Match {
        reasons = List.copyOf(reasons);
    }

    /**
     * One thing that speaks for or against a profile.
     *
     * @param points positive for, negative against
     * @param text what was found and where, and whether the machine has what it needs
     */
    public record Reason(int points, String text) {}
}
