package reliquary.machine;

import java.util.Optional;
import reliquary.board.PcBoard;
import reliquary.clock.EventQueue;
import reliquary.clock.VirtualClock;
import reliquary.engine.CpuEngine;
import reliquary.engine.CpuEngine.Stop;
import reliquary.shim.bios.BootFailedException;

/**
 * A machine that runs: joins the processor, the interrupt controller and guest time.
 *
 * <p>One turn of {@link #run} is: fire what is due, hand a pending interrupt to the processor, let the processor execute to
 * the next event, and skip time if it halts. Everything it does depends on guest time alone; the {@link Watch}
 * can end a run or press keys, but not bend time.
 */
public final class Machine implements AutoCloseable {
    /** Longest run without a look at the host, in nanoseconds of guest time. */
    private static final long SLICE = 5_000_000;

    private static final int LOOKS_AT_EACH_STEP = 256;
    private static final int LONGEST_STEP = 100;

    private final PcBoard board;
    private final CpuEngine cpu;
    private final VirtualClock clock;
    private final EventQueue events;
    private boolean halted;
    private int looks;

    public Machine(PcBoard board) {
        this.board = board;
        this.cpu = board.cpu();
        this.clock = board.clock();
        this.events = board.events();
    }

    public PcBoard board() {
        return board;
    }

    /**
     * Runs until the watch or the guest ends it.
     *
     * @param resetEnds whether a reset by the guest ends the run instead of rebooting
     */
    public RunEnd run(Watch watch, boolean resetEnds) {
        try {
            while (true) {
                // What is due comes first: a script that is done ends the run at its own moment, whatever the slices.
                events.runDue();
                if (!watch.goOn()) {
                    return new RunEnd.Stopped();
                }
                if (board.isOff()) {
                    return new RunEnd.PoweredOff();
                }
                if (board.takeResetRequest()) {
                    if (resetEnds) {
                        return new RunEnd.Reset();
                    }
                    halted = false;
                    board.resetProcessor();
                }
                Optional<RunEnd> end = advance();
                if (end.isPresent()) {
                    return end.get();
                }
            }
        } catch (BootFailedException e) {
            return new RunEnd.NothingBooted(e.getMessage());
        }
    }

    private Optional<RunEnd> advance() {
        boolean waiting = offerInterrupt();
        if (halted) {
            if (!cpu.interruptsEnabled()) {
                return Optional.of(new RunEnd.HaltedForGood(position()));
            }
            clock.skipTo(Math.min(events.next(), clock.now() + SLICE));
            return Optional.empty();
        }
        Stop stop = cpu.run(deadline(waiting));
        halted = stop instanceof Stop.Halted;
        return stop instanceof Stop.Crashed crash ? Optional.of(new RunEnd.Crashed(crash.where())) : Optional.empty();
    }

    /** Hands a pending interrupt to the processor if it takes it; true if one still waits. */
    private boolean offerInterrupt() {
        if (board.interruptPending() && cpu.acceptsInterrupt()) {
            cpu.interrupt(board.acknowledgeInterrupt());
            halted = false;
        }
        return board.interruptPending();
    }

    // While an interrupt waits for the interrupt flag, look again before every block: the flag may be set for the
    // length
    // of one instruction only. A guest that keeps it clear for long is looked at more and more rarely, in steps that
    // change, so that no loop can stay in step with them.
    private long deadline(boolean interruptWaits) {
        long next = clock.blockAt(Math.min(events.next(), clock.now() + SLICE));
        if (!interruptWaits) {
            looks = 0;
            return next;
        }
        looks++;
        return Math.min(next, cpu.blocks() + 1 + Math.min(looks / LOOKS_AT_EACH_STEP, LONGEST_STEP));
    }

    private String position() {
        return String.format("%04X:%04X", cpu.registers().cs(), cpu.registers().eip());
    }

    @Override
    public void close() {
        board.close();
    }
}
