package reliquary.guests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs of MS-DOS 2.0 from 1983, unchanged, under FreeDOS on a floppy that mtools made. */
class MsDosToolsTest {
    private static final String PROMPT = "A:\\\\>\\s*$";

    @TempDir
    Path folder;

    private Path disk = Path.of("");

    @BeforeEach
    void make_a_floppy() throws Exception {
        disk = folder.resolve("tools.img");
        Files.copy(Shared.guest("freedos-min-1440.img"), disk);
        for (String program : List.of(
                "EDLIN.COM", "DEBUG.COM", "SORT.EXE", "FIND.EXE", "MORE.COM", "MASM.EXE", "LINK.EXE", "EXE2BIN.EXE")) {
            mcopy(Shared.app("msdos-v2.0-bin/" + program));
        }
    }

    private void mcopy(Path file) throws IOException, InterruptedException {
        Process copy;
        try {
            copy = new ProcessBuilder("mcopy", "-i", disk.toString(), file.toString(), "::")
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            Assumptions.abort("mtools is not installed");
            return;
        }
        String said = new String(copy.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(copy.waitFor()).as(said).isZero();
    }

    private void file(String name, String text) throws Exception {
        Path file = folder.resolve(name);
        Files.writeString(file, text.replace("\n", "\r\n"), StandardCharsets.US_ASCII);
        mcopy(file);
    }

    /** Boots, then alternates: types a line, waits for what it shows. */
    private String session(String... linesAndAnswers) {
        List<Object> arguments = new ArrayList<>(List.of(disk, "--until", PROMPT));
        for (int i = 0; i < linesAndAnswers.length; i += 2) {
            arguments.addAll(List.of("--type", typed(linesAndAnswers[i]), "--until", linesAndAnswers[i + 1]));
        }
        Command run = Command.run(arguments.toArray());
        assertThat(run.status()).as(run.err() + run.out()).isZero();
        return run.out();
    }

    private static String typed(String line) {
        return line.startsWith("{CTRL") ? line : line + "{ENTER}";
    }

    @Test
    void sort_find_and_more_work_on_a_file() throws Exception {
        file("NAMES.TXT", "PEAR\nAPPLE\nPLUM\n");
        String screen = session(
                "sort <names.txt", "APPLE\\s+PEAR\\s+PLUM(.*\\n)*.*A:\\\\>",
                "find \"PL\" names.txt", "names\\.txt\\s+APPLE\\s+PLUM(.*\\n)*.*A:\\\\>",
                "more <names.txt", "PEAR\\s+APPLE\\s+PLUM(.*\\n)*.*A:\\\\>");
        assertThat(screen).contains("---------- names.txt");
    }

    @Test
    void edlin_writes_a_file_line_by_line() {
        session(
                "edlin new.txt", "New file\\s+\\*\\s*$",
                "1i", "1:\\*\\s*$",
                "kept in 1983", "2:\\*\\s*$",
                "{CTRL+C}", "\\n\\*\\s*$",
                "e", "A:\\\\>\\s*$",
                "type new.txt", "type new.txt\\s+kept in 1983");
    }

    @Test
    void debug_assembles_traces_and_goes() {
        String screen = session(
                "debug", "\\n-\\s*$",
                "a100", ":0100\\s*$",
                "mov ax,1234", ":0103\\s*$",
                "inc ax", ":0104\\s*$",
                "int 20", ":0106\\s*$",
                "", "\\n-\\s*$",
                "t", "AX=1234(.*\\n)*-\\s*$",
                "t", "AX=1235(.*\\n)*-\\s*$",
                "g=100 104", "IP=0104(.*\\n)*.*IP=0104(.*\\n)*-\\s*$");
        assertThat(screen).contains("AX=1234").contains("AX=1235");
    }

    @Test
    void masm_and_link_build_a_program_that_runs() throws Exception {
        file("HI.ASM", """
                CODE SEGMENT
                ASSUME CS:CODE,DS:CODE
                ORG 100H
                START: MOV DX,OFFSET TEXT
                MOV AH,9
                INT 21H
                INT 20H
                TEXT DB 'BUILT WITH MASM 1.10$'
                CODE ENDS
                END START
                """);
        session(
                "masm hi,hi,nul,nul", "0\\s+0(.*\\n)*.*A:\\\\>\\s*$",
                "link hi,hi,nul,,", "link hi(.*\\n)*.*A:\\\\>\\s*$",
                "exe2bin hi.exe hi.com", "exe2bin(.*\\n)*.*A:\\\\>\\s*$",
                "hi", "BUILT WITH MASM 1.10");
    }
}
