package reliquary.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person is told about a profile that is wrong. Lines of shipped profiles are left out: they move. */
class BrokenProfilesTest {
    @TempDir
    private Path folder;

    @Test
    void an_unknown_key_is_refused_with_the_nearest_right_one() throws IOException {
        assertThat(problems("profile: mine\nextends: generic-486\nmemmory: {extended: 3M}\n"))
                .containsExactly("mine.yaml:3:1: the profile has no key 'memmory'; did you mean 'memory'?");
    }

    @Test
    void a_wrong_word_is_refused_with_what_is_allowed() throws IOException {
        assertThat(problems("profile: mine\nextends: generic-486\nvideo: {adapter: vgaa}\n"))
                .containsExactly(
                        "mine.yaml:3:18: adapter is one of mda, hercules, cga, ega, mcga, vga, not 'vgaa'; did you mean"
                                + " 'vga'?");
    }

    @Test
    void all_mistakes_of_a_file_are_told_at_once() throws IOException {
        assertThat(problems("""
                profile: mine
                extends: generic-486
                memory: {extended: 3}
                keyboard: {keys: 85}
                serial:
                  com1: {port: 0x13F80}
                mouse:
                """))
                .containsExactly(
                        "mine.yaml:3:20: extended is a size, such as 640K or 16M, or none, not '3'",
                        "mine.yaml:4:18: keys is one of 83, 84, 101, 102, not '85'; did you mean '83'?",
                        "mine.yaml:6:16: port is an I/O port, such as 0x3F8 or 3F8h, not '0x13F80'",
                        "mine.yaml:7:7: mouse is one of none, ps2, com1, com2, com3, com4, not nothing");
    }

    @Test
    void text_that_yaml_takes_for_a_number_wants_quotes() throws IOException {
        assertThat(problems("profile: mine\nextends: generic-486\nmodel: 5150\n"))
                .containsExactly("mine.yaml:3:8: model is one line of text, not '5150'; quote it: \"5150\"");
    }

    @Test
    void a_key_that_stands_twice_is_refused_with_both_lines() throws IOException {
        assertThat(problems("profile: mine\nmouse: ps2\nmouse: none\n"))
                .containsExactly("mine.yaml:3:1: 'mouse' stands here and at line 2");
    }

    @Test
    void two_devices_on_one_interrupt_line_are_refused_with_both_named() throws IOException {
        assertThat(problems(
                        "profile: mine\nextends: generic-486\nserial:\n  com3: {port: 0x3E8, irq: 4, uart: 16450}\n"))
                .containsExactly("mine.yaml:4:28: COM3 uses IRQ 4, and so does COM1 at generic-486.yaml");
    }

    @Test
    void two_devices_on_one_port_are_refused_with_both_named() throws IOException {
        assertThat(problems("profile: mine\nextends: generic-486\nnetwork: {card: ne2000, port: 2F0h, irq: 10}\n"))
                .containsExactly(
                        "mine.yaml:3:31: the network card uses I/O port 2F8h, and so does COM2 at generic-486.yaml");
    }

    @Test
    void more_memory_than_the_processor_reaches_is_refused() throws IOException {
        assertThat(problems("profile: mine\nextends: generic-286\nmemory: {extended: 16M}\n"))
                .containsExactly("mine.yaml:3:20: the 80286 at generic-286.yaml reaches 16 MB; this is more");
    }

    @Test
    void what_a_machine_lacks_is_named() throws IOException {
        assertThat(problems("profile: mine\ntitle: Mine\n"))
                .contains(
                        "mine.yaml:1:1: the machine has no board; state it or extend a profile that does",
                        "defaults.yaml:5:6: the machine has no cpu.model; state it or extend a profile that does");
    }

    @Test
    void a_date_that_no_calendar_has_is_refused() throws IOException {
        assertThat(problems("profile: mine\nextends: generic-486\nclock: {start: 1994-02-30T09:00}\n"))
                .containsExactly("mine.yaml:3:16: the calendar has no 1994-02-30T09:00");
    }

    @Test
    void a_rom_without_its_hash_is_refused() throws IOException {
        assertThat(problems("profile: mine\nextends: generic-486\nfirmware: {kind: rom, file: bios.bin}\n"))
                .containsExactly("mine.yaml:3:18: firmware of kind rom needs both file and sha256");
    }

    @Test
    void a_serial_mouse_needs_its_port() throws IOException {
        assertThat(problems("profile: mine\nextends: generic-486\nmouse: com4\n"))
                .containsExactly("mine.yaml:3:8: the mouse is on com4, which the machine does not have");
    }

    @Test
    void a_base_that_does_not_exist_is_refused_where_it_is_named() throws IOException {
        assertThat(problems("profile: mine\nextends: generic-586\n"))
                .containsExactly(
                        "mine.yaml:2:10: no profile 'generic-586'; did you mean 'generic-286'? (relic profiles list)");
    }

