package reliquary.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import reliquary.board.SupportedParts;
import reliquary.profile.Part;
import reliquary.profile.Problem;
import reliquary.profile.ProfileException;
import reliquary.profile.ProfileLibrary;
import reliquary.profile.Profiles;

/** {@code relic profiles validate}: everything that is wrong in profiles, with line and column. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = "Checks profiles and shows all mistakes with line and column; exit status 1 if there are any.",
        footer = {"", "Example: relic profiles validate my-machine.yaml"})
final class ProfilesValidateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "0..*",
            paramLabel = "NAME|FILE",
            description = "Profiles; all that are found if none is named.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--json", description = "Print as JSON.")
    private boolean json;

    private final ArrayNode list = new ObjectMapper().createArrayNode();
    private boolean allGood = true;

    @Override
    public Integer call() throws JsonProcessingException {
        ProfileLibrary library = Profiles.library();
        PrintWriter out = spec.commandLine().getOut();
        for (String name : names.isEmpty() ? library.names() : names) {
            validate(library, name, out);
        }
        if (json) {
            out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(list));
        }
        out.flush();
        return (allGood ? ExitStatus.DONE : ExitStatus.FINDING).code();
    }

    private void validate(ProfileLibrary library, String name, PrintWriter out) {
        try {
            report(name, SupportedParts.missing(library.resolve(name).machine()), out);
        } catch (ProfileException e) {
            if (e.problems().isEmpty()) {
                throw e;
            }
            allGood = false;
            report(name, e, out);
        }
    }

    private void report(String name, List<Part> missing, PrintWriter out) {
        if (json) {
            ObjectNode node = list.addObject().put("profile", name).put("valid", true);
            missing.forEach(part -> node.withArray("missing").add(part.toString()));
        } else if (missing.isEmpty()) {
            out.println(name + ": valid");
        } else {
            out.println(name + ": valid; not in this version of relic: " + ProfilesShowCommand.words(missing));
        }
    }

    private void report(String name, ProfileException wrong, PrintWriter out) {
        if (!json) {
            wrong.problems().forEach(out::println);
            return;
        }
        ObjectNode node = list.addObject().put("profile", name).put("valid", false);
        for (Problem problem : wrong.problems()) {
            node.withArray("problems")
                    .addObject()
                    .put("file", problem.at().file())
                    .put("line", problem.at().line())
                    .put("column", problem.at().column())
                    .put("message", problem.message());
        }
    }
}
