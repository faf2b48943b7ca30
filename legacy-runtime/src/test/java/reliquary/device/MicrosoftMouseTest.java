package reliquary.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reliquary.bus.Line;

class MicrosoftMouseTest {
    private final GuestTime time = new GuestTime();
    private final MicrosoftMouse mouse = new MicrosoftMouse(time.events);
    private final Uart16550 uart = new Uart16550(Uart16550.Model.NS16550A, time.events, Line.UNCONNECTED, mouse);

    @BeforeEach
    void set_1200_baud_7n1() {
        mouse.plug(uart::receive);
        uart.write8(3, 0x82);
        uart.write8(0, 96);
        uart.write8(1, 0);
        uart.write8(3, 0x02);
        uart.write8(2, 0x01);
    }

    private List<Integer> received() {
        List<Integer> characters = new ArrayList<>();
        for (int ms = 0; ms < 200; ms++) {
            time.pass(1_000_000);
            while ((uart.read8(5) & 1) != 0) {
                characters.add(uart.read8(0));
            }
        }
        return characters;
    }

    private void powerOn() {
        uart.write8(4, 0x0B);
        received();
    }

    @Test
    void says_m_each_time_its_power_comes_on() {
        assertThat(received()).isEmpty();
        uart.write8(4, 0x09);
        assertThat(received()).isEmpty();
        uart.write8(4, 0x0B);
        assertThat(received()).containsExactly((int) 'M');
        uart.write8(4, 0x09);
        uart.write8(4, 0x0B);
        assertThat(received()).containsExactly((int) 'M');
    }

    @Test
    void a_report_has_six_bits_a_character_and_down_is_positive() {
        powerOn();
        mouse.move(5, -100, MicrosoftMouse.LEFT);
        assertThat(received()).containsExactly(0x40 | 0x20 | 0x04, 5, 100 & 0x3F);
        mouse.move(-1, 0, MicrosoftMouse.RIGHT);
        assertThat(received()).containsExactly(0x40 | 0x10 | 0x03, 0x3F, 0);
    }

    @Test
    void motion_adds_up_a_long_way_comes_in_pieces_and_a_click_is_kept() {
        powerOn();
        mouse.move(100, 0, 0);
        mouse.move(100, 0, 0);
        mouse.move(0, 0, MicrosoftMouse.LEFT);
        mouse.move(0, 0, 0);
        assertThat(received()).containsExactly(0x41, 127 & 0x3F, 0, 0x41, 73 & 0x3F, 0, 0x60, 0, 0, 0x40, 0, 0);
    }

    @Test
    void without_power_nothing_is_sent() {
        mouse.move(1, 1, MicrosoftMouse.LEFT);
        assertThat(received()).isEmpty();
    }
}
