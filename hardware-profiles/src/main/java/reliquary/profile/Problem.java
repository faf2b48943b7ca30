package reliquary.profile;

/**
 * One thing that is wrong in a profile.
 *
 * @param at where
 * @param message what is wrong, what is allowed and, where one is near, the right name; one line
 */
public record Problem(Position at, String message) {
    @Override
    public String toString() {
        return at + ": " + message;
    }
}
