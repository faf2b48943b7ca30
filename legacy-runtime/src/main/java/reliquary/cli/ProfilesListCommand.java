package reliquary.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import reliquary.profile.Identity;
import reliquary.profile.MachineProfile;
import reliquary.profile.ProfileException;
import reliquary.profile.ProfileLibrary;
import reliquary.profile.Profiles;

/** {@code relic profiles list}: all profiles, one line each. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists all profiles: the project's in .relic/profiles, the user's, the built-in ones.",
        footer = {"", "Example: relic profiles list --json"})
final class ProfilesListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--json", description = "Print as JSON.")
    private boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        PrintWriter out = spec.commandLine().getOut();
        ProfileLibrary library = Profiles.library();
        ArrayNode list = new ObjectMapper().createArrayNode();
        for (String name : library.names()) {
            try {
                MachineProfile machine = library.resolve(name).machine();
                if (json) {
                    add(list.addObject(), machine);
                } else {
                    out.println(line(machine));
                }
            } catch (ProfileException e) {
                spec.commandLine().getErr().println("relic: " + name + " is left out: " + e.getMessage());
            }
        }
        if (json) {
            out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(list));
        }
        out.flush();
        return ExitStatus.DONE.code();
    }

    private static String line(MachineProfile machine) {
        Identity identity = machine.identity();
        return String.format(
                "%-24s %-9s %-40s %s %.4g MHz, %d KB, %s",
                machine.name(),
                identity.years().orElse(""),
                identity.title(),
                machine.cpu().model().yaml(),
                machine.cpu().clockMhz(),
                (machine.memory().conventional() + machine.memory().extended()) >> 10,
                machine.video().adapter().yaml());
    }

    private static void add(ObjectNode node, MachineProfile machine) {
        Identity identity = machine.identity();
        node.put("name", machine.name()).put("title", identity.title());
        identity.maker().ifPresent(maker -> node.put("maker", maker));
        identity.years().ifPresent(years -> node.put("years", years));
        node.put("cpu", machine.cpu().model().yaml())
                .put("clockMhz", machine.cpu().clockMhz())
                .put("conventionalBytes", machine.memory().conventional())
                .put("extendedBytes", machine.memory().extended())
                .put("video", machine.video().adapter().yaml());
    }
}
