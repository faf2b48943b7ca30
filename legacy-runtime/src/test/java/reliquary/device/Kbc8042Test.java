package reliquary.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reliquary.bus.A20Gate;
import reliquary.bus.Key;
import reliquary.bus.KeyEvent;
import reliquary.bus.PortDevice;
import reliquary.bus.Ps2Device;

class Kbc8042Test {
    private final GuestTime time = new GuestTime();
    private final AtKeyboard keyboard = new AtKeyboard(time.events);
    private final Probe irq1 = new Probe();
    private final Probe irq12 = new Probe();
    private final Probe reset = new Probe();
    private final A20Gate a20 = new A20Gate(new Probe());
    private final Kbc8042 kbc = controller(Ps2Device.ABSENT);
    private final PortDevice data = kbc.dataPort();
    private final PortDevice command = kbc.commandPort();

    private Kbc8042 controller(Ps2Device aux) {
        Kbc8042.Wires wires = new Kbc8042.Wires(irq1, irq12, a20.input(), reset);
        return new Kbc8042(time.events, keyboard, aux, wires, Kbc8042.COLOUR_DISPLAY);
    }

    @BeforeEach
    void firmware_enables_keyboard_translation_and_interrupt() {
        write(0x60, 0x45);
    }

    private void press(Key key) {
        keyboard.move(KeyEvent.press(key));
    }

    private void release(Key key) {
        keyboard.move(KeyEvent.release(key));
    }

    private void write(int commandByte, int operand) {
        command.write8(0, commandByte);
        data.write8(0, operand);
    }

