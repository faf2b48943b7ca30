package reliquary.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import reliquary.bus.PhysicalMemory;
import reliquary.engine.CpuEngine.Stop;
import reliquary.shim.GuestCpu;

/** Protected mode: gates, privilege changes and page faults, with hand-laid tables. */
@ParameterizedClass(name = "{0}")
@MethodSource("reliquary.engine.Bindings#all")
class ProtectedModeTest {
    private static final int GDT = 0x2000;
    private static final int IDT = 0x3000;
    private static final int TSS = 0x5000;
    private static final int PAGE_DIRECTORY = 0x10000;
    private static final int PAGE_TABLE = 0x11000;
    private static final int HANDLERS = 0x8000;
    private static final int INTERRUPT_GATE = 0x8E00;
    private static final int USER_INTERRUPT_GATE = 0xEE00;

    @Parameter
    UnicornLibrary.Loaded library;

    private final PhysicalMemory memory = new PhysicalMemory(2 << 20);
    private CpuEngine cpu;

    @BeforeEach
    void power_on() {
        cpu = library.open(memory);
        // 08h code, 10h data, 18h user code, 20h user data, all flat; 28h the TSS
        descriptor(1, 0x00CF9A00, 0x0000FFFF);
        descriptor(2, 0x00CF9200, 0x0000FFFF);
        descriptor(3, 0x00CFFA00, 0x0000FFFF);
        descriptor(4, 0x00CFF200, 0x0000FFFF);
        descriptor(5, 0x00008900, TSS << 16 | 0x67);
        memory.write32(TSS + 4, 0x7000); // ESP0
        memory.write32(TSS + 8, 0x10); // SS0
        for (int vector = 0; vector < 64; vector++) {
            gate(vector, HANDLERS + 16 * vector, INTERRUPT_GATE);
            memory.write8(HANDLERS + 16 * vector, 0xF4);
        }
        // The operands of LGDT and LIDT.
        memory.write16(0x1800, 0x2F);
        memory.write32(0x1802, GDT);
        memory.write16(0x1808, 64 * 8 - 1);
        memory.write32(0x180A, IDT);
    }

    @AfterEach
    void power_off() {
        cpu.close();
    }

    private void descriptor(int number, int high, int low) {
        memory.write32(GDT + 8 * number, low);
        memory.write32(GDT + 8 * number + 4, high);
    }

    private void gate(int vector, int offset, int type) {
        memory.write32(IDT + 8 * vector, 0x08 << 16 | offset & 0xFFFF);
        memory.write32(IDT + 8 * vector + 4, offset & 0xFFFF0000 | type);
    }

