package reliquary.engine;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import reliquary.bus.PhysicalMemory;
import reliquary.shim.GuestCpu;

/** Interrupt delivery and the register block against what the manual says, on random machines. */
class InterruptDeliveryProperties {
    private static final int SETTABLE_FLAGS = 0xED5; // CF PF AF ZF SF IF DF OF
    private static PhysicalMemory memory = new PhysicalMemory(2 << 20);
    private static CpuEngine cpu = UnicornLibrary.find().open(memory);

    @BeforeContainer
    static void power_on() {
        memory = new PhysicalMemory(2 << 20);
        cpu = UnicornLibrary.find().open(memory);
    }

    @AfterContainer
    static void power_off() {
        cpu.close();
    }

    @Property(tries = 300)
    void an_interrupt_pushes_flags_cs_ip_and_goes_to_its_vector(
            @ForAll @IntRange(max = 255) int number,
            @ForAll @IntRange(min = 0x2000, max = 0x8000) int ss,
            @ForAll @IntRange(max = 0xFFFF) int sp,
            @ForAll @IntRange(max = 0xFFFF) int cs,
            @ForAll @IntRange(max = 0xFFFF) int ip,
            @ForAll int flags,
            @ForAll int target) {
        GuestCpu r = cpu.registers();
        r.ss(ss);
        r.esp(sp);
        r.cs(cs);
        r.eip(ip);
        r.eflags(flags & SETTABLE_FLAGS);
        memory.write32(4 * number, target);

        cpu.interrupt(number);

        assertThat(r.cs()).isEqualTo(target >>> 16);
        assertThat(r.eip()).isEqualTo(target & 0xFFFF);
        assertThat(r.esp()).isEqualTo(sp - 6 & 0xFFFF);
        assertThat(stack(ss, sp - 2)).isEqualTo(flags & SETTABLE_FLAGS | 2);
        assertThat(stack(ss, sp - 4)).isEqualTo(cs);
        assertThat(stack(ss, sp - 6)).isEqualTo(ip);
        assertThat(r.eflags()).isEqualTo((flags & SETTABLE_FLAGS | 2) & ~GuestCpu.INTERRUPTS);
    }

    private static int stack(int ss, int sp) {
        return memory.read8(linear(ss, sp)) | memory.read8(linear(ss, sp) + 1) << 8;
    }

    private static int linear(int segment, int offset) {
        return (segment << 4) + (offset & 0xFFFF);
    }

    @Property(tries = 200)
    void registers_written_to_the_block_arrive_in_the_processor_and_come_back(
            @ForAll int eax,
            @ForAll int ebx,
            @ForAll int ecx,
            @ForAll int edx,
            @ForAll int esi,
            @ForAll int edi,
            @ForAll int ebp,
            @ForAll int flags,
            @ForAll @IntRange(max = 0xFFFF) int ds) {
        memory.write32(0x1000, 0xF4D08766); // xchg edx, eax; hlt
        GuestCpu r = cpu.registers();
        r.cs(0x100);
        r.eip(0);
        r.eax(eax);
        r.ebx(ebx);
        r.ecx(ecx);
        r.edx(edx);
        r.esi(esi);
        r.edi(edi);
        r.ebp(ebp);
        r.ds(ds);
        r.eflags(flags & SETTABLE_FLAGS);

        cpu.run(cpu.blocks() + 10);

        assertThat(new int[] {r.eax(), r.edx(), r.ebx(), r.ecx(), r.esi(), r.edi(), r.ebp(), r.ds()})
                .containsExactly(edx, eax, ebx, ecx, esi, edi, ebp, ds);
        assertThat(r.eflags()).isEqualTo(flags & SETTABLE_FLAGS | 2);
        assertThat(r.eip()).isEqualTo(4);
    }
}
