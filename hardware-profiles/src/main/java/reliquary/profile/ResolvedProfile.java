package reliquary.profile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import reliquary.profile.Node.Mapping;

/** A machine and where each of its values comes from. */
public final class ResolvedProfile {
    private final MachineProfile machine;
    private final Mapping document;

    private ResolvedProfile(MachineProfile machine, Mapping document) {
        this.machine = machine;
        this.document = document;
    }

    static ResolvedProfile of(Mapping document, String name, Path folder) {
        List<Problem> problems = new ArrayList<>();
        MachineProfile machine = ProfileAssembler.assemble(document, name, folder, problems);
        if (problems.isEmpty()) {
            problems.addAll(Conflicts.problems(machine, document));
        }
        if (!problems.isEmpty()) {
            throw new ProfileException(problems);
        }
        return new ResolvedProfile(machine, document);
    }

    /** The machine, complete. */
    public MachineProfile machine() {
        return machine;
    }
}
