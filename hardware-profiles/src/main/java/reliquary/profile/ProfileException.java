package reliquary.profile;

import java.util.List;

/** A profile that cannot be used. The message is one line; {@link #problems()} has everything that is wrong. */
public final class ProfileException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient List<Problem> problems;

    /** Something that has no place in a document, such as an unknown profile name. */
    public ProfileException(String message) {
        super(message);
        problems = List.of();
    }

    /** One or more problems in documents. */
    ProfileException(List<Problem> problems) {
        super(problems.get(0) + (problems.size() > 1 ? " (and " + (problems.size() - 1) + " more)" : ""));
        this.problems = List.copyOf(problems);
    }

    /** Everything that is wrong, in the order of the documents; empty if the message says all. */
    public List<Problem> problems() {
        return problems;
    }
}
