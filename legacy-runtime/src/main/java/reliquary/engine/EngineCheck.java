package reliquary.engine;

import java.nio.ByteBuffer;
import reliquary.bus.PhysicalMemory;
import reliquary.shim.GuestCpu;

/**
 * Provokes, on the library that was found, everything that the engine relies on and no document promises: where the saved
 * context keeps what, and how Unicorn behaves where a whole machine needs it. A library that disagrees is refused.
 */
final class EngineCheck {
    private static final int CODE = 0x1000;
    private static final int HANDLER = 0x2000;
    private static final int STACK_SEGMENT = 0x300;
    private static final int OPERATIONS = 1000;

    private final PhysicalMemory memory = new PhysicalMemory(1 << 20);
    private final UnicornLibrary.Loaded library;

    EngineCheck(UnicornLibrary.Loaded library) {
        this.library = library;
    }

    /** @throws EngineUnavailableException naming the first thing that is not as it must be */
    void run() {
        try (UnicornEngine cpu = new UnicornEngine(library, memory)) {
            softwareInterruptsPointBehindThemselves(cpu);
            faultsPointAtThemselvesEachTime(cpu);
            singleStepTrapsAfterOneInstruction(cpu);
            flagsAndDirectionSurviveTheBlock(cpu);
            haltPointsBehindItself(cpu);
            controlRegistersAndTablesAreInTheBlock(cpu);
            stopsAreExact(cpu);
            interruptShadowIsSeen(cpu);
            changedCodeIsSeen(cpu);
            invalidInstructionsCanBeServed(cpu);
        }
    }

    private static void require(boolean held, String what) {
        if (!held) {
            throw new EngineUnavailableException(
                    "this Unicorn does not behave as the engine needs (" + what + "); use version 2.1.4");
        }
    }

