package reliquary.cli;

import java.io.PrintWriter;
import java.util.Optional;
import reliquary.console.ConsoleScript;
import reliquary.console.ScreenReader;
import reliquary.console.TextScreen;
import reliquary.engine.EngineStatistics;
import reliquary.machine.Limits;
import reliquary.machine.Machine;
import reliquary.machine.Pacer;
import reliquary.machine.RunEnd;
import reliquary.machine.ScriptPlayer;
import reliquary.machine.Watch;

/** One run of a machine: plays the script, keeps the limits, says how it ended. */
final class BootedRun {
    private final Machine machine;
    private final BootOptions options;
    private final Speed speed;
    private final PrintWriter out;
    private final PrintWriter err;
    private final long started = System.nanoTime();

    /** @param usual the speed, unless the command line says another */
    BootedRun(Machine machine, BootOptions options, Speed usual, PrintWriter out, PrintWriter err) {
        this.machine = machine;
        this.options = options;
        this.speed = options.speed().orElse(usual);
        this.out = out;
        this.err = err;
    }

    /**
     * Runs to the end and reports; the result is the command's exit status.
     *
     * @param host what else has a hand on the machine: a console, a serial peer
     */
    ExitStatus run(Watch host) {
        ConsoleScript script = options.script();
        ScriptPlayer player = new ScriptPlayer(machine.board(), script);
        Limits limits = new Limits(machine.board().clock(), options.guestTimeout(), options.timeout());
        Watch pace = pace();
        RunEnd end =
                machine.run(() -> !player.endsRun() && host.goOn() && limits.goOn() && pace.goOn(), options.noReboot());
        ExitStatus status = judge(end, player, script);
        if (options.printScreen()) {
            out.println(screen());
            out.flush();
        }
        if (options.stats()) {
            err.println(statistics());
        }
        return status;
    }

    private Watch pace() {
        return speed instanceof Speed.Paced paced ? new Pacer(machine.board().clock(), paced.factor()) : () -> true;
    }

    private ExitStatus judge(RunEnd end, ScriptPlayer player, ConsoleScript script) {
        if (end instanceof RunEnd.Crashed crash) {
            return crashed("crashed: " + crash.where());
        }
        if (end instanceof RunEnd.NothingBooted nothing) {
            err.println("relic: " + nothing.message());
            return ExitStatus.BAD_INPUT;
        }
        if (player.isDone()) {
            return ExitStatus.DONE;
        }
        if (end instanceof RunEnd.HaltedForGood halted) {
            return crashed("halted with interrupts off at " + halted.where());
        }
        if (end instanceof RunEnd.Stopped) {
            return timedOut(script);
        }
        return ended(end instanceof RunEnd.Reset ? "reset" : "switched off", script);
    }

    private ExitStatus crashed(String how) {
        err.println("relic: the guest " + how);
        return ExitStatus.CRASHED;
    }

    private ExitStatus ended(String how, ConsoleScript script) {
        err.println("relic: the guest " + how + " before " + awaited(script));
        return ExitStatus.TIMED_OUT;
    }

    private ExitStatus timedOut(ConsoleScript script) {
        err.printf(
                "relic: time ran out after %.1f s of guest time before %s%n",
                machine.board().clock().now() / 1e9, awaited(script));
        return ExitStatus.TIMED_OUT;
    }

    private static String awaited(ConsoleScript script) {
        return script.awaited()
                .map(pattern -> "the screen matched '" + pattern + "'")
                .orElse("everything was typed");
    }

    private String screen() {
        Optional<TextScreen> text = new ScreenReader(machine.board().display()).text();
        return text.map(TextScreen::text).orElse("(the screen is in a graphics mode)");
    }

    private String statistics() {
        EngineStatistics s = machine.board().cpu().statistics();
        return String.format(
                java.util.Locale.ROOT,
                "{\"wall_seconds\":%.3f,\"guest_seconds\":%.6f,\"blocks\":%d,\"runs\":%d,\"interrupts\":%d,"
                        + "\"host_calls\":%d,\"port_accesses\":%d,\"device_accesses\":%d,\"tlb_fills\":%d,"
                        + "\"shadow_copies\":%d,\"engine\":\"%s\",\"java\":\"%s\"}",
                (System.nanoTime() - started) / 1e9,
                machine.board().clock().now() / 1e9,
                machine.board().cpu().blocks(),
                s.runs(),
                s.interrupts(),
                s.hostCalls(),
                s.portAccesses(),
                s.deviceAccesses(),
                s.tlbFills(),
                s.shadowCopies(),
                machine.board().cpu().describe(),
                Runtime.version());
    }
}
