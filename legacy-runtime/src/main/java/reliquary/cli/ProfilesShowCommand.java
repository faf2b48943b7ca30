package reliquary.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import reliquary.board.SupportedParts;
import reliquary.profile.Part;
import reliquary.profile.Profiles;
import reliquary.profile.ResolvedProfile;
import reliquary.profile.ResolvedProfile.Value;

/** {@code relic profiles show}: a resolved machine, value by value with the place that each comes from. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows a machine with all its values and where each comes from.",
        footer = {"", "Example: relic profiles show ibm-5170-at+coprocessor --yaml"})
final class ProfilesShowCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "NAME|FILE", description = "A profile, with +option any number of times.")
    private String name = Profiles.DEFAULT;

    @Option(names = "--yaml", description = "Print as one profile that needs no other.")
    private boolean yaml;

    @Option(names = "--json", description = "Print as JSON.")
    private boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        ResolvedProfile profile = Profiles.library().resolve(name);
        PrintWriter out = spec.commandLine().getOut();
        if (yaml) {
            out.print(profile.toYaml());
        } else if (json) {
            out.println(json(profile));
        } else {
            print(profile, out);
        }
        out.flush();
        return ExitStatus.DONE.code();
    }

    private static void print(ResolvedProfile profile, PrintWriter out) {
        for (Value value : profile.values()) {
            out.printf("%-28s %-44s %s%n", value.path(), value.text(), value.origin());
        }
        out.printf(
                "%n%-28s %d ps for an average basic block%n",
                "speed", profile.machine().cpu().blockPicoseconds());
        List<String> options = profile.options();
        out.printf("%-28s %s%n", "options", options.isEmpty() ? "none" : String.join(" ", options));
        List<Part> missing = SupportedParts.missing(profile.machine());
        if (!missing.isEmpty()) {
            out.printf("%-28s %s%n", "not in this version", words(missing));
        }
    }

    static String words(List<Part> parts) {
        return String.join("; ", parts.stream().map(Part::toString).toList());
    }

    private static String json(ResolvedProfile profile) throws JsonProcessingException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        root.put("name", profile.machine().name());
        root.put("blockPicoseconds", profile.machine().cpu().blockPicoseconds());
        ObjectNode values = root.putObject("values");
        for (Value value : profile.values()) {
            values.putObject(value.path())
                    .put("value", value.text())
                    .put("origin", value.origin().toString());
        }
        profile.options().forEach(root.putArray("options")::add);
        SupportedParts.missing(profile.machine())
                .forEach(part -> root.withArray("missing").add(part.toString()));
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }
}
