package reliquary.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import reliquary.demo.GuestProgram;

/** A guest program that keeps one part of a machine busy, and the checksum that shows that it did its work. */
public enum Workload {
    /** Starting the system and ending it. */
    BOOT("nothing", 0, false),
    /** A loop that stays in registers. */
    REGISTERS("regs", 0x0BEB_D898L, false),
    /** A sieve whose flags lie right behind the code. */
    SIEVE("sieve", 0x0459_0400L, false),
    /** Recursion with arguments and stack frames. */
    CALLS("calls", 0x0036_5CC0L, false),
    /** Multiplications and divisions. */
    MULDIV("muldiv", 0x6200_3039L, false),
    /** Block moves and comparisons. */
    MOVES("moves", 0x1A59_E203L, false),
    /** 320,000 short INT 21h calls. */
    DOSCALLS("doscalls", 0x0004_E200L, true),
    /** 2,000 lines to the screen through DOS. */
    LINES("lines", 0x0003_B054L, true);

    private final String program;
    private final long checksum;
    private final boolean needsDos;

    Workload(String program, long checksum, boolean needsDos) {
        this.program = program;
        this.checksum = checksum;
        this.needsDos = needsDos;
    }

    /** The workload of a label as {@link #label} gives it, in any case. */
    public static Optional<Workload> of(String label) {
        return Arrays.stream(values())
                .filter(w -> w.label().equalsIgnoreCase(label))
                .findFirst();
    }

    /** Its name for people: lower case, one word. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it calls on a DOS for more than to end. */
    boolean needsDos() {
        return needsDos;
    }

    /** The .COM program. */
    byte[] program() {
        return GuestProgram.read(Workload.class, program + ".com");
    }

    /** The line that {@code result.asm} and {@code host.asm} show at the end of a run that did everything right. */
    String expectedLine() {
        return String.format(Locale.ROOT, "BENCH %-8s %08X", program.toUpperCase(Locale.ROOT), checksum);
    }
}
