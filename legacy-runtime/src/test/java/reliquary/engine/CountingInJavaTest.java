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
import reliquary.shim.GuestCpu;

/** Where the host allows no machine code, a Java callback counts blocks: slower, and exactly the same. */
@ParameterizedClass(name = "{0}")
@MethodSource("reliquary.engine.Bindings#all")
class CountingInJavaTest {
    /** Counts down while it changes an immediate operand further on; ends in HLT with AX = 300 * 301 / 2. */
    private static final String CHANGES_ITSELF = "B92C01 31C0 890E0C00 EB00 BA0000 01D0 E2F3 F4";

    @Parameter
    UnicornLibrary.Loaded library;

    @BeforeEach
    void forbid_machine_code() {
        System.setProperty("relic.blockCounter", "java");
    }

    @AfterEach
    void allow_it_again() {
        System.clearProperty("relic.blockCounter");
    }

    @Test
    void the_same_program_takes_the_same_blocks_and_leaves_the_same_registers() {
        PhysicalMemory memory = new PhysicalMemory(1 << 20);
        try (CpuEngine inJava = library.open(memory)) {
            assertThat(inJava.describe()).contains("Java callback");
            run(inJava, memory);
            System.clearProperty("relic.blockCounter");
            PhysicalMemory other = new PhysicalMemory(1 << 20);
            try (CpuEngine inMachineCode = library.open(other)) {
                run(inMachineCode, other);
                assertThat(inJava.registers().ax()).isEqualTo(300 * 301 / 2 & 0xFFFF);
                assertThat(inJava.blocks()).isEqualTo(inMachineCode.blocks());
                assertThat(inJava.registerDigest()).isEqualTo(inMachineCode.registerDigest());
            }
        }
    }

    private static void run(CpuEngine cpu, PhysicalMemory memory) {
        memory.write(0x1000, ByteBuffer.wrap(HexFormat.of().parseHex(CHANGES_ITSELF.replace(" ", ""))));
        GuestCpu r = cpu.registers();
        r.cs(0x100);
        r.ds(0x100);
        r.eip(0);
        while (cpu.run(cpu.blocks() + 77).equals(new CpuEngine.Stop.Deadline())) {
            // in slices of 77 blocks
        }
    }
}
