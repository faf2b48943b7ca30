package reliquary.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerminalInTmuxTest {
    private static final String SERVER = "relic-test-" + ProcessHandle.current().pid();

    @TempDir
    Path folder;

    @BeforeEach
    void startShell() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/tmux")), "tmux is not installed");
        tmux("-f", "/dev/null", "-u", "new-session", "-d", "-x", "90", "-y", "27", "PS1='$ ' sh");
        tmux("set-option", "-s", "escape-time", "0");
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path script = folder.resolve("echo");
        Files.writeString(
                script,
                "exec " + java + " -Xshare:auto -XX:TieredStopAtLevel=1 -cp " + classPath
                        + " reliquary.console.EchoConsole 2>/dev/null\n");
        type("echo begun; sh " + script + "; stty -a", "Enter");
        screen(text -> text.startsWith("ready"));
    }

    @AfterEach
    void stopShell() throws Exception {
        if (Files.isExecutable(Path.of("/usr/bin/tmux"))) {
            tmux("kill-server");
        }
    }

    @Test
    void characters_keys_resizing_and_quitting() throws Exception {
        assertThat(screen(text -> true)).startsWith("ready ║☺");
        type("F3", "C-c", "M-x", "Up", "a");
        screen(text -> text.contains("F3 LEFT_CTRL C LEFT_ALT X UP A"));
        tmux("resize-window", "-x", "60", "-y", "20");
        screen(text -> text.startsWith("This terminal has 60x20"));
        tmux("resize-window", "-x", "90", "-y", "27");
        screen(text -> text.startsWith("ready ║☺"));
        type("C-]");
        screen(text -> text.contains("s screenshot"));
        type("q");
        assertRestored(screen(text -> text.contains("stopped") && text.contains("isig")));
    }

    @Test
    void a_killed_program_leaves_the_terminal_as_it_was() throws Exception {
        long shell = Long.parseLong(tmux("display-message", "-p", "#{pane_pid}").strip());
        ProcessHandle.of(shell).orElseThrow().children().forEach(ProcessHandle::destroy);
        assertRestored(screen(text -> text.contains("isig")));
    }

    private static void assertRestored(String text) {
        assertThat(text).contains("begun").doesNotContain("ready");
        assertThat(text)
                .containsPattern("[^-]isig")
                .containsPattern("[^-]icanon")
                .containsPattern("[^-]icrnl");
        assertThat(text).containsPattern("[^-]echo ");
    }

    /** The pane's text once it fulfils {@code wish}. */
    private static String screen(Predicate<String> wish) throws Exception {
        String text = "";
        for (int i = 0; i < 200; i++) {
            text = tmux("capture-pane", "-p");
            if (wish.test(text)) {
                return text;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("the terminal shows\n" + text);
    }

    private static void type(String... keys) throws Exception {
        List<String> command = new ArrayList<>(List.of("send-keys"));
        command.addAll(List.of(keys));
        tmux(command.toArray(String[]::new));
    }

    private static String tmux(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("tmux", "-u", "-L", SERVER));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