    private void code(int address, String hex) {
        memory.write(address, ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", ""))));
    }

    /** Enters protected mode with flat segments, a stack at 6000h and the TSS loaded, then runs {@code program} at 1100h. */
    private GuestCpu runProtected(String program) {
        // lgdt [1800h]; lidt [1808h]; mov eax, cr0; or al, 1; mov cr0, eax; jmp 08h:1080h
        code(0x1000, "0F01160018 0F011E0818 0F20C0 0C01 0F22C0 EA80100800");
        // mov ax, 10h; mov ds, ax; mov es, ax; mov ss, ax; mov esp, 6000h; mov ax, 28h; ltr ax; jmp 1100h
        code(0x1080, "66B81000 8ED8 8EC0 8ED0 BC00600000 66B82800 0F00D8 EB68");
        code(0x1100, program);
        GuestCpu r = cpu.registers();
        r.cs(0);
        r.ds(0);
        r.eip(0x1000);
        return r;
    }

    private Stop go() {
        return cpu.run(cpu.blocks() + 10_000);
    }

    private int halted() {
        return (cpu.registers().eip() - 1 - HANDLERS) / 16;
    }

    @Test
    void a_software_interrupt_enters_its_gate_and_returns() {
        code(HANDLERS + 16 * 0x30, "43 CF"); // inc ebx; iret
        GuestCpu r = runProtected("31DB CD30 CD30 F4"); // xor ebx, ebx; int 30h; int 30h; hlt
        assertThat(go()).isEqualTo(new Stop.Halted());
        assertThat(r.ebx()).isEqualTo(2);
        assertThat(r.esp()).isEqualTo(0x6000);
    }

    @Test
    void an_external_interrupt_enters_its_gate_with_interrupts_off() {
        runProtected("FB F4"); // sti; hlt
        go();
        assertThat(cpu.acceptsInterrupt()).isTrue();
        cpu.interrupt(0x20);
        go();
        assertThat(halted()).isEqualTo(0x20);
        assertThat(cpu.interruptsEnabled()).isFalse();
    }

    @Test
    void user_code_enters_the_kernel_on_the_stack_of_the_task() {
        gate(0x30, HANDLERS + 16 * 0x30, USER_INTERRUPT_GATE);
        // push 23h; push 4000h; push 2; push 1Bh; push 1140h; iret      at 1140h: int 30h
        runProtected("6A23 6800400000 6A02 6A1B 6840110000 CF");
        code(0x1140, "CD30");
        go();
        assertThat(halted()).isEqualTo(0x30);
        assertThat(cpu.registers().esp()).isEqualTo(0x7000 - 20);
        assertThat(memory.read32(0x7000 - 4)).as("user SS").isEqualTo(0x23);
        assertThat(memory.read32(0x7000 - 8)).as("user ESP").isEqualTo(0x4000);
        assertThat(memory.read32(0x7000 - 20)).as("behind INT").isEqualTo(0x1142);
    }

    @Test
    void user_code_may_not_call_a_kernel_gate() {
        runProtected("6A23 6800400000 6A02 6A1B 6840110000 CF");
        code(0x1140, "CD31");
        go();
        assertThat(halted()).isEqualTo(13);
        assertThat(memory.read32(cpu.registers().esp())).as("the gate's number").isEqualTo(0x31 * 8 + 2);
    }

    @Test
    void a_gate_that_is_not_there_is_a_protection_fault() {
        memory.write32(IDT + 8 * 0x32 + 4, 0);
        runProtected("CD32");
        go();
        assertThat(halted()).isEqualTo(13);
    }

    @Test
    void a_fault_without_a_handler_ends_in_a_triple_fault() {
        for (int vector : new int[] {8, 13}) {
            memory.write32(IDT + 8 * vector + 4, 0);
        }
        memory.write32(IDT + 8 * 0x32 + 4, 0);
        runProtected("CD32");
        assertThat(go())
                .isInstanceOfSatisfying(
                        Stop.Crashed.class, c -> assertThat(c.where()).contains("triple fault"));
    }

    /** Maps the first 2 MB one to one, but for the page at {@code absent}; then turns paging on and runs the program. */
    private GuestCpu runPaged(int absent, String program) {
        memory.write32(PAGE_DIRECTORY, PAGE_TABLE | 7);
        for (int page = 0; page < 512; page++) {
            memory.write32(PAGE_TABLE + 4 * page, page << 12 == absent ? 0 : page << 12 | 7);
        }
        // mov eax, 10000h; mov cr3, eax; mov eax, cr0; or eax, 80000000h; mov cr0, eax
        return runProtected("B800000100 0F22D8 0F20C0 0D00000080 0F22C0" + program);
    }

    @Test
    void a_page_fault_tells_the_exact_address_and_the_kind_of_access() {
        runPaged(0x55000, "891D 78560500"); // mov [55678h], ebx
        go();
        assertThat(halted()).isEqualTo(14);
        assertThat(memory.read32(cpu.registers().esp()))
                .as("a write to an absent page")
                .isEqualTo(2);
        assertThat(cr2()).isEqualTo(0x55678);
    }

    @Test
    void a_handler_that_maps_the_page_lets_the_instruction_run_again() {
        // handler: mov dword [11000h + 55h * 4], 55007h; add esp, 4; iret
        code(HANDLERS + 16 * 14, "C70554110100 07500500");
        code(HANDLERS + 16 * 14 + 10, "83C404 CF");
        GuestCpu r = runPaged(0x55000, "BB78563412 891D78560500 8B0D78560500 F4");
        assertThat(go()).isEqualTo(new Stop.Halted());
        assertThat(r.ecx()).isEqualTo(0x12345678);
        assertThat(memory.read32(PAGE_TABLE + 4 * 0x55) & 0x60)
                .as("accessed and dirty")
                .isEqualTo(0x60);
    }

    private int cr2() {
        return ((UnicornRegisters) cpu.registers()).field(ContextLayout.CR2);
    }
}
