package reliquary.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import reliquary.disk.DiskImage;
import reliquary.disk.format.DiskFormats;
import reliquary.profile.Match;
import reliquary.profile.Match.Reason;
import reliquary.profile.ProfileMatcher;
import reliquary.profile.Profiles;

/** {@code relic profiles match}: which machine a disk probably comes from, and why. */
@Command(
        name = "match",
        mixinStandardHelpOptions = true,
        description = "Ranks the profiles by what a disk shows of its machine, best first, with reasons.",
        footer = {"", "Example: relic profiles match disk.img --all"})
final class ProfilesMatchCommand implements Callable<Integer> {
    private static final int FEW = 3;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "TARGET", description = "A disk image in any format.")
    private Path target = Path.of("");

    @Option(names = "--all", description = "Show all profiles, not only the best three.")
    private boolean all;

    @Option(names = "--json", description = "Print as JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        List<Match> ranked;
        try (DiskImage disk = DiskFormats.open(target)) {
            ranked = new ProfileMatcher(Profiles.library()).rank(DiskEvidence.of(disk));
        }
        List<Match> shown = all || json ? ranked : ranked.subList(0, Math.min(FEW, ranked.size()));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(json(shown));
        } else {
            shown.forEach(match -> print(match, out));
        }
        out.flush();
        return ExitStatus.DONE.code();
    }

    private static void print(Match match, PrintWriter out) {
        out.printf("%5d  %s%n", match.score(), match.profile());
        for (Reason reason : match.reasons()) {
            out.printf("       %+4d  %s%n", reason.points(), reason.text());
        }
    }

    private static String json(List<Match> ranked) throws JsonProcessingException {
        ObjectMapper mapper = new ObjectMapper();
        ArrayNode list = mapper.createArrayNode();
        for (Match match : ranked) {
            ObjectNode node = list.addObject().put("profile", match.profile()).put("score", match.score());
            ArrayNode reasons = node.putArray("reasons");
            match.reasons()
                    .forEach(reason ->
                            reasons.addObject().put("points", reason.points()).put("text", reason.text()));
        }
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(list);
    }
}
