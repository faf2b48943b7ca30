package reliquary.guests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import reliquary.board.Cables;
import reliquary.board.Media;
import reliquary.board.PcBoard;
import reliquary.clock.EventQueue;
import reliquary.console.ConsoleScript;
import reliquary.console.ConsoleScript.Step;
import reliquary.console.TypedText;
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

    @Test
    void the_same_run_twice_ends_in_the_same_state_bit_for_bit() throws Exception {
        assertThat(run(binding("jna"), 0)).isEqualTo(run(binding("jna"), 0));
    }

    @Test
    void both_bindings_end_in_the_same_state_bit_for_bit() throws Exception {
        Assumptions.assumeTrue(Runtime.version().feature() >= 22, "java.lang.foreign needs Java 22");
        assertThat(run(binding("ffm"), 0)).isEqualTo(run(binding("jna"), 0));
    }

    @Test
    void how_often_the_host_looks_in_changes_nothing() throws Exception {
        assertThat(run(binding("jna"), 77_777)).isEqualTo(run(binding("jna"), 0));
    }

    private static UnicornLibrary.Loaded binding(String name) {
        UnicornLibrary.Loaded found = UnicornLibrary.find();
        return new UnicornLibrary.Loaded(found.file(), found.version(), name);
    }

    /** Boots FreeDOS and lists the disk; if {@code interruptEvery} nanoseconds is not 0, the processor is stopped that often. */
    private static EndState run(UnicornLibrary.Loaded library, long interruptEvery) throws Exception {
        Path disk = Shared.guest("freedos-min-1440.img");
        try (Machine machine = machine(disk, library)) {
            PcBoard board = machine.board();
            if (interruptEvery > 0) {
                stopOften(board.events(), interruptEvery);
            }
            ScriptPlayer script = new ScriptPlayer(
                    board,
                    new ConsoleScript(List.of(
                            new Step.Until(Pattern.compile("A:\\\\>\\s*$")),
                            new Step.Type(TypedText.parse("dir{ENTER}")),
                            new Step.Until(Pattern.compile("bytes free(.*\\n)*.*A:\\\\>")))));
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
