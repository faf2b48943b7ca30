package reliquary.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reliquary.bus.PhysicalMemory;
import reliquary.shim.GuestCpu;

class UnicornEngineTest {
    private final PhysicalMemory memory = new PhysicalMemory(2 << 20);
    private final CpuEngine cpu = UnicornLibrary.find().open(memory);

    {
        cpu.connect(new SilentBus());
    }

    static final class SilentBus implements CpuBus {
        @Override
        public int in(int port, int size) {
            return 0x5A;
        }

        @Override
        public void out(int port, int size, int value) {}

        @Override
        public boolean servesCallAt(int linear, int number) {
            return true;
        }

        @Override
        public CallOutcome call(int number, GuestCpu cpu) {
            cpu.ax(0x1234);
            return CallOutcome.CONTINUE;
        }
    }

    private void program(int address, int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            memory.write8(address + i, bytes[i]);
        }
        cpu.registers().cs(address >> 4);
        cpu.registers().eip(address & 15);
    }

    @AfterEach
    void close() {
        cpu.close();
    }

    @Test
    void a_loop_runs_to_its_halt() {
        program(
                0x1000, 0xB9, 0x00, 0x10, 0x31, 0xC0, 0x40, 0xE2, 0xFD,
                0xF4); // mov cx,1000h; xor ax,ax; l: inc ax; loop l; hlt
        assertThat(cpu.run(1_000_000)).isEqualTo(new CpuEngine.Stop.Halted());
        assertThat(cpu.registers().ax()).isEqualTo(0x1000);
        assertThat(cpu.blocks()).isEqualTo(0x1001);
    }

    @Test
    void a_run_stops_exactly_at_its_deadline() {
        program(0x1000, 0x40, 0xEB, 0xFD); // inc ax; jmp
        assertThat(cpu.run(1000)).isEqualTo(new CpuEngine.Stop.Deadline());
        assertThat(cpu.registers().ax()).isEqualTo(1000);
        cpu.run(2000);
        assertThat(cpu.registers().ax()).isEqualTo(2000);
    }

    @Test
    void hypercall_and_software_interrupt() {
        memory.write16(0x21 * 4, 0x0010);
        memory.write16(0x21 * 4 + 2, 0x2000);
        memory.write8(0x20010, 0x43); // inc bx
        memory.write8(0x20011, 0xCF); // iret
        cpu.registers().esp(0xFFFE);
        cpu.registers().ss(0x3000);
        program(0x1000, 0xCD, 0x21, 0x0F, 0xFF, 0x80, 0xE4, 0x60, 0xF4);
        assertThat(cpu.run(1_000_000)).isEqualTo(new CpuEngine.Stop.Halted());
        assertThat(cpu.registers().bx()).isEqualTo(1);
        assertThat(cpu.registers().ax()).isEqualTo(0x125A);
    }

    @Test
    void code_that_changes_itself_runs_as_changed() {
        // mov byte [cs:l+1],5 ; jmp l ; l: mov al,1 ; hlt     (CS=100h)
        cpu.registers().ds(0x100);
        program(0x1000, 0xB9, 3, 0, 0xC6, 0x06, 0x0B, 0x00, 5, 0xEB, 0x00, 0xB0, 1, 0x00, 0xC4, 0xE2, 0xF3, 0xF4);
        assertThat(cpu.run(1_000_000)).isEqualTo(new CpuEngine.Stop.Halted());
        assertThat(cpu.registers().ax() & 0xFF).isEqualTo(5);
        assertThat(cpu.registers().ah()).isEqualTo(15);
    }

    @Test
    void speed() {
        // mov cx,0; mov bx: push ax; pop ax; mov [1000],ax; loop
        program(0x1000, 0xBB, 0x00, 0x04, 0x31, 0xC9, 0x50, 0x58, 0xA3, 0x00, 0x05, 0xE2, 0xF9, 0x4B, 0x75, 0xF4, 0xF4);
        long t = System.nanoTime();
        cpu.run(Long.MAX_VALUE);
        System.out.println(cpu.describe() + " " + (cpu.blocks() * 1e3 / (System.nanoTime() - t)) + " Mblocks/s "
                + cpu.statistics());
    }
}
