package reliquary.engine;

import static reliquary.engine.ContextLayout.*;

/**
 * Interrupts and exceptions in protected and virtual-8086 mode: Intel SDM volume 3, 6.12 "Exception and Interrupt Handling" and
 * 20.3 "Interrupt and Exception Handling in Virtual-8086 Mode".
 *
 * <p>A delivery either happens completely or raises a {@link GuestFault} and leaves registers as they were.
 */
final class ProtectedDelivery {
    private static final int TRAP = 0x100;
    private static final int INTERRUPTS = 0x200;
    private static final int NESTED = 0x4000;
    private static final int RESUME = 0x10000;
    private static final int VIRTUAL_8086 = 0x20000;
    private static final int EXTERNAL = 1;
    private static final int IN_IDT = 2;
    private static final int RPL = 3;
    private static final int TSS_32_BIT = 8;

    private final UnicornRegisters registers;
    private final SystemMemory memory;

    ProtectedDelivery(UnicornRegisters registers, SystemMemory memory) {
        this.registers = registers;
        this.memory = memory;
    }

    /** What is delivered: an exception pushes an error code if it has one; only software is checked against the gate. */
    record Event(int vector, boolean software, boolean hasErrorCode, int errorCode) {
        /** The bit that faults during this event's delivery carry: it was not the program's own doing. */
        int external() {
            return software ? 0 : EXTERNAL;
        }
    }

    /** Enters the handler. */
    void deliver(Event event) {
        Descriptor gate = gate(event);
        int selector = gate.gateSelector();
        if ((selector & ~RPL) == 0) {
            throw new GuestFault(GuestFault.PROTECTION, event.external());
        }
        int segmentError = selector & ~RPL | event.external();
        Descriptor code = descriptor(selector, GuestFault.PROTECTION, segmentError);
        int level = registers.privilege();
        if (!code.code() || code.privilege() > level) {
            throw new GuestFault(GuestFault.PROTECTION, segmentError);
        }
        if (!code.present()) {
            throw new GuestFault(GuestFault.NOT_PRESENT, segmentError);
        }
        int newLevel = code.conforming() ? level : code.privilege();
        boolean virtual = (registers.eflags() & VIRTUAL_8086) != 0;
        if (virtual && newLevel != 0) {
            throw new GuestFault(GuestFault.PROTECTION, segmentError);
        }
        Stack stack = newLevel < level ? innerStack(newLevel, event) : currentStack();
        enter(event, gate, code, newLevel, stack, newLevel < level);
    }

    private Descriptor gate(Event event) {
        int error = event.vector() * 8 | IN_IDT | event.external();
        int limit = registers.field(IDT + SEGMENT_LIMIT);
        if (event.vector() * 8 + 7 > Integer.toUnsignedLong(limit)) {
            throw new GuestFault(GuestFault.PROTECTION, error);
        }
        int at = registers.field(IDT + SEGMENT_BASE) + event.vector() * 8;
        Descriptor gate = new Descriptor(memory.read32(at), memory.read32(at + 4));
        switch (gate.type()) {
            case Descriptor.INTERRUPT_GATE_16,
                    Descriptor.TRAP_GATE_16,
                    Descriptor.INTERRUPT_GATE_32,
                    Descriptor.TRAP_GATE_32 -> {
                // served below
            }
            case Descriptor.TASK_GATE ->
                throw new UnsupportedModeException("task gate for interrupt " + event.vector());
            default -> throw new GuestFault(GuestFault.PROTECTION, error);
        }
        if (event.software() && gate.privilege() < registers.privilege()) {
            throw new GuestFault(GuestFault.PROTECTION, event.vector() * 8 | IN_IDT);
        }
        if (!gate.present()) {
            throw new GuestFault(GuestFault.NOT_PRESENT, error);
        }
        return gate;
    }

    private Descriptor descriptor(int selector, int vector, int error) {
        boolean local = (selector & 4) != 0;
        int table = local ? LDT : GDT;
        int limit = registers.field(table + SEGMENT_LIMIT);
        if ((selector | 7) > Integer.toUnsignedLong(limit)) {
            throw new GuestFault(vector, error);
        }
        int at = registers.field(table + SEGMENT_BASE) + (selector & ~7);
        return new Descriptor(memory.read32(at), memory.read32(at + 4));
    }

    /** Where an event's frame goes; {@code descriptor} is loaded into SS if the stack is a new one. */
    private record Stack(int selector, Descriptor descriptor, int base, boolean wide, int pointer) {}

