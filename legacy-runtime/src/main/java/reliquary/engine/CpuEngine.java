package reliquary.engine;

import reliquary.shim.GuestCpu;

/**
 * A processor that executes from a {@link reliquary.bus.PhysicalMemory}.
 *
 * <p>It is driven in runs: {@link #run} executes up to a deadline given as a block count and says why it ended. All
 * methods belong to one thread. Callbacks to the {@link CpuBus} happen inside {@code run}, on the same thread.
 */
public interface CpuEngine extends AutoCloseable {

    /** The name, binding and version for reports, such as {@code unicorn 2.1.4 (ffm)}. */
    String describe();

    /** Connects what lies beyond memory; until then no port and no hypercall is answered. */
    void connect(CpuBus machine);

    /** Basic blocks executed since {@link #reset}; the unit of guest time. One iteration of a REP counts as one. */
    long blocks();

    /** Starts as a processor does after RESET#: real mode, CS:IP = F000:FFF0, interrupts off. The block count goes on. */
    void reset();

    /** Executes until {@code deadline} blocks are done, exactly, or until something else ends the run. */
    Stop run(long deadline);

    /** Ends the current run before its next block: what a device's interrupt or an earlier event asks for. */
    void endRunSoon();

    /** Makes the current run end before the block with this number, if it was to go on for longer. */
    void endRunAt(long block);

    /** Whether an external interrupt would be taken now: IF is set and no MOV SS or STI holds it off. */
    boolean acceptsInterrupt();

    /** Whether the interrupt flag is set: whether a halted processor can ever wake. */
    boolean interruptsEnabled();

    /** Takes an external interrupt whose vector, 0 to 255, the interrupt controller has given. */
    void interrupt(int vector);

    /** The registers, for reading and changing between runs. */
    GuestCpu registers();

    /** The A20 gate: false clears address line 20. */
    void setA20(boolean enabled);

    /** A digest of all registers that software can see: equal runs give equal digests. */
    long registerDigest();

    /** Counts of what ended or interrupted translation, for {@code --stats}. */
    EngineStatistics statistics();

    @Override
    void close();

    /** Why a run ended. */
    sealed interface Stop {
        /** The deadline was reached or {@link #endRunSoon} was called. */
        record Deadline() implements Stop {}

        /** HLT was executed; the instruction pointer is behind it. */
        record Halted() implements Stop {}

        /** The processor shut down: a triple fault, or something this engine cannot do. The line says what and where. */
        record Crashed(String where) implements Stop {}
    }
}
