package reliquary.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import reliquary.demo.GuestProgram;

/** A guest program that keeps one part of a machine busy, and the checksum that shows that it did its work. */
public enum Workload {
    BOOT("nothing", 0, false, "starting the system and ending it"),
    REGISTERS("regs", 0x0BEB_D898L, false, "a loop that stays in registers"),
    SIEVE("sieve", 0x0459_0400L, false, "a sieve whose flags lie right behind the code"),
    CALLS("calls", 0x0036_5CC0L, false, "recursion with arguments and stack frames"),
    MULDIV("muldiv", 0x6200_3039L, false, "multiplications and divisions"),
    MOVES("moves", 0x1A59_E203L, false, "block moves and comparisons"),
    DOSCALLS("doscalls", 0x0004_E200L, true, "320,000 short INT 21h calls"),
    LINES("lines", 0x0003_B054L, true, "2,000 lines to the screen through DOS");

    private final String program;
    private final long checksum;
    private final boolean needsDos;
    private final String description;

    Workload(String program, long checksum, boolean needsDos, String description) {
        this.program = program;
        this.checksum = checksum;
        this.needsDos = needsDos;
        this.description = description;
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

    /** What it does, in a few words. */
    public String description() {
        return description;
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
