package reliquary.shim.bios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import reliquary.shim.Outcome;

class PortServicesTest {
    private static final int COM1 = 0x3F8;
    private static final int LPT1 = 0x378;

    private final TestPc pc = new TestPc();

    PortServicesTest() {
        pc.data.setWord(BiosDataArea.SERIAL_PORTS, COM1);
        pc.data.setWord(BiosDataArea.SERIAL_PORTS + 6, 0);
        pc.data.setWord(BiosDataArea.PARALLEL_PORTS, LPT1);
        pc.data.setWord(BiosDataArea.PARALLEL_PORTS + 4, 0);
    }

    private String printed() {
        return pc.ports.writes.stream()
                .filter(w -> w.port() == LPT1)
                .map(w -> String.valueOf((char) w.value()))
                .collect(Collectors.joining());
    }

    @Test
    void a_serial_port_is_set_to_9600_8n1() {
        pc.cpu.dx(0);
        pc.interrupt(0x14, 0x00E3);
        assertThat(pc.ports.writes)
                .containsSubsequence(
                        new TestPorts.Write(COM1 + 3, 0x80),
                        new TestPorts.Write(COM1, 12),
                        new TestPorts.Write(COM1 + 1, 0),
                        new TestPorts.Write(COM1 + 3, 0x03));
    }

    @Test
    void a_byte_is_sent_when_the_line_is_ready_and_times_out_when_it_is_not() {
        pc.ports.latch(COM1 + 6, 0x30);
        pc.ports.latch(COM1 + 5, 0x60);
        pc.cpu.dx(0);
        assertThat(pc.interrupt(0x14, 0x0141)).isEqualTo(Outcome.RETURN);
        assertThat(pc.ports.writes).contains(new TestPorts.Write(COM1, 0x41));
        assertThat(pc.cpu.ah()).isEqualTo(0x60);

        pc.ports.latch(COM1 + 5, 0x00);
        assertThat(pc.interrupt(0x14, 0x0142)).isEqualTo(Outcome.WAIT);
        pc.nanos = 1_000_000_000L;
        assertThat(pc.interrupt(0x14, 0x0142)).isEqualTo(Outcome.RETURN);
        assertThat(pc.cpu.ah() & 0x80).isEqualTo(0x80);
        assertThat(pc.ports.writes).doesNotContain(new TestPorts.Write(COM1, 0x42));
    }

    @Test
    void a_byte_is_received_with_the_error_bits_of_the_line() {
        pc.ports.latch(COM1 + 6, 0x30);
        pc.ports.latch(COM1 + 5, 0x63);
        pc.ports.latch(COM1, 0x5A);
        pc.cpu.dx(0);
        assertThat(pc.interrupt(0x14, 0x0200)).isEqualTo(Outcome.RETURN);
        assertThat(pc.cpu.ax()).isEqualTo(0x025A);
    }

    @Test
    void a_port_that_is_not_there_changes_nothing() {
        pc.cpu.dx(3);
        pc.interrupt(0x14, 0x0300);
        assertThat(pc.cpu.ax()).isEqualTo(0x0300);
        pc.cpu.dx(2);
        pc.interrupt(0x17, 0x0200);
        assertThat(pc.cpu.ax()).isEqualTo(0x0200);
    }

    @Test
    void a_printed_byte_is_strobed_and_the_status_comes_back_turned() {
        pc.ports.latch(LPT1 + 1, 0xDF);
        pc.cpu.dx(0);
        assertThat(pc.interrupt(0x17, 0x0058)).isEqualTo(Outcome.RETURN);
        assertThat(pc.ports.writes)
                .containsExactly(
                        new TestPorts.Write(LPT1, 0x58),
                        new TestPorts.Write(LPT1 + 2, 0x0D),
                        new TestPorts.Write(LPT1 + 2, 0x0C));
        assertThat(pc.cpu.ah()).as("not busy, selected, no error").isEqualTo(0x90);
    }

    @Test
    void print_screen_prints_the_rows_of_the_page_that_is_shown() {
        pc.ports.latch(LPT1 + 1, 0xDF);
        pc.memory.write16(0xB8000, 0x0748);
        pc.memory.write16(0xB8002, 0x0769);
        pc.bios.call(0x05, pc.cpu);
        String[] lines = printed().split("\r\n", -1);
        assertThat(lines).hasSize(27);
        assertThat(lines[1].stripTrailing()).isEqualTo("Hi");
        assertThat(lines[2]).hasSize(80).isBlank();
        assertThat(pc.memory.read8(0x500)).isZero();
    }

    @Test
    void print_screen_without_a_printer_reports_an_error() {
        pc.ports.latch(LPT1 + 1, 0x5F);
        pc.bios.call(0x05, pc.cpu);
        assertThat(pc.memory.read8(0x500)).isEqualTo(0xFF);
    }
}
