package reliquary.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ParallelPortTest {
    private final GuestTime time = new GuestTime();
    private final Probe irq = new Probe();
    private final List<Integer> paper = new ArrayList<>();
    private final ParallelPort port = new ParallelPort(time.events, irq, Optional.of(paper::add));

    private void strobe(int value, int control) {
        port.write8(0, value);
        port.write8(2, control | 0x01);
        port.write8(2, control);
    }

    @Test
    void an_idle_printer_is_ready_selected_and_without_error() {
        assertThat(port.read8(1)).isEqualTo(0xDF);
    }

    @Test
    void each_strobe_prints_one_byte() {
        for (char c : "HELLO".toCharArray()) {
            strobe(c, 0x0C);
            time.pass(ParallelPort.BUSY_NANOS);
        }
        assertThat(paper).containsExactly(0x48, 0x45, 0x4C, 0x4C, 0x4F);
    }

    @Test
    void the_printer_is_busy_then_acknowledges_then_ready() {
        strobe('A', 0x0C);
        assertThat(port.read8(1) & 0xC0).as("busy").isEqualTo(0x40);
        time.pass(ParallelPort.BUSY_NANOS - 2_000);
        assertThat(port.read8(1) & 0xC0).as("acknowledges").isEqualTo(0x00);
        time.pass(2_000);
        assertThat(port.read8(1) & 0xC0).as("ready").isEqualTo(0xC0);
    }

    @Test
    void a_strobe_while_the_printer_is_busy_is_lost() {
        strobe('A', 0x0C);
        strobe('B', 0x0C);
        assertThat(paper).containsExactly((int) 'A');
    }

    @Test
    void the_interrupt_comes_with_the_acknowledge_and_stays_until_the_status_is_read() {
        strobe('A', 0x1C);
        assertThat(irq.high).isFalse();
        time.pass(ParallelPort.BUSY_NANOS);
        assertThat(irq.high).isTrue();
        assertThat(port.read8(1) & 0x04).as("interrupt pending").isZero();
        assertThat(irq.high).isFalse();
        assertThat(port.read8(1) & 0x04).isNotZero();
    }

    @Test
    void no_interrupt_comes_without_its_enable() {
        strobe('A', 0x0C);
        time.pass(ParallelPort.BUSY_NANOS);
        assertThat(irq.rises).isZero();
    }

    @Test
    void data_reads_back_unless_the_direction_is_inward() {
        port.write8(0, 0x5A);
        assertThat(port.read8(0)).isEqualTo(0x5A);
        port.write8(2, 0x2C);
        assertThat(port.read8(0)).isEqualTo(0xFF);
        assertThat(port.read8(2)).isEqualTo(0xEC);
    }

    @Test
    void a_socket_without_a_printer_is_busy_and_out_of_paper() {
        ParallelPort empty = new ParallelPort(time.events, irq, Optional.empty());
        empty.write8(2, 0x1D);
        time.pass(1_000_000);
        assertThat(empty.read8(1)).isEqualTo(0x7F);
        assertThat(irq.rises).isZero();
    }
}
