package reliquary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands about hardware profiles, as a person types them. */
final class ProfilesCommandsTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private int status;

    private String profiles(String... words) {
        CommandLine line = new CommandLine(new ProfilesCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    out.write(String.valueOf(e.getMessage()));
                    return ExitStatus.BAD_INPUT.code();
                });
        status = line.execute(words);
        return out.toString();
    }

    @Test
    void list_shows_each_profile_in_one_line() {
        assertThat(profiles("list").lines())
                .anyMatch(line ->
                        line.matches("ibm-5150-pc +1981-1987 IBM Personal Computer +8088 4.773 MHz, 640 KB, cga"));
        assertThat(status).isZero();
    }

    @Test
    void show_tells_where_each_value_comes_from() {
        assertThat(profiles("show", "ibm-5160-xt+ega").lines())
                .anyMatch(line -> line.matches("cpu.model +8088 +ibm-5150-pc.yaml:\\d+:\\d+"))
                .anyMatch(line -> line.matches("disks.controller +xebec +ibm-5160-xt.yaml:\\d+:\\d+"))
                .anyMatch(line -> line.matches("video.adapter +ega +defaults.yaml:\\d+:\\d+"))
                .anyMatch(line -> line.matches("speed +15190477 ps .*"))
                .anyMatch(line -> line.startsWith("not in this version") && line.contains("board: xt"));
    }

    @Test
    void show_as_yaml_is_a_profile_again() throws IOException {
        Path copy = folder.resolve("copy.yaml");
        Files.writeString(copy, profiles("show", "generic-486", "--yaml"));
        out.getBuffer().setLength(0);
        assertThat(profiles("validate", copy.toString())).startsWith(copy + ": valid");
        assertThat(status).isZero();
    }

    @Test
    void show_as_json_has_value_and_origin() throws IOException {
        JsonNode json = new ObjectMapper().readTree(profiles("show", "generic-486", "--json"));
        assertThat(json.at("/values/cpu.model/value").asText()).isEqualTo("486DX2");
        assertThat(json.at("/values/cpu.model/origin").asText()).startsWith("generic-486.yaml:");
    }

    @Test
    void an_unknown_name_is_one_line_and_exit_status_2() {
        assertThat(profiles("show", "ibm-5710-at"))
                .isEqualTo("no profile 'ibm-5710-at'; did you mean 'ibm-5170-at'? (relic profiles list)");
        assertThat(status).isEqualTo(2);
    }

    @Test
    void validate_shows_all_mistakes_and_ends_with_1() throws IOException {
        Path mine = folder.resolve("mine.yaml");
        Files.writeString(mine, "profile: mine\nextends: generic-486\nmouse: ps3\nflopies: {a: 1.44M}\n");
        assertThat(profiles("validate", mine.toString()).lines())
                .containsExactly(
                        mine
                                + ":3:8: mouse is one of none, ps2, com1, com2, com3, com4, not 'ps3'; did you mean 'ps2'?",
                        mine + ":4:1: the profile has no key 'flopies'; did you mean 'floppies'?");
        assertThat(status).isEqualTo(1);
    }

    @Test
    void the_shipped_profiles_are_valid_and_say_what_this_version_lacks() {
        assertThat(profiles("validate").lines())
                .allMatch(line -> line.contains(": valid"))
                .contains("paravirtual-pc: valid")
                .anyMatch(line ->
                        line.startsWith("hercules-word-processor: valid; not in this version of relic: board: xt"));
        assertThat(status).isZero();
    }

    @Test
    void match_reads_the_settings_on_a_disk_and_gives_reasons() throws IOException {
        Path floppy = floppy("DEVICE=C:\\HIMEM.SYS\r\nREM DEVICE=MOUSE.SYS /C1\r\nDEVICE=NE2000.SYS\r\n");
        assertThat(profiles("match", floppy.toString()))
                .contains("/CONFIG.SYS line 1: an extended-memory manager needs an 80286 or later")
                .contains("/CONFIG.SYS line 3: a driver for the NE2000 needs the network card ne2000")
                .doesNotContain("mouse");
        assertThat(status).isZero();
    }

    @Test
    void match_as_json_ranks_every_profile() throws IOException {
        Path floppy = floppy("DEVICE=C:\\NE2000.SYS\r\n");
        JsonNode ranked = new ObjectMapper().readTree(profiles("match", floppy.toString(), "--json"));
        assertThat(ranked.get(0).get("score").asInt())
                .isGreaterThanOrEqualTo(
                        ranked.get(ranked.size() - 1).get("score").asInt());
        assertThat(ranked).hasSizeGreaterThan(12);
    }

    @Test
    void the_schema_is_printed_for_editors() throws IOException {
        assertThat(new ObjectMapper()
                        .readTree(profiles("schema"))
                        .get("$schema")
                        .asText())
                .isEqualTo("https://json-schema.org/draft/2020-12/schema");
    }

    /** A floppy of DOS 1, 160 KB, that holds CONFIG.SYS. */
    private Path floppy(String config) throws IOException {
        ByteBuffer disk = ByteBuffer.allocate(160 * 1024).order(ByteOrder.LITTLE_ENDIAN);
        byte[] fat = {(byte) 0xFE, -1, -1, -1, 0x0F};
        disk.put(512, fat).put(1024, fat).put(1536, "CONFIG  SYS".getBytes(StandardCharsets.US_ASCII));
        disk.putShort(1536 + 26, (short) 2).putInt(1536 + 28, config.length());
        disk.put(7 * 512, config.getBytes(StandardCharsets.US_ASCII));
        return Files.write(folder.resolve("floppy.img"), disk.array());
    }
}