    @Test
    void profiles_that_extend_each_other_are_refused() throws IOException {
        Files.writeString(folder.resolve("other.yaml"), "profile: other\nextends: mine\n");
        assertThat(problems("profile: mine\nextends: other\n").get(0)).contains("which extends this profile in turn");
    }

    @Test
    void an_unknown_option_is_refused_with_the_nearest_right_one() {
        assertThatThrownBy(() -> ProfileLibrary.builtIn().resolve("ibm-5170-at+coprocesor"))
                .hasMessageStartingWith(
                        "profile 'ibm-5170-at' has no option 'coprocesor'; did you mean 'coprocessor'?");
    }

    @Test
    void options_that_contradict_each_other_are_refused() {
        assertThatThrownBy(() -> ProfileLibrary.builtIn().resolve("ibm-5170-at+cga+hercules"))
                .hasMessageMatching("defaults.yaml:\\d+:\\d+: option 'hercules' sets adapter, which another option sets"
                        + " differently at defaults.yaml:\\d+:\\d+ \\(and 2 more\\)");
    }

    @Test
    void a_billion_laughs_are_refused_before_they_cost_anything() throws IOException {
        StringBuilder laughs = new StringBuilder("profile: mine\na0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]\n");
        for (int i = 1; i < 12; i++) {
            String before = "*a" + (i - 1);
            laughs.append("a%d: &a%d [%s, %s, %s, %s, %s, %s, %s, %s]\n"
                    .formatted(i, i, before, before, before, before, before, before, before, before));
        }
        assertThat(problems(laughs.toString()))
                .singleElement()
                .asString()
                .contains("more than 20000 values, aliases expanded");
    }

    @Test
    void an_alias_to_what_it_stands_in_is_refused() throws IOException {
        assertThat(problems("profile: mine\noptions: &o\n  a: *o\n"))
                .containsExactly("mine.yaml:3:6: alias *o has no finished anchor &o before it");
    }

    @Test
    void nesting_without_end_is_refused() throws IOException {
        assertThat(problems("a: " + "[".repeat(5000)))
                .singleElement()
                .asString()
                .contains("nested deeper than 16 levels");
    }

    @Test
    void a_file_that_is_too_large_is_refused() throws IOException {
        assertThat(problems("# " + "x".repeat(300_000)))
                .singleElement()
                .asString()
                .contains("at most 256 KB");
    }

    @Test
    void a_tag_is_refused() throws IOException {
        assertThat(problems("profile: mine\ntitle: !!javax.script.ScriptEngineManager [a]\n")
                        .get(0))
                .startsWith("mine.yaml:2:8: tag ");
    }

    @Test
    void what_is_no_yaml_is_refused_where_it_stops_being_yaml() throws IOException {
        assertThat(problems("profile: mine\ncpu: {model: 8088\n"))
                .singleElement()
                .asString()
                .startsWith("mine.yaml:3:1: not YAML: ");
        assertThat(problems("")).containsExactly("mine.yaml:1:1: a profile is a list of 'key: value' lines");
        assertThat(problems("a: 1\n---\nb: 2\n"))
                .containsExactly("mine.yaml:2:1: a second document; one file describes one machine");
    }

    @Test
    void a_binary_file_a_folder_and_no_file_are_refused_in_one_line() throws IOException {
        Path binary = folder.resolve("disk.yaml");
        Files.write(binary, new byte[] {(byte) 0xEB, 0x3C, (byte) 0x90, 0, 1, 2});
        assertThatThrownBy(() -> library().resolve(binary.toString())).hasMessageContaining("not a text in UTF-8");
        assertThatThrownBy(() -> library().resolve(folder + "/")).hasMessageContaining("is a folder, not a profile");
        assertThatThrownBy(() -> library().resolve(folder.resolve("none.yaml").toString()))
                .hasMessageContaining("no such file");
    }

    /** Everything that is wrong with the text as a profile called mine, the folder's name taken away. */
    private List<String> problems(String text) throws IOException {
        Path file = folder.resolve("mine.yaml");
        Files.writeString(file, text);
        ProfileException refusal =
                catchThrowableOfType(ProfileException.class, () -> library().resolve(file.toString()));
        assertThat(refusal.getMessage()).doesNotContain("\n");
        List<String> all = refusal.problems().isEmpty()
                ? List.of(refusal.getMessage())
                : refusal.problems().stream().map(Problem::toString).collect(Collectors.toList());
        return all.stream()
                .map(line -> line.replace(folder + "/", "").replaceAll("(generic-\\d+\\.yaml):\\d+:\\d+", "$1"))
                .toList();
    }

    private ProfileLibrary library() {
        return ProfileLibrary.of(List.of(folder));
    }
}
