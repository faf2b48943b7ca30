package reliquary.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reliquary.profile.Node.Mapping;

class ShippedProfilesTest {
    private static final ProfileLibrary LIBRARY = ProfileLibrary.builtIn();

    static List<String> names() {
        return LIBRARY.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_shipped_profile_keeps_to_the_grammar_and_resolves(String name) {
        Mapping document = new ProfileFolder.BuiltIn().find(name).orElseThrow();
        assertThat(ShapeCheck.problems(document, ProfileShape.DOCUMENT)).isEmpty();
        assertThat(LIBRARY.resolve(name).machine().name()).isEqualTo(name);
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_shipped_profile_names_the_documents_that_it_was_checked_against(String name) {
        assertThat(LIBRARY.resolve(name).machine().identity().sources()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_resolved_profile_reads_back_from_yaml_as_the_same_machine(String name) {
        ResolvedProfile resolved = LIBRARY.resolve(name);
        Mapping again = YamlReader.read("again.yaml", resolved.toYaml());
        assertThat(ShapeCheck.problems(again, ProfileShape.DOCUMENT)).isEmpty();
        assertThat(ResolvedProfile.of(again, name, Path.of(""), List.of()).machine())
                .isEqualTo(resolved.machine());
    }

    @ParameterizedTest
    @MethodSource("names")
    void each_option_makes_a_possible_machine_or_is_refused_with_what_it_clashes_with(String name) {
        for (String option : LIBRARY.resolve(name).options()) {
            try {
                assertThat(LIBRARY.resolve(name + "+" + option).machine().name())
                        .isEqualTo(name + "+" + option);
            } catch (ProfileException e) {
                assertThat(e.problems())
                        .as(name + "+" + option)
                        .isNotEmpty()
                        // Only the options that all profiles share may not fit; a profile's own do.
                        .allSatisfy(p -> assertThat(p.at().file()).isEqualTo("defaults.yaml"))
                        .allSatisfy(p -> assertThat(p.message())
                                .containsPattern("and so does .* at .*yaml:\\d+:\\d+|an xt board has|does not have"));
            }
        }
    }

    @Test
    void the_xt_takes_a_network_card_at_a_line_that_it_has() {
        assertThat(LIBRARY.resolve("ibm-5160-xt+ne2000").machine().network())
                .hasValueSatisfying(card -> assertThat(card.resources().irq()).hasValue(3));
    }

    @Test
    void the_index_lists_the_profiles_that_ship() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/reliquary/profile/profiles"))) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".yaml"))
                    .map(file -> file.substring(0, file.length() - ".yaml".length()))
                    .sorted()
                    .toList();
            assertThat(new ProfileFolder.BuiltIn().names()).isEqualTo(names);
        }
    }
}
