package reliquary.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import reliquary.profile.Node.Mapping;
import reliquary.profile.Node.Sequence;
import reliquary.profile.Shape.Fields;
import reliquary.profile.Shape.Group;
import reliquary.profile.Shape.Items;
import reliquary.profile.Shape.Text;
import reliquary.profile.Shape.Whole;

/**
 * The table of what systems and drivers need, {@code match-rules.yaml}.
 *
 * @param systems rules for operating systems; the first that fits a system's name counts
 * @param lines rules for lines of settings; every one that fits counts
 */
record MatchRules(List<SystemRule> systems, List<LineRule> lines) {
    private static final String FILE = "match-rules.yaml";
    private static final Text EXPRESSION = new Text("^.{1,200}$", "a regular expression");
    private static final Fields SYSTEM = new Group()
            .field("name", "Found in NAME VERSION of a system.", EXPRESSION)
            .field("year", "When it was new.", new Whole(1974, 2010))
            .field("needs", "What it needs.", Need.SHAPE)
            .done("name");
    private static final Fields LINE = new Group()
            .field("file", "The whole name of the file, without its folder.", EXPRESSION)
            .field("text", "Found in the line.", EXPRESSION)
            .field("means", "What the line does.", EXPRESSION)
            .field("needs", "What that needs.", Need.SHAPE)
            .done("file", "text", "means", "needs");

    /** The table's grammar. */
    static final Fields SHAPE = new Group()
            .field("systems", "Operating systems.", new Items(SYSTEM, 200))
            .field("lines", "Lines of settings.", new Items(LINE, 500))
            .done("systems", "lines");

    /** What an operating system needs, and when it was new. */
    record SystemRule(Pattern name, OptionalInt year, List<Need> needs) {}

    /** What a line of settings means and needs. */
    record LineRule(Pattern file, Pattern text, String means, List<Need> needs) {
        boolean fits(DiskFacts.Setting setting) {
            String name = setting.file().substring(setting.file().lastIndexOf('/') + 1);
            return file.matcher(name).matches() && text.matcher(setting.text()).find();
        }
    }

    /** The table that ships. */
    static MatchRules builtIn() {
        Mapping table =
                YamlReader.read(FILE, ProfileFolder.BuiltIn.resource(FILE).orElseThrow());
        List<Problem> problems = new ArrayList<>(ShapeCheck.problems(table, SHAPE));
        if (!problems.isEmpty()) {
            throw new ProfileException(problems);
        }
        return new MatchRules(
                rules(table, "systems", problems).stream()
                        .map(MatchRules::system)
                        .toList(),
                rules(table, "lines", problems).stream().map(MatchRules::line).toList());
    }

    private static List<Reading> rules(Mapping table, String key, List<Problem> problems) {
        Sequence list = (Sequence) table.get(key).orElseThrow();
        return list.items().stream()
                .map(item -> new Reading((Mapping) item, "", problems))
                .toList();
    }

    private static SystemRule system(Reading rule) {
        return new SystemRule(expression(rule, "name"), rule.optionalWhole("year"), Need.of(rule.group("needs")));
    }

    private static LineRule line(Reading rule) {
        return new LineRule(
                expression(rule, "file"), expression(rule, "text"), rule.text("means"), Need.of(rule.group("needs")));
    }

    private static Pattern expression(Reading rule, String key) {
        return Pattern.compile(rule.text(key), Pattern.CASE_INSENSITIVE);
    }
}
