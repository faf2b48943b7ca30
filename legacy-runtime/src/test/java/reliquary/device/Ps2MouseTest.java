package reliquary.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reliquary.bus.A20Gate;
import reliquary.bus.Line;

class Ps2MouseTest {
    private final GuestTime time = new GuestTime();
    private final Ps2Mouse mouse = new Ps2Mouse(time.events);

    private List<Integer> sent() {
        List<Integer> bytes = new ArrayList<>();
        while (mouse.ready()) {
            bytes.add(mouse.send());
        }
        return bytes;
    }

    private List<Integer> told(int... bytes) {
        for (int b : bytes) {
            mouse.receive(b);
        }
        return sent();
    }

    private List<Integer> reported() {
        time.pass(100_000_000);
        return sent();
    }

    @Test
    void reset_answers_with_self_test_and_identity() {
        assertThat(told(0xFF)).containsExactly(0xFA);
        time.pass(1_000_000_000);
        assertThat(sent()).containsExactly(0xAA, 0x00);
        assertThat(told(0xF2)).containsExactly(0xFA, 0x00);
    }

    @Test
    void motion_is_reported_only_while_enabled() {
        mouse.move(5, 5, 0);
        assertThat(reported()).isEmpty();
        told(0xF4);
        mouse.move(3, -2, Ps2Mouse.LEFT);
        assertThat(reported()).containsExactly(0x29, 0x03, 0xFE);
        told(0xF5);
        mouse.move(3, -2, 0);
        assertThat(reported()).isEmpty();
    }

    @Test
    void reports_come_at_the_sample_rate() {
        told(0xF3, 10, 0xF4);
        mouse.move(1, 0, 0);
        time.pass(99_999_999);
        assertThat(mouse.ready()).isFalse();
        mouse.move(1, 0, 0);
        time.pass(1);
        assertThat(sent()).containsExactly(0x08, 0x02, 0x00);
    }

    @Test
    void a_quick_click_is_not_lost() {
        told(0xF4);
        mouse.move(0, 0, Ps2Mouse.RIGHT);
        mouse.move(0, 0, 0);
        List<Integer> bytes = new ArrayList<>(reported());
        bytes.addAll(reported());
        assertThat(bytes).containsExactly(0x0A, 0, 0, 0x08, 0, 0);
    }

    @Test
    void a_long_way_is_reported_in_pieces() {
        told(0xF4);
        mouse.move(300, -600, 0);
        assertThat(reported()).containsExactly(0x28, 0xFF, 0x01);
        assertThat(reported()).containsExactly(0x28, 45, 0x01);
        assertThat(reported()).containsExactly(0x28, 0, -90 & 0xFF);
        assertThat(reported()).isEmpty();
    }

    @Test
    void scaling_2_to_1_follows_its_table() {
        told(0xE7, 0xF4);
        int[][] pairs = {{1, 1}, {2, 1}, {3, 3}, {4, 6}, {5, 9}, {6, 12}, {-5, -9}, {-100, -200}};
        for (int[] pair : pairs) {
            mouse.move(pair[0], 0, 0);
            assertThat(reported().get(1)).as("%d counts", pair[0]).isEqualTo(pair[1] & 0xFF);
        }
        told(0xE6);
        mouse.move(5, 0, 0);
        assertThat(reported().get(1)).isEqualTo(5);
    }

    @Test
    void remote_mode_reports_when_asked() {
        told(0xF0);
        mouse.move(7, 1, Ps2Mouse.MIDDLE);
        assertThat(reported()).isEmpty();
        assertThat(told(0xEB)).containsExactly(0xFA, 0x0C, 7, 1);
        assertThat(told(0xEB)).containsExactly(0xFA, 0x0C, 0, 0);
        told(0xEA, 0xF4);
        mouse.move(1, 1, 0);
        assertThat(reported()).containsExactly(0x08, 1, 1);
    }

    @Test
    void wrap_mode_echoes_all_but_its_end_and_reset() {
        assertThat(told(0xEE, 0x12, 0xF4)).containsExactly(0xFA, 0x12, 0xF4);
        assertThat(told(0xEC)).containsExactly(0xFA);
        assertThat(told(0xF2)).containsExactly(0xFA, 0x00);
    }

    @Test
    void the_status_shows_modes_buttons_resolution_and_rate() {
        told(0xE8, 3, 0xF3, 40, 0xE7, 0xF4);
        mouse.move(0, 0, Ps2Mouse.LEFT | Ps2Mouse.RIGHT);
        reported();
        assertThat(told(0xE9)).containsExactly(0xFA, 0x35, 3, 40);
        told(0xF6);
        assertThat(told(0xE9)).containsExactly(0xFA, 0x05, 2, 100);
    }

    @Test
    void a_wrong_operand_is_asked_for_again_and_then_an_error() {
        assertThat(told(0xF3, 11)).containsExactly(0xFA, 0xFE);
        assertThat(told(11)).containsExactly(0xFC);
        assertThat(told(0xF3, 11, 20)).containsExactly(0xFA, 0xFE, 0xFA);
        assertThat(told(0xE1)).containsExactly(0xFE);
    }

    @Test
    void resend_repeats_the_last_byte() {
        told(0xF2);
        assertThat(told(0xFE)).containsExactly(0x00);
    }

    @Test
    void through_the_8042_its_bytes_raise_irq_12() {
        Probe irq12 = new Probe();
        Kbc8042.Wires wires =
                new Kbc8042.Wires(Line.UNCONNECTED, irq12, new A20Gate(Line.UNCONNECTED).input(), Line.UNCONNECTED);
        Kbc8042 kbc = new Kbc8042(time.events, new AtKeyboard(time.events), mouse, wires, Kbc8042.COLOUR_DISPLAY);
        kbc.commandPort().write8(0, 0x60);
        kbc.dataPort().write8(0, 0x47);
        kbc.commandPort().write8(0, 0xD4);
        kbc.dataPort().write8(0, 0xF4);
        time.pass(2_000_000);
        assertThat(irq12.high).isTrue();
        assertThat(kbc.commandPort().read8(0) & 0x21).isEqualTo(0x21);
        assertThat(kbc.dataPort().read8(0)).isEqualTo(0xFA);
        mouse.move(1, 2, 0);
        List<Integer> packet = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            time.pass(20_000_000);
            packet.add(kbc.dataPort().read8(0));
        }
        assertThat(packet).containsExactly(0x08, 1, 2);
        assertThat(irq12.rises).isEqualTo(4);
    }

    @Test
    void a_guest_that_asks_without_reading_gets_a_bounded_number_of_answers() {
        for (int i = 0; i < 100_000; i++) {
            mouse.receive(0xE9);
        }
        assertThat(sent()).hasSizeBetween(4, 16);
    }
}