    /** What software that polls the status port receives within a tenth of a second. */
    private List<Integer> received() {
        List<Integer> bytes = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            if ((command.read8(0) & 1) != 0) {
                bytes.add(data.read8(0));
            }
            time.pass(100_000);
        }
        return bytes;
    }

    private int answer(int code) {
        command.write8(0, code);
        assertThat(command.read8(0) & 1).as("an answer to %02X", code).isEqualTo(1);
        return data.read8(0);
    }

    @Test
    void the_command_byte_and_the_ram_read_back() {
        assertThat(answer(0x20)).isEqualTo(0x45);
        write(0x7F, 0xA5);
        assertThat(answer(0x3F)).isEqualTo(0xA5);
    }

    @Test
    void self_test_interface_tests_and_password_test_answer() {
        assertThat(answer(0xAA)).isEqualTo(0x55);
        assertThat(answer(0xAB)).isZero();
        assertThat(answer(0xA9)).isZero();
        assertThat(answer(0xA4)).isEqualTo(0xF1);
        assertThat(answer(0xC0)).isEqualTo(Kbc8042.COLOUR_DISPLAY);
    }

    @Test
    void the_status_shows_the_last_writes_kind_and_the_system_flag() {
        assertThat(command.read8(0)).isEqualTo(0x14);
        command.write8(0, 0xAE);
        assertThat(command.read8(0)).isEqualTo(0x1C);
        write(0x60, 0x00);
        assertThat(command.read8(0)).isEqualTo(0x10);
    }

    @Test
    void a_key_arrives_in_set_1_with_an_interrupt_that_ends_with_the_read() {
        press(Key.A);
        assertThat(irq1.high).isFalse();
        time.pass(Kbc8042.BYTE_NANOS);
        assertThat(irq1.high).isTrue();
        assertThat(command.read8(0) & 0x21).isEqualTo(0x01);
        assertThat(data.read8(0)).isEqualTo(0x1E);
        assertThat(irq1.high).isFalse();
        assertThat(data.read8(0)).as("the buffer keeps its byte").isEqualTo(0x1E);
    }

    @Test
    void the_next_byte_waits_until_the_one_before_is_read() {
        press(Key.A);
        release(Key.A);
        time.pass(1_000_000_000);
        assertThat(irq1.rises).isEqualTo(1);
        assertThat(data.read8(0)).isEqualTo(0x1E);
        assertThat(command.read8(0) & 1).isZero();
        time.pass(2 * Kbc8042.BYTE_NANOS);
        assertThat(irq1.rises).isEqualTo(2);
        assertThat(data.read8(0)).isEqualTo(0x9E);
    }

    @Test
    void a_thousand_keys_arrive_in_order_however_slowly_the_guest_reads() {
        List<Integer> expected = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            Key key = Key.values()[Key.DIGIT_1.ordinal() + i % 10];
            press(key);
            release(key);
            expected.add(key.set1());
            expected.add(key.set1() | 0x80);
        }
        List<Integer> got = new ArrayList<>();
        while (got.size() < expected.size()) {
            time.pass(5_000_000);
            assertThat(command.read8(0) & 1).isEqualTo(1);
            got.add(data.read8(0));
        }
        assertThat(got).isEqualTo(expected);
        assertThat(keyboard.waiting()).isZero();
    }

    @Test
    void every_key_translates_from_set_2_to_its_set_1_code() {
        for (Key key : Key.values()) {
            press(key);
            release(key);
            List<Integer> bytes = received();
            int code = key.set1();
            List<Integer> plain =
                    code > 0xFF ? List.of(0xE0, code & 0xFF, 0xE0, code & 0x7F | 0x80) : List.of(code, code | 0x80);
            switch (key) {
                case PAUSE -> assertThat(bytes).containsExactly(0xE1, 0x1D, 0x45, 0xE1, 0x9D, 0xC5);
                case PRINT_SCREEN -> assertThat(bytes).containsExactly(0xE0, 0x2A, 0xE0, 0x37, 0xE0, 0xB7, 0xE0, 0xAA);
                default -> assertThat(bytes).as("%s", key).isEqualTo(plain);
            }
        }
    }

    @Test
    void without_translation_the_keyboards_own_set_comes_through() {
        write(0x60, 0x05);
        press(Key.UP);
        release(Key.UP);
        assertThat(received()).containsExactly(0xE0, 0x75, 0xE0, 0xF0, 0x75);
    }

    @Test
    void a_disabled_keyboard_keeps_its_keys_until_it_is_enabled() {
        command.write8(0, 0xAD);
        press(Key.B);
        assertThat(received()).isEmpty();
        command.write8(0, 0xAE);
        assertThat(received()).containsExactly(0x30);
    }

    @Test
    void a_byte_for_the_keyboard_enables_it_and_is_answered() {
        command.write8(0, 0xAD);
        data.write8(0, 0xEE);
        assertThat(received()).containsExactly(0xEE);
    }

    @Test
    void the_controllers_answer_comes_before_waiting_keys() {
        press(Key.B);
        assertThat(answer(0x20)).isEqualTo(0x45);
        assertThat(received()).containsExactly(0x30);
    }

    @Test
    void the_output_port_drives_a20_and_reset() {
        assertThat(a20.isOpen()).as("pulled up at power-on").isTrue();
        write(0xD1, 0xDD);
        assertThat(a20.isOpen()).isFalse();
        assertThat(answer(0xD0) & 0x03).isEqualTo(0x01);
        write(0xD1, 0xDF);
        assertThat(a20.isOpen()).isTrue();
        command.write8(0, 0xDD);
        assertThat(a20.isOpen()).isFalse();
        command.write8(0, 0xDF);
        assertThat(a20.isOpen()).isTrue();
        assertThat(reset.rises).isZero();
        write(0xD1, 0xDE);
        assertThat(reset.rises).isEqualTo(1);
    }

    @Test
    void pulse_commands_reset_the_processor_only_if_bit_0_is_clear() {
        command.write8(0, 0xFF);
        command.write8(0, 0xF1);
        assertThat(reset.rises).isZero();
        command.write8(0, 0xFE);
        assertThat(reset.rises).isEqualTo(1);
        assertThat(reset.high).isFalse();
    }

    @Test
    void d2_and_d3_look_like_bytes_of_keyboard_and_mouse() {
        write(0x60, 0x47);
        write(0xD2, 0x5A);
        assertThat(irq1.high).isTrue();
        assertThat(command.read8(0) & 0x21).isEqualTo(0x01);
        assertThat(data.read8(0)).as("not translated").isEqualTo(0x5A);
        write(0xD3, 0xA5);
        assertThat(irq12.high).isTrue();
        assertThat(command.read8(0) & 0x21).isEqualTo(0x21);
        assertThat(data.read8(0)).isEqualTo(0xA5);
        assertThat(irq12.high).isFalse();
    }

    @Test
    void an_empty_mouse_socket_is_reported_as_a_timeout() {
        write(0xD4, 0xF4);
        assertThat(command.read8(0) & 0x61).isEqualTo(0x61);
        assertThat(data.read8(0)).isEqualTo(0xFE);
        assertThat(command.read8(0) & 0x40).isZero();
    }

    @Test
    void no_interrupt_comes_while_the_command_byte_forbids_it() {
        write(0x60, 0x44);
        press(Key.C);
        time.pass(Kbc8042.BYTE_NANOS);
        assertThat(command.read8(0) & 1).isEqualTo(1);
        assertThat(irq1.high).isFalse();
        command.write8(0, 0x60);
        data.write8(0, 0x45);
        assertThat(irq1.high).as("allowed with the byte still there").isTrue();
    }

    @Test
    void a_guest_that_asks_without_reading_gets_a_bounded_number_of_answers() {
        for (int i = 0; i < 100_000; i++) {
            command.write8(0, 0x20);
            data.write8(0, 0xEE);
        }
        assertThat(received()).hasSizeBetween(2, 64);
    }
}
