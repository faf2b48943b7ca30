package reliquary.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import reliquary.bus.MemoryWindow;
import reliquary.bus.MmioDevice;
import reliquary.bus.PageUse;
import reliquary.bus.PhysicalMemory;
import reliquary.engine.CpuEngine.Stop;
import reliquary.shim.GuestCpu;
import reliquary.shim.Outcome;

/** Small programs in machine code, on every binding. */
@ParameterizedClass(name = "{0}")
@MethodSource("reliquary.engine.Bindings#all")
class UnicornEngineTest {
    private static final Stop HALTED = new Stop.Halted();
    private static final Stop DEADLINE = new Stop.Deadline();
    private static final int ENOUGH = 100_000;

    @Parameter
    UnicornLibrary.Loaded library;

    private final PhysicalMemory memory = new PhysicalMemory(2 << 20);
    private final RecordingBus bus = new RecordingBus();
    private CpuEngine cpu;

    @BeforeEach
    void power_on() {
        cpu = library.open(memory);
        cpu.connect(bus);
    }

    @AfterEach
    void power_off() {
        cpu.close();
    }

    /** Loads a program at 0100:0000 with DS = ES = 100h and a stack at 0300:1000. */
    private GuestCpu program(String hex) {
        memory.write(0x1000, java.nio.ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", ""))));
        GuestCpu r = cpu.registers();
        r.cs(0x100);
        r.ds(0x100);
        r.es(0x100);
        r.ss(0x300);
        r.esp(0x1000);
        r.eip(0);
        return r;
    }

    private void vector(int number, int segment, int offset) {
        memory.write16(4 * number, offset);
        memory.write16(4 * number + 2, segment);
    }

    @Test
    void reset_starts_at_the_last_paragraph_below_one_megabyte() {
        assertThat(cpu.registers().cs()).isEqualTo(0xF000);
        assertThat(cpu.registers().eip()).isEqualTo(0xFFF0);
        assertThat(cpu.interruptsEnabled()).isFalse();
    }

    @Test
    void a_program_runs_to_its_halt_and_every_block_counts_once() {
        GuestCpu r = program("B9 00 10  31 C0  40  E2 FD  F4"); // mov cx, 1000h; xor ax, ax; l: inc ax; loop l; hlt
        assertThat(cpu.run(ENOUGH)).isEqualTo(HALTED);
        assertThat(r.ax()).isEqualTo(0x1000);
        assertThat(cpu.blocks()).isEqualTo(0x1001);
    }

    @Test
    void a_run_stops_before_the_block_of_its_deadline_however_it_is_sliced() {
        GuestCpu r = program("40  EB FD"); // inc ax; jmp
        for (int deadline = 1; deadline < 300; deadline += deadline) {
            assertThat(cpu.run(deadline)).isEqualTo(DEADLINE);
            assertThat(r.ax()).isEqualTo(deadline);
        }
    }

    @Test
    void a_repeated_string_instruction_counts_each_iteration() {
        program("B9 64 00  F3 AA  F4"); // mov cx, 100; rep stosb; hlt
        cpu.registers().edi(0x500);
        cpu.run(ENOUGH);
        assertThat(cpu.blocks()).isBetween(100L, 103L);
    }

    @Test
    void the_end_of_a_run_can_be_asked_for_from_inside_it() {
        bus.firmware = (number, r) -> {
            cpu.endRunSoon();
            return Outcome.CONTINUE;
        };
        program("0F FF 80  40  EB FD");
        assertThat(cpu.run(ENOUGH)).isEqualTo(DEADLINE);
        assertThat(cpu.registers().ax()).isZero();
    }

    @Test
    void ports_are_read_and_written_in_three_sizes() {
        // in al,60h; in ax,60h; in eax,60h; mov dx,3D4h; out dx,al; out dx,ax; out dx,eax; hlt
        GuestCpu r = program("E4 60  E5 60  66 E5 60  BA D4 03  EE  EF  66 EF  F4");
        cpu.run(ENOUGH);
        assertThat(r.eax()).isEqualTo(0x12345678);
        assertThat(bus.seen)
                .containsExactly("in8 60", "in16 60", "in32 60", "out8 3d4=78", "out16 3d4=5678", "out32 3d4=12345678");
    }

    @Test
    void what_a_device_throws_comes_out_of_the_run() {
        bus.firmware = (number, r) -> {
            throw new IllegalStateException("broken device");
        };
        program("0F FF 80 F4");
        assertThatThrownBy(() -> cpu.run(ENOUGH)).hasMessage("broken device");
    }

    @Test
    void a_software_interrupt_goes_through_its_vector_and_back() {
        vector(0x21, 0x2000, 0x10);
        memory.write16(0x20010, 0xCF43); // inc bx; iret
        GuestCpu r = program("F9  CD 21  F4"); // stc; int 21h; hlt
        assertThat(cpu.run(ENOUGH)).isEqualTo(HALTED);
        assertThat(r.bx()).isEqualTo(1);
        assertThat(r.flag(GuestCpu.CARRY)).isTrue();
        assertThat(r.esp()).isEqualTo(0x1000);
    }

    @Test
    void firmware_behind_a_vector_is_served_without_entering_it() {
        vector(0x16, 0x2000, 0x10);
        memory.write32(0x20010, 0xCF05FF0F); // hypercall 5; iret
        bus.firmware = (number, r) -> {
            r.ax(0x1234);
            r.flag(GuestCpu.CARRY, true);
            return Outcome.RETURN;
        };
        GuestCpu r = program("CD 16  F4");
        memory.write32(0x3FFC, 0xDEADBEEF);
        cpu.run(ENOUGH);
        assertThat(bus.seen).containsExactly("call 5");
        assertThat(r.ax()).isEqualTo(0x1234);
        assertThat(r.flag(GuestCpu.CARRY)).isTrue();
        assertThat(memory.read32(0x3FFC)).as("nothing was pushed").isEqualTo(0xDEADBEEF);
    }

    @Test
    void firmware_lets_a_waiting_interrupt_in_for_a_caller_who_has_them_off() {
        vector(0x1A, 0x2000, 0x10);
        memory.write32(0x20010, 0xCF05FF0F); // hypercall 5; iret
        vector(8, 0x2000, 0);
        memory.write16(0x20000, 0xCF43); // inc bx; iret
        bus.firmware = (number, r) -> Outcome.RETURN;
        bus.pending = java.util.OptionalInt.of(8);
        GuestCpu r = program("FA  CD 1A  CD 1A  F4"); // cli; int 1Ah; int 1Ah; hlt
        assertThat(cpu.run(ENOUGH)).isEqualTo(HALTED);
        assertThat(r.bx()).isEqualTo(1);
        assertThat(cpu.interruptsEnabled()).isFalse();
    }

    @Test
    void firmware_that_must_wait_goes_on_behind_its_return_instruction() {
        vector(0x16, 0x2000, 0x10);
        memory.write32(0x20010, 0xCF05FF0F); // hypercall 5; iret
        memory.write16(0x20014, 0xF443); // inc bx; hlt
        bus.firmware = (number, r) -> Outcome.WAIT;
        GuestCpu r = program("FB  CD 16"); // sti; int 16h
        cpu.run(ENOUGH);
        assertThat(r.bx()).isEqualTo(1);
        assertThat(memory.read16(0x3FFA)).as("the return address").isEqualTo(3);
        assertThat(cpu.interruptsEnabled()).isFalse();
    }

    @Test
    void firmware_that_is_called_like_a_subroutine_changes_the_flags_on_the_stack() {
        memory.write32(0x20010, 0xCF05FF0F); // hypercall 5; iret
        bus.firmware = (number, r) -> {
            r.flag(GuestCpu.CARRY, true);
            return Outcome.RETURN;
        };
        GuestCpu r = program("F8  9C  9A 10 00 00 20  F4"); // clc; pushf; call 2000:0010; hlt
        cpu.run(ENOUGH);
        assertThat(r.flag(GuestCpu.CARRY)).isTrue();
        assertThat(r.eip()).isEqualTo(8);
        assertThat(r.esp()).isEqualTo(0x1000);
    }

    @Test
    void an_undefined_instruction_raises_interrupt_6_at_itself() {
        vector(6, 0x2000, 0);
        memory.write8(0x20000, 0xF4);
        program("90  0F 0B");
        cpu.run(ENOUGH);
        assertThat(cpu.registers().cs()).isEqualTo(0x2000);
        assertThat(memory.read16(0x3FFA)).isEqualTo(1);
    }

    @Test
    void every_division_by_zero_raises_interrupt_0_at_itself() {
        vector(0, 0x2000, 0);
        // handler: add word [ss:bp - 6], 2 skips the DIV; inc si; iret   (BP = 1000h: the frame starts at 0FFAh)
        memory.write(0x20000, java.nio.ByteBuffer.wrap(HexFormat.of().parseHex("8346FA0246CF")));
        GuestCpu r = program("31 DB  BD 00 10  F7 F3  F7 F3  F7 F3  F4"); // xor bx, bx; mov bp, 1000h; 3 x div bx; hlt
        assertThat(cpu.run(ENOUGH)).isEqualTo(HALTED);
        assertThat(r.si()).isEqualTo(3);
    }

    @Test
    void the_trap_flag_stops_after_each_instruction() {
        vector(1, 0x2000, 0);
        memory.write16(0x20000, 0xCF43); // inc bx; iret
        GuestCpu r = program("40  40  40  F4");
        r.flag(0x100, true);
        cpu.run(ENOUGH);
        assertThat(r.bx()).isEqualTo(3);
    }

    @Test
    void an_external_interrupt_wakes_a_halted_processor() {
        vector(8, 0x2000, 0);
        memory.write16(0x20000, 0xCF43); // inc bx; iret
        GuestCpu r = program("FB  F4  40  F4"); // sti; hlt; inc ax; hlt
        assertThat(cpu.run(ENOUGH)).isEqualTo(HALTED);
        assertThat(cpu.acceptsInterrupt()).isTrue();
        cpu.interrupt(8);
        assertThat(cpu.run(ENOUGH)).isEqualTo(HALTED);
        assertThat(r.bx()).isEqualTo(1);
        assertThat(r.ax()).isEqualTo(1);
    }

    @Test
    void the_instruction_behind_sti_is_not_interrupted() {
        program("FB  90  EB FE");
        cpu.run(cpu.blocks() + 1);
        assertThat(cpu.interruptsEnabled()).isTrue();
        assertThat(cpu.acceptsInterrupt()).isFalse();
        cpu.run(cpu.blocks() + 1);
        assertThat(cpu.acceptsInterrupt()).isTrue();
    }

    @Test
    void code_that_changes_itself_runs_as_changed() {
        // mov cx, 3; l: mov byte [0Bh], 5; jmp $+2; mov al, 1; add ah, al; loop l; hlt
        GuestCpu r = program("B9 03 00  C6 06 0B 00 05  EB 00  B0 01  00 C4  E2 F3  F4");
        assertThat(cpu.run(ENOUGH)).isEqualTo(HALTED);
        assertThat(r.al()).isEqualTo(5);
        assertThat(r.ah()).isEqualTo(15);
    }

    @Test
    void code_that_the_host_changed_runs_as_changed() {
        GuestCpu r = program("B0 01  F4");
        cpu.run(ENOUGH);
        memory.write8(0x1001, 2);
        r.eip(0);
        cpu.run(ENOUGH);
        assertThat(r.al()).isEqualTo(2);
    }

    @Test
    void code_that_stops_changing_is_still_watched() {
        GuestCpu r = program("B0 00  49  75 FB  F4"); // l: mov al, 0; dec cx; jnz l; hlt
        for (int value = 1; value < 4; value++) {
            memory.write8(0x1001, value);
            r.cx(0);
            r.eip(0);
            cpu.run(cpu.blocks() + 3_000_000);
            r.eip(0);
            r.cx(1);
            cpu.run(cpu.blocks() + ENOUGH);
            assertThat(r.al()).isEqualTo(value);
        }
    }

    @Test
    void a_store_into_rom_vanishes_and_code_in_rom_runs() {
        memory.loadRom(0xF0000, HexFormat.of().parseHex("C606020055B001F4")); // mov byte [2], 55h; mov al, 1; hlt
        GuestCpu r = program("EA 00 00 00 F0"); // jmp F000:0000
        r.ds(0xF000);
        assertThat(cpu.run(ENOUGH)).isEqualTo(HALTED);
        assertThat(r.al()).isEqualTo(1);
        assertThat(memory.read8(0xF0002)).isEqualTo(2);
    }

    @Test
    void where_nothing_is_reads_give_ones_and_writes_vanish() {
        memory.use(0xD0000, 0x10000, PageUse.ABSENT);
        GuestCpu r = program("C6 06 10 00 55  A1 10 00  F4"); // mov byte [10h], 55h; mov ax, [10h]; hlt
        r.ds(0xD000);
        cpu.run(ENOUGH);
        assertThat(r.ax()).isEqualTo(0xFFFF);
        assertThat(memory.arena().get(0xD0010)).isZero();
    }

    @Test
    void a_device_window_hears_each_access_by_its_offset() {
        MemoryWindow window = memory.window(0xA0000, 0x20000);
        StringBuilder heard = new StringBuilder();
        window.connect(new MmioDevice() {
            @Override
            public int read8(int offset) {
                heard.append("r%x ".formatted(offset));
                return 0x77;
            }

            @Override
            public void write8(int offset, int value) {
                heard.append("w%x=%x ".formatted(offset, value));
            }
        });
        window.route(0x18000, 0x8000, PageUse.DEVICE);
        GuestCpu r = program("A0 05 00  C7 06 06 00 34 12  F4"); // mov al, [5]; mov word [6], 1234h; hlt
        r.ds(0xB800);
        cpu.run(ENOUGH);
        assertThat(r.al()).isEqualTo(0x77);
        assertThat(heard.toString()).isEqualTo("r18005 w18006=34 w18007=12 ");
    }

    @Test
    void a_window_that_is_routed_elsewhere_while_running_is_seen_at_once() {
        MemoryWindow window = memory.window(0xA0000, 0x20000);
        window.route(0, 0x20000, PageUse.RAM);
        bus.firmware = (number, r) -> {
            window.route(0, 0x20000, PageUse.ABSENT);
            return Outcome.CONTINUE;
        };
        GuestCpu r = program("A0 00 00  88 C4  0F FF 80  A0 00 00  F4"); // mov al,[0]; mov ah,al; hypercall; mov al,[0]
        r.ds(0xA000);
        cpu.run(ENOUGH);
        assertThat(r.ax()).isEqualTo(0x00FF);
    }

    @Test
    void with_the_a20_gate_closed_addresses_wrap_at_one_megabyte() {
        memory.write16(0x0500, 0x1111);
        memory.write16(0x100500, 0x2222);
        GuestCpu r = program("A1 10 05  F4"); // mov ax, [510h]   (FFFF:0510 = 100500h)
        r.ds(0xFFFF);
        cpu.run(ENOUGH);
        assertThat(r.ax()).isEqualTo(0x2222);
        cpu.setA20(false);
        r.eip(0);
        cpu.run(ENOUGH);
        assertThat(r.ax()).isEqualTo(0x1111);
    }

    @Test
    void code_fetched_through_the_wrapped_address_follows_changes_made_below() {
        cpu.setA20(false);
        GuestCpu r = program("F4");
        memory.write(0x500, java.nio.ByteBuffer.wrap(HexFormat.of().parseHex("B001F4")));
        for (int value = 1; value < 4; value++) {
            memory.write8(0x501, value);
            r.cs(0xFFFF);
            r.eip(0x510);
            cpu.run(cpu.blocks() + ENOUGH);
            assertThat(r.al()).isEqualTo(value);
        }
    }

    @Test
    void the_same_program_leaves_the_same_registers_and_blocks() {
        program("B9 00 10  31 C0  01 C8  D1 C0  E2 FA  F4");
        cpu.run(Long.MAX_VALUE);
        long once = cpu.registerDigest();
        long blocks = cpu.blocks();
        try (CpuEngine other = library.open(new PhysicalMemory(2 << 20))) {
            other.reset();
            assertThat(other.registerDigest()).isNotEqualTo(once);
        }
        program("B9 00 10  31 C0  01 C8  D1 C0  E2 FA  F4");
        while (cpu.run(cpu.blocks() + 7).equals(DEADLINE)) {
            // in slices of seven blocks
        }
        assertThat(cpu.registerDigest()).isEqualTo(once);
        assertThat(cpu.blocks()).isEqualTo(2 * blocks);
    }
}
