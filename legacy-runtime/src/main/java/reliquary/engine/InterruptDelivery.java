package reliquary.engine;

import reliquary.bus.PhysicalMemory;

/**
 * What the processor does when it takes an interrupt or exception in real mode: Intel SDM volume 3, 21.1.4 "Interrupt and
 * Exception Handling" of real-address mode. Unicorn reports interrupts and leaves the rest to us.
 */
final class InterruptDelivery {
    private static final int TRAP = 0x100;
    private static final int INTERRUPTS = 0x200;
    private static final int ALIGNMENT = 0x40000;
    private static final int RESUME = 0x10000;
    private static final int VECTOR_SIZE = 4;

    private final UnicornRegisters registers;
    private final PhysicalMemory memory;
    private int lines = -1;

    InterruptDelivery(UnicornRegisters registers, PhysicalMemory memory) {
        this.registers = registers;
        this.memory = memory;
    }

    /** The address lines that exist, as a mask: the A20 gate holds for stack and vector table too. */
    void addressLines(int mask) {
        lines = mask;
    }

    /** The far pointer in the interrupt vector table: segment in bits 16-31, offset below. */
    int vector(int number) {
        int table = registers.field(ContextLayout.IDT + ContextLayout.SEGMENT_BASE);
        return memory.read32(table + VECTOR_SIZE * number & lines);
    }

    /** Whether the table has an entry of that number. */
    boolean hasVector(int number) {
        int limit = registers.field(ContextLayout.IDT + ContextLayout.SEGMENT_LIMIT);
        return VECTOR_SIZE * number + VECTOR_SIZE - 1 <= Integer.toUnsignedLong(limit);
    }

    /** Pushes FLAGS, CS and IP and goes on at the vector with interrupts and single step off. */
    void deliver(int number) {
        int target = vector(number);
        enter(target >>> 16, target & 0xFFFF);
    }

    /** As {@link #deliver}, to an address that is known already. */
    void enter(int segment, int offset) {
        int flags = registers.eflags();
        push(flags);
        push(registers.cs());
        push(registers.eip());
        registers.eflags(flags & ~(TRAP | INTERRUPTS | ALIGNMENT | RESUME));
        registers.cs(segment);
        registers.eip(offset);
        registers.field(ContextLayout.IN_FLIGHT, -1);
    }

    private void push(int value) {
        boolean wide = registers.wide(ContextLayout.HF_SS32);
        int esp = wide ? registers.esp() - 2 : registers.esp() & 0xFFFF0000 | registers.esp() - 2 & 0xFFFF;
        int offset = wide ? esp : esp & 0xFFFF;
        memory.write16(registers.base(UnicornRegisters.SS) + offset & lines, value);
        registers.esp(esp);
    }

    /** Reads the FLAGS image that an interrupt pushed, when its handler's stack pointer has not moved since. */
    int pushedFlags() {
        return memory.read16(flagsImage());
    }

    /** Changes the FLAGS image that an interrupt pushed. */
    void pushedFlags(int flags) {
        memory.write16(flagsImage(), flags);
    }

    // IP and CS lie below FLAGS.
    private int flagsImage() {
        int offset = registers.wide(ContextLayout.HF_SS32) ? registers.esp() + 4 : registers.esp() + 4 & 0xFFFF;
        return registers.base(UnicornRegisters.SS) + offset & lines;
    }
}