    /** Puts a program at CS:IP = 0100:0000, an interrupt handler that halts at 0200:0000, and points all vectors to it. */
    private GuestCpu program(UnicornEngine cpu, int... bytes) {
        cpu.reset();
        for (int vector = 0; vector < 256; vector++) {
            memory.write16(4 * vector, vector);
            memory.write16(4 * vector + 2, HANDLER >> 4);
            memory.write8(HANDLER + vector, 0xF4);
        }
        byte[] code = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            code[i] = (byte) bytes[i];
        }
        memory.write(CODE, ByteBuffer.wrap(code));
        GuestCpu registers = cpu.registers();
        registers.cs(CODE >> 4);
        registers.ds(CODE >> 4);
        registers.ss(STACK_SEGMENT);
        registers.esp(0x1000);
        registers.eip(0);
        return registers;
    }

    private void runTo(UnicornEngine cpu, int segment, int offset, String what) {
        CpuEngine.Stop stop = cpu.run(cpu.blocks() + OPERATIONS);
        GuestCpu r = cpu.registers();
        require(stop instanceof CpuEngine.Stop.Halted && r.cs() == segment && r.eip() == offset + 1, what);
    }

    private int pushedIp(UnicornEngine cpu) {
        return memory.read16((STACK_SEGMENT << 4) + cpu.registers().esp());
    }

    private void softwareInterruptsPointBehindThemselves(UnicornEngine cpu) {
        program(cpu, 0xCD, 0x21);
        runTo(cpu, HANDLER >> 4, 0x21, "INT n");
        require(pushedIp(cpu) == 2, "the return address of INT n");
    }

    private void faultsPointAtThemselvesEachTime(UnicornEngine cpu) {
        for (int time = 0; time < 2; time++) {
            program(cpu, 0x90, 0x31, 0xDB, 0xF7, 0xF3); // nop; xor bx, bx; div bx
            runTo(cpu, HANDLER >> 4, 0, "a divide error" + (time == 0 ? "" : " after another"));
            require(pushedIp(cpu) == 3, "the return address of a divide error");
        }
    }

    private void singleStepTrapsAfterOneInstruction(UnicornEngine cpu) {
        GuestCpu r = program(cpu, 0x40, 0x40, 0xF4); // inc ax; inc ax; hlt
        r.eflags(0x102);
        runTo(cpu, HANDLER >> 4, 1, "single step");
        require(pushedIp(cpu) == 1 && r.ax() == 1, "one instruction a step");
    }

    private void flagsAndDirectionSurviveTheBlock(UnicornEngine cpu) {
        GuestCpu r = program(cpu, 0x9C, 0x58, 0xFC, 0xF9, 0x30, 0xE4, 0xF4); // pushf; pop ax; cld; stc; xor ah,ah; hlt
        r.eflags(0xCD7);
        runTo(cpu, CODE >> 4, 6, "flags");
        require((r.al() & 0xD5) == 0xD5 && (r.eflags() & 0xCD5) == 0x044, "flags and direction in the saved block");
    }

    private void haltPointsBehindItself(UnicornEngine cpu) {
        program(cpu, 0xF4);
        runTo(cpu, CODE >> 4, 0, "HLT");
    }

    private void controlRegistersAndTablesAreInTheBlock(UnicornEngine cpu) {
        // mov eax, 5000h; mov cr3, eax; mov eax, 10h; mov cr4, eax; lgdt [40h]; hlt
        program(
                cpu, 0x66, 0xB8, 0, 0x50, 0, 0, 0x0F, 0x22, 0xD8, 0x66, 0xB8, 0x10, 0, 0, 0, 0x0F, 0x22, 0xE0, 0x0F,
                0x01, 0x16, 0x40, 0, 0xF4);
        memory.write16(CODE + 0x40, 0x2F);
        memory.write32(CODE + 0x42, 0x123456);
        runTo(cpu, CODE >> 4, 23, "loading CR3, CR4 and GDTR");
        UnicornRegisters r = (UnicornRegisters) cpu.registers();
        require(
                r.field(ContextLayout.CR0) == 0x10
                        && r.field(ContextLayout.CR3) == 0x5000
                        && r.field(ContextLayout.CR4) == 0x10,
                "control registers in the saved block");
        require(
                r.field(ContextLayout.GDT + ContextLayout.SEGMENT_BASE) == 0x123456
                        && r.field(ContextLayout.GDT + ContextLayout.SEGMENT_LIMIT) == 0x2F
                        && r.field(ContextLayout.IDT + ContextLayout.SEGMENT_LIMIT) == 0x3FF,
                "table registers in the saved block");
    }

    private void stopsAreExact(UnicornEngine cpu) {
        GuestCpu r = program(cpu, 0x40, 0xEB, 0xFD); // inc ax; jmp $-1
        cpu.run(cpu.blocks() + 7);
        require(r.ax() == 7 && r.eip() == 0, "stopping before a block");
    }

    private void interruptShadowIsSeen(UnicornEngine cpu) {
        GuestCpu r = program(cpu, 0xFB, 0x90, 0xEB, 0xFE); // sti; nop; jmp $
        cpu.run(cpu.blocks() + 1);
        require(r.eip() == 1 && !cpu.acceptsInterrupt(), "the instruction after STI is protected");
        cpu.run(cpu.blocks() + 1);
        require(cpu.acceptsInterrupt(), "interrupts are open after it");
    }

    private void changedCodeIsSeen(UnicornEngine cpu) {
        // mov cl, 3; a: inc byte [c+1]; jmp c; c: mov al, 0; dec cl; jnz a; hlt
        GuestCpu r = program(cpu, 0xB1, 3, 0xFE, 0x06, 0x09, 0x00, 0xEB, 0x00, 0xB0, 0, 0xFE, 0xC9, 0x75, 0xF4, 0xF4);
        runTo(cpu, CODE >> 4, 14, "code that changes itself");
        require(r.al() == 3, "code that changes itself");
    }

    private void invalidInstructionsCanBeServed(UnicornEngine cpu) {
        program(cpu, 0x0F, 0x0B); // ud2
        runTo(cpu, HANDLER >> 4, 6, "an invalid instruction");
        require(pushedIp(cpu) == 0, "the return address of an invalid instruction");
    }
}
