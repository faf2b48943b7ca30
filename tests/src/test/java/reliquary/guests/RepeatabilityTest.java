package reliquary.guests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reliquary.board.Cables;
import reliquary.board.Media;
import reliquary.board.PcBoard;
import reliquary.clock.EventQueue;
import reliquary.console.ConsoleScript;
import reliquary.console.ConsoleScript.Step;
import reliquary.console.TypedText;
import reliquary.demo.LedgerFloppy;
import reliquary.disk.format.DiskFormats;
import reliquary.disk.overlay.Overlay;
import reliquary.engine.UnicornLibrary;
import reliquary.machine.Machine;
import reliquary.machine.ScriptPlayer;
import reliquary.profile.Profiles;

/** A run is a function of profile, disks, start date and keys: nothing of the host shows in it. */
class RepeatabilityTest {
    private static final LocalDateTime START = LocalDateTime.of(1994, 3, 1, 9, 0);

    /** All that two equal runs must share. */
    private record EndState(long blocks, long nanos, long registers, String memory) {}

    /** A system and what a person does with it. */
    private enum Scenario {
        /** The project's own ledger: an item is added and the sum asked for. */
        LEDGER,
        /** FreeDOS: the disk is listed. */
        FREEDOS;

        Path disk(Path folder) throws IOException {
            if (this == FREEDOS) {
                return Shared.guest("freedos-min-1440.img");
            }
            Path image = folder.resolve("ledger.img");
            if (!Files.exists(image)) {
                LedgerFloppy.create(image);
            }
            return image;
        }

        List<Step> steps() {
            return this == FREEDOS
                    ? List.of(until("A:\\\\>\\s*$"), type("dir{ENTER}"), until("bytes free(.*\\n)*.*A:\\\\>"))
                    : List.of(
                            until("Command:"),
                            type("add red ink 1.75{ENTER}"),
                            until("written to the floppy"),
                            type("sum{ENTER}"),
                            until("9 items, together"));
        }

        private static Step until(String pattern) {
            return new Step.Until(Pattern.compile(pattern));
        }

        private static Step type(String text) {
            return new Step.Type(TypedText.parse(text));
        }
    }

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void the_same_run_twice_ends_in_the_same_state_bit_for_bit(Scenario scenario) throws Exception {
        assertThat(run(scenario, binding("jna"), 0)).isEqualTo(run(scenario, binding("jna"), 0));
    }

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void both_bindings_end_in_the_same_state_bit_for_bit(Scenario scenario) throws Exception {
        Assumptions.assumeTrue(Runtime.version().feature() >= 22, "java.lang.foreign needs Java 22");
        assertThat(run(scenario, binding("ffm"), 0)).isEqualTo(run(scenario, binding("jna"), 0));
    }

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void how_often_the_host_looks_in_changes_nothing(Scenario scenario) throws Exception {
        assertThat(run(scenario, binding("jna"), 77_777)).isEqualTo(run(scenario, binding("jna"), 0));
    }

    private static UnicornLibrary.Loaded binding(String name) {
        UnicornLibrary.Loaded found = UnicornLibrary.find();
        return new UnicornLibrary.Loaded(found.file(), found.version(), name);
    }

    /** Plays a scenario; if {@code interruptEvery} nanoseconds is not 0, the processor is stopped that often. */
    private EndState run(Scenario scenario, UnicornLibrary.Loaded library, long interruptEvery) throws Exception {
        try (Machine machine = machine(scenario.disk(folder), library)) {
            PcBoard board = machine.board();
            if (interruptEvery > 0) {
                stopOften(board.events(), interruptEvery);
            }
            ScriptPlayer script = new ScriptPlayer(board, new ConsoleScript(scenario.steps()));
            machine.run(() -> !script.endsRun() && board.clock().now() < 60_000_000_000L, false);
            assertThat(script.isDone()).isTrue();
            return new EndState(
                    board.cpu().blocks(), board.clock().now(), board.cpu().registerDigest(), sha256(board));
        }
    }

    private static Machine machine(Path disk, UnicornLibrary.Loaded library) throws IOException {
        Media media = new Media(List.of(Overlay.temporary(DiskFormats.open(disk))), List.of(), List.of());
        return new Machine(new PcBoard(Profiles.load("generic-486"), START, media, Cables.NONE, library));
    }

    private static void stopOften(EventQueue events, long interval) {
        EventQueue.Timer[] timer = new EventQueue.Timer[1];
        timer[0] = events.timer("a host that looks in", () -> timer[0].armIn(interval));
        timer[0].armIn(interval);
    }

    private static String sha256(PcBoard board) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(board.memory().arena().duplicate().clear());
        return HexFormat.of().formatHex(digest.digest());
    }
}
