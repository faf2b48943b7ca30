package reliquary.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import reliquary.profile.Node.Mapping;

class ProfileLawsTest {
    private static final ProfileLibrary LIBRARY = ProfileLibrary.builtIn();

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void a_machine_reads_back_from_its_yaml(@ForAll("machines") Mapping document) {
        ResolvedProfile machine = possible(document);
        Mapping again = YamlReader.read("again.yaml", machine.toYaml());
        assertThat(ShapeCheck.problems(again, ProfileShape.DOCUMENT)).isEmpty();
        assertThat(possible(again).machine()).isEqualTo(machine.machine());
    }

    @Property(tries = 200)
    void the_order_of_options_does_not_matter(
            @ForAll("names") String name, @ForAll @IntRange(min = 2, max = 4) int count, @ForAll Random random) {
        List<String> offered = new ArrayList<>(LIBRARY.resolve(name).options());
        Collections.shuffle(offered, random);
        List<String> options = offered.subList(0, count);
        List<String> other = new ArrayList<>(options);
        Collections.shuffle(other, random);
        assertThat(verdict(name, other)).isEqualTo(verdict(name, options));
    }

    @Property(tries = 200)
    void an_option_given_twice_is_an_option_given_once(@ForAll("names") String name, @ForAll Random random) {
        List<String> offered = LIBRARY.resolve(name).options();
        String option = offered.get(random.nextInt(offered.size()));
        assertThat(verdict(name, List.of(option, option))).isEqualTo(verdict(name, List.of(option)));
    }

    @Property(tries = 200)
    void a_value_that_is_spoilt_is_refused_at_its_line(
            @ForAll("names") String name, @ForAll @IntRange(min = 0, max = 1000) int place) {
        List<String> lines =
                new ArrayList<>(LIBRARY.resolve(name).toYaml().lines().toList());
        int line = place % lines.size();
        String key = lines.get(line).substring(0, lines.get(line).indexOf(':') + 1);
        Assume.that(lines.get(line).matches(" *[a-z0-9-]+: .*"));
        lines.set(line, key + " {spoilt: 1}");
        List<Problem> problems =
                ShapeCheck.problems(YamlReader.read("spoilt.yaml", String.join("\n", lines)), ProfileShape.DOCUMENT);
        assertThat(problems)
                .isNotEmpty()
                .allSatisfy(p -> assertThat(p.at().line()).isEqualTo(line + 1));
    }

    @Property(tries = 200)
    void no_text_makes_the_reader_fail_otherwise_than_by_refusing(@ForAll("scraps") String text) {
        try {
            ShapeCheck.problems(YamlReader.read("scrap.yaml", text), ProfileShape.DOCUMENT);
        } catch (ProfileException e) {
            assertThat(e.getMessage()).startsWith("scrap.yaml:").doesNotContain("\n");
        }
    }

    @Property
    void a_faster_clock_makes_blocks_shorter(
            @ForAll CpuModel model, @ForAll @IntRange(min = 1, max = 3999) int megahertz) {
        Cpu slow = new Cpu(model, megahertz, model.cyclesPerInstruction(), Fpu.NONE);
        Cpu fast = new Cpu(model, megahertz + 1, model.cyclesPerInstruction(), Fpu.NONE);
        assertThat(fast.blockPicoseconds()).isPositive().isLessThanOrEqualTo(slow.blockPicoseconds());
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of(LIBRARY.names());
    }

    /** A shipped machine with generated changes on top, where they make a possible machine. */
    @Provide
    Arbitrary<Mapping> machines() {
        Arbitrary<String> changes = GeneratedDocuments.of(ProfileShape.DOCUMENT, 0);
        return Combinators.combine(names(), changes)
                .as((name, change) -> Layers.over(base(name), YamlReader.read("generated.yaml", change)))
                .filter(10_000, ProfileLawsTest::isPossible);
    }

    /** Pieces of YAML in any order. */
    @Provide
    Arbitrary<String> scraps() {
        return Arbitraries.of(
                        "profile", ": ", "\n", "  ", "- ", "[", "]", "{", "}", "*a", "&a ", "!x ", "'", "\"", "|\n",
                        "? ", "# ", "---", "\t", "8088", "cpu", ",", "\u0000", "\uFEFF", "%YAML 3", "é", "<<: ")
                .list()
                .ofMaxSize(20)
                .map(pieces -> String.join("", pieces));
    }

    private static Mapping base(String name) {
        return YamlReader.read(name + ".yaml", LIBRARY.resolve(name).toYaml());
    }

    private static boolean isPossible(Mapping document) {
        try {
            possible(document);
            return true;
        } catch (ProfileException e) {
            return false;
        }
    }

    private static ResolvedProfile possible(Mapping document) {
        return ResolvedProfile.of(document.without("options"), "generated", Path.of("roms"), List.of());
    }

    /** The machine, or what was refused; a refusal names the same values whichever stands first. */
    private static Object verdict(String name, List<String> options) {
        try {
            return LIBRARY.resolve(name + "+" + String.join("+", options)).machine();
        } catch (ProfileException e) {
            return Set.of("refused");
        }
    }
}
