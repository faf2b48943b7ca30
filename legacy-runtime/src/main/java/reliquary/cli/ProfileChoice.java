package reliquary.cli;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import reliquary.board.SupportedParts;
import reliquary.disk.DiskImage;
import reliquary.profile.DiskFacts;
import reliquary.profile.MachineProfile;
import reliquary.profile.Match;
import reliquary.profile.Match.Reason;
import reliquary.profile.ProfileMatcher;
import reliquary.profile.Profiles;

/**
 * The machine for disks when the command line names none: the usual one, unless what is on the disk speaks clearly for another
 * that the board can be.
 *
 * @param machine the machine
 * @param reason why it is not the usual one; empty if it is
 */
record ProfileChoice(MachineProfile machine, Optional<String> reason) {
    /** As much as one line of settings that names hardware weighs. */
    private static final int CLEARLY = 5;

    /**
     * Chooses by the first disk, the one that tells most of the machine first; without one, the usual machine.
     *
     * @param changed what the command line changes of every machine
     */
    static ProfileChoice of(List<DiskImage> disks, UnaryOperator<MachineProfile> changed) throws IOException {
        MachineProfile usual = changed.apply(Profiles.load(Profiles.DEFAULT));
        ProfileChoice unsaid = new ProfileChoice(usual, Optional.empty());
        if (disks.isEmpty()) {
            return unsaid;
        }
        DiskImage disk = disks.get(0);
        if (!DiskGlance.showsSystem(disk) && has(usual, DiskEvidence.settings(disk))) {
            return unsaid;
        }
        DiskFacts facts = DiskEvidence.of(disk);
        boolean speaks = !facts.systems().isEmpty() || !facts.settings().isEmpty();
        return speaks ? among(machines(changed), facts, unsaid) : unsaid;
    }

    private static List<MachineProfile> machines(UnaryOperator<MachineProfile> changed) {
        return Profiles.library().valid().stream()
                .filter(SupportedParts::carry)
                .map(changed)
                .toList();
    }

    private static ProfileChoice among(List<MachineProfile> machines, DiskFacts facts, ProfileChoice unsaid) {
        List<Match> ranked = new ProfileMatcher(machines).rank(facts);
        Match best = ranked.get(0);
        Match usual = named(ranked, unsaid.machine().name());
        if (best.score() < usual.score() + CLEARLY) {
            return unsaid;
        }
        MachineProfile machine = machines.stream()
                .filter(candidate -> candidate.name().equals(best.profile()))
                .findFirst()
                .orElseThrow();
        return new ProfileChoice(machine, Optional.of(difference(best, usual)));
    }

    private static Match named(List<Match> ranked, String name) {
        return ranked.stream()
                .filter(match -> match.profile().equals(name))
                .findFirst()
                // A person's own profile of that name may need a part that the board lacks.
                .orElse(new Match(name, Integer.MIN_VALUE / 2, List.of()));
    }

    /** Whether the usual machine has all that settings name, so that the other machines need not be read. */
    private static boolean has(MachineProfile usual, DiskFacts facts) {
        return facts.settings().isEmpty()
                || new ProfileMatcher(List.of(usual))
                        .rank(facts).get(0).reasons().stream().allMatch(reason -> reason.points() > 0);
    }

    /** The weightiest reason that only one of the two machines has. */
    private static String difference(Match best, Match usual) {
        Stream<Reason> own = best.reasons().stream().filter(reason -> reason.points() > 0);
        Stream<Reason> against = usual.reasons().stream()
                .filter(reason -> reason.points() < 0)
                .map(reason -> new Reason(reason.points(), "on " + usual.profile() + ", " + reason.text()));
        return Stream.concat(own, against)
                .filter(reason -> !usual.reasons().contains(reason))
                .max(Comparator.comparingInt(reason -> Math.abs(reason.points())))
                .map(Reason::text)
                .orElse(best.score() + " points, " + usual.profile() + " has " + usual.score());
    }
}
