package reliquary.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reliquary.bus.A20Gate;
import reliquary.bus.Line;

class SystemControlPortTest {
    private final GuestTime time = new GuestTime();
    private final Speaker speaker = new Speaker();
    private final Pit8254 pit = new Pit8254(time.events, Line.UNCONNECTED, speaker);
    private final SystemControlPort port =
            new SystemControlPort(time.events, pit.gate(2), speaker.data(), () -> pit.out(2));

    private void play(int divisor) {
        pit.write8(3, 0xB6);
        pit.write8(2, divisor & 0xFF);
        pit.write8(2, divisor >> 8);
    }

    @Test
    void the_speaker_sounds_while_gate_and_data_are_on() {
        List<Long> heard = new ArrayList<>();
        speaker.listen(hertz -> heard.add(Math.round(hertz)));
        play(1193);
        assertThat(speaker.hertz()).isZero();
        port.write8(0, 0x03);
        assertThat(Math.round(speaker.hertz())).isEqualTo(1000);
        play(2711);
        port.write8(0, 0x00);
        assertThat(heard).containsExactly(1000L, 0L, 440L, 0L);
    }

    @Test
    void the_low_bits_read_back_and_no_error_is_ever_shown() {
        port.write8(0, 0xFF);
        assertThat(port.read8(0) & 0xCF).isEqualTo(0x0F);
    }

    @Test
    void refresh_toggles_every_15_microseconds() {
        int toggles = 0;
        int before = port.read8(0) & 0x10;
        for (int i = 0; i < 10_000; i++) {
            time.pass(1000);
            int now = port.read8(0) & 0x10;
            toggles += now == before ? 0 : 1;
            before = now;
        }
        assertThat(toggles).isEqualTo(10_000_000 / 15_085);
    }

    @Test
    void software_measures_time_with_counter_2() {
        pit.write8(3, 0xB0);
        pit.write8(2, 0xFF);
        pit.write8(2, 0xFF);
        time.pass(1_000_000_000);
        assertThat(port.read8(0) & 0x20).as("the gate is low").isZero();
        port.write8(0, 0x01);
        time.pass(54_900_000);
        assertThat(port.read8(0) & 0x20).isZero();
        time.pass(100_000);
        assertThat(port.read8(0) & 0x20).isNotZero();
    }

    @Test
    void port_92_is_or_ed_into_the_a20_gate_and_resets_on_a_rising_bit_0() {
        Probe a20 = new Probe();
        Probe reset = new Probe();
        A20Gate gate = new A20Gate(a20);
        Line keyboardController = gate.input();
        FastA20Port fast = new FastA20Port(gate.input(), reset);
        fast.write8(0, 0x02);
        assertThat(a20.high).isTrue();
        keyboardController.set(true);
        fast.write8(0, 0x00);
        assertThat(gate.isOpen()).isTrue();
        keyboardController.set(false);
        assertThat(gate.isOpen()).isFalse();
        assertThat(a20.high).isFalse();
        fast.write8(0, 0xFF);
        fast.write8(0, 0x01);
        assertThat(reset.rises).isEqualTo(1);
        assertThat(fast.read8(0)).isEqualTo(0x01);
    }
}
