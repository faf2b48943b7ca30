package reliquary.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code relic profiles}: the descriptions of machines. */
@Command(
        name = "profiles",
        mixinStandardHelpOptions = true,
        description = "Hardware profiles: the descriptions of machines; see docs/profiles.md.",
        footer = {"", "Example: relic profiles show ibm-5170-at+coprocessor"},
        subcommands = {
            ProfilesListCommand.class,
            ProfilesShowCommand.class,
            ProfilesValidateCommand.class,
            ProfilesMatchCommand.class,
            ProfilesSchemaCommand.class
        })
final class ProfilesCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
        spec.commandLine().getOut().flush();
    }
}