    private Stack currentStack() {
        return new Stack(
                registers.selector(UnicornRegisters.SS),
                new Descriptor(0, 0),
                registers.base(UnicornRegisters.SS),
                registers.wide(HF_SS32),
                registers.esp());
    }

    private Stack innerStack(int level, Event event) {
        int tss = registers.field(TR + SEGMENT_BASE);
        boolean tss32 = (registers.field(TR + SEGMENT_FLAGS) >> 8 & TSS_32_BIT) != 0;
        int size = tss32 ? 4 : 2;
        int at = tss + (2 * level + 1) * size;
        int limit = registers.field(TR + SEGMENT_LIMIT);
        if (at - tss + 2 * size - 1 > Integer.toUnsignedLong(limit)) {
            throw new GuestFault(GuestFault.INVALID_TSS, registers.field(TR) & 0xFFFF & ~RPL | event.external());
        }
        int pointer = tss32 ? memory.read32(at) : memory.read16(at);
        int selector = memory.read16(at + size);
        int error = selector & ~RPL | event.external();
        if ((selector & ~RPL) == 0) {
            throw new GuestFault(GuestFault.INVALID_TSS, error);
        }
        Descriptor stack = descriptor(selector, GuestFault.INVALID_TSS, error);
        if ((selector & RPL) != level || stack.privilege() != level || !stack.writableData()) {
            throw new GuestFault(GuestFault.INVALID_TSS, error);
        }
        if (!stack.present()) {
            throw new GuestFault(GuestFault.STACK, error);
        }
        return new Stack(selector & ~RPL | level, stack, stack.base(), stack.big(), pointer);
    }

    private void enter(Event event, Descriptor gate, Descriptor code, int level, Stack stack, boolean newStack) {
        int flags = registers.eflags();
        boolean wideGate = (gate.type() & 8) != 0;
        Frame frame = new Frame(stack, wideGate);
        if (newStack && (flags & VIRTUAL_8086) != 0) {
            frame.push(registers.selector(UnicornRegisters.GS));
            frame.push(registers.selector(UnicornRegisters.FS));
            frame.push(registers.selector(UnicornRegisters.DS));
            frame.push(registers.selector(UnicornRegisters.ES));
        }
        if (newStack) {
            frame.push(registers.selector(UnicornRegisters.SS));
            frame.push(registers.esp());
        }
        frame.push(flags);
        frame.push(registers.cs());
        frame.push(registers.eip());
        if (event.hasErrorCode()) {
            frame.push(event.errorCode());
        }
        // Nothing can fault any more: now the registers change.
        if (newStack && (flags & VIRTUAL_8086) != 0) {
            for (int segment :
                    new int[] {UnicornRegisters.ES, UnicornRegisters.DS, UnicornRegisters.FS, UnicornRegisters.GS}) {
                registers.segment(segment, 0, 0, 0, 0);
            }
        }
        boolean trapGate = (gate.type() & 1) != 0;
        registers.eflags(flags & ~(TRAP | NESTED | RESUME | VIRTUAL_8086 | (trapGate ? 0 : INTERRUPTS)));
        if (newStack) {
            Descriptor d = stack.descriptor();
            registers.segment(UnicornRegisters.SS, stack.selector(), d.base(), d.limit(), d.high());
        }
        registers.segment(
                UnicornRegisters.CS, gate.gateSelector() & ~RPL | level, code.base(), code.limit(), code.high());
        registers.esp(frame.pointer());
        registers.eip(wideGate ? gate.gateOffset() : gate.gateOffset() & 0xFFFF);
        registers.updateHiddenFlags(level);
        registers.field(IN_FLIGHT, -1);
    }

    /** Pushes onto a stack without touching the registers yet. */
    private final class Frame {
        private final Stack stack;
        private final int size;
        private int pointer;

        Frame(Stack stack, boolean wide) {
            this.stack = stack;
            this.size = wide ? 4 : 2;
            this.pointer = stack.pointer();
        }

        void push(int value) {
            pointer = stack.wide() ? pointer - size : pointer & 0xFFFF0000 | pointer - size & 0xFFFF;
            int at = stack.base() + (stack.wide() ? pointer : pointer & 0xFFFF);
            if (size == 4) {
                memory.write32(at, value);
            } else {
                memory.write16(at, value);
            }
        }

        int pointer() {
            return pointer;
        }
    }

    /** Whether the exception pushes an error code: Intel SDM volume 3, table 6-1. */
    static boolean hasErrorCode(int vector) {
        return vector == GuestFault.DOUBLE_FAULT
                || vector >= GuestFault.INVALID_TSS && vector <= GuestFault.PAGE
                || vector == 17;
    }
}
