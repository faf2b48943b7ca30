package reliquary.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import reliquary.profile.Profiles;

/** {@code relic profiles schema}: the JSON Schema of profiles, for editors. */
@Command(
        name = "schema",
        mixinStandardHelpOptions = true,
        description = "Prints the JSON Schema (2020-12) of profiles, by which editors complete and check.",
        footer = {"", "Example: relic profiles schema > profile.schema.json"})
final class ProfilesSchemaCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(Profiles.schema());
        spec.commandLine().getOut().flush();
        return ExitStatus.DONE.code();
    }
}
