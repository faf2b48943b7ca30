package reliquary.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reliquary.bus.Key;
import reliquary.bus.KeyEvent;

class AtKeyboardTest {
    private final GuestTime time = new GuestTime();
    private final AtKeyboard keyboard = new AtKeyboard(time.events);

    /** Everything the keyboard wants to send now. */
    private List<Integer> sent() {
        List<Integer> bytes = new ArrayList<>();
        while (keyboard.ready()) {
            bytes.add(keyboard.send());
        }
        return bytes;
    }

    private List<Integer> told(int... bytes) {
        for (int b : bytes) {
            assertThat(keyboard.receive(b)).isTrue();
        }
        return sent();
    }

    private void press(Key key) {
        keyboard.move(KeyEvent.press(key));
    }

    private void release(Key key) {
        keyboard.move(KeyEvent.release(key));
    }

    private void type(Key key) {
        press(key);
        release(key);
    }

    @Test
    void identifies_itself_and_echoes() {
        assertThat(told(0xF2)).containsExactly(0xFA, 0xAB, 0x83);
        assertThat(told(0xEE)).containsExactly(0xEE);
    }

    @Test
    void reset_is_acknowledged_at_once_and_the_self_test_passes_later() {
        assertThat(told(0xFF)).containsExactly(0xFA);
        type(Key.A);
        assertThat(sent()).isEmpty();
        time.pass(1_000_000_000);
        assertThat(sent()).as("and the key was not lost").containsExactly(0xAA, 0x1C, 0xF0, 0x1C);
    }

    @Test
    void led_command_takes_one_operand() {
        assertThat(told(0xED)).containsExactly(0xFA);
        assertThat(told(0x05)).containsExactly(0xFA);
        assertThat(keyboard.leds()).isEqualTo(5);
        assertThat(told(0xED, 0xF2)).as("a command instead of the operand").containsExactly(0xFA, 0xFA, 0xAB, 0x83);
        assertThat(keyboard.leds()).isEqualTo(5);
    }

    @Test
    void scan_sets_are_chosen_and_asked_for() {
        assertThat(told(0xF0, 0x00)).containsExactly(0xFA, 0xFA, 0x02);
        assertThat(told(0xF0, 0x01)).containsExactly(0xFA, 0xFA);
        type(Key.RIGHT);
        assertThat(sent()).containsExactly(0xE0, 0x4D, 0xE0, 0xCD);
        assertThat(told(0xF0, 0x00)).containsExactly(0xFA, 0xFA, 0x01);
        told(0xF0, 0x02);
        type(Key.RIGHT);
        assertThat(sent()).containsExactly(0xE0, 0x74, 0xE0, 0xF0, 0x74);
        told(0xF0, 0x03);
        type(Key.RIGHT);
        assertThat(sent()).containsExactly(0x6A);
        assertThat(told(0xF0, 0x04)).containsExactly(0xFA, 0xFE);
    }

    @Test
    void set_3_sends_break_codes_only_for_keys_that_have_them() {
        told(0xF0, 0x03);
        type(Key.LEFT_SHIFT);
        type(Key.A);
        assertThat(sent()).containsExactly(0x12, 0xF0, 0x12, 0x1C);
        assertThat(told(0xFC, 0x1C)).containsExactly(0xFA, 0xFA);
        type(Key.A);
        assertThat(sent()).containsExactly(0x1C, 0xF0, 0x1C);
        told(0xF8);
        type(Key.B);
        assertThat(sent()).containsExactly(0x32, 0xF0, 0x32);
        told(0xF9);
        type(Key.B);
        assertThat(sent()).containsExactly(0x32);
        told(0xFA);
        type(Key.B);
        assertThat(sent()).containsExactly(0x32, 0xF0, 0x32);
    }

    @Test
    void disabled_scanning_holds_keys_back() {
        assertThat(told(0xF5)).containsExactly(0xFA);
        type(Key.A);
        assertThat(sent()).isEmpty();
        assertThat(keyboard.waiting()).isEqualTo(2);
        assertThat(told(0xF4)).containsExactly(0xFA, 0x1C, 0xF0, 0x1C);
    }

    @Test
    void resend_repeats_the_last_byte() {
        press(Key.Q);
        sent();
        assertThat(told(0xFE)).containsExactly(0x15);
    }

    @Test
    void an_unknown_command_is_asked_for_again() {
        assertThat(told(0xF1)).containsExactly(0xFE);
        assertThat(told(0x12)).containsExactly(0xFE);
    }

    @Test
    void answers_come_before_keys_that_wait() {
        type(Key.A);
        assertThat(told(0xEE)).containsExactly(0xEE, 0x1C, 0xF0, 0x1C);
    }

    @Test
    void grey_keys_make_up_shift_with_num_lock_and_undo_a_held_shift_without() {
        told(0xED, 0x02);
        type(Key.HOME);
        assertThat(sent()).containsExactly(0xE0, 0x12, 0xE0, 0x6C, 0xE0, 0xF0, 0x6C, 0xE0, 0xF0, 0x12);
        told(0xED, 0x00);
        press(Key.RIGHT_SHIFT);
        type(Key.HOME);
        assertThat(sent()).containsExactly(0x59, 0xE0, 0xF0, 0x59, 0xE0, 0x6C, 0xE0, 0xF0, 0x6C, 0xE0, 0x59);
        told(0xED, 0x02);
        type(Key.HOME);
        assertThat(sent()).as("shift and num lock cancel out").containsExactly(0xE0, 0x6C, 0xE0, 0xF0, 0x6C);
    }

    @Test
    void print_screen_and_pause_change_with_alt_and_control() {
        press(Key.LEFT_ALT);
        sent();
        type(Key.PRINT_SCREEN);
        assertThat(sent()).containsExactly(0x84, 0xF0, 0x84);
        release(Key.LEFT_ALT);
        press(Key.RIGHT_CTRL);
        sent();
        type(Key.PRINT_SCREEN);
        assertThat(sent()).containsExactly(0xE0, 0x7C, 0xE0, 0xF0, 0x7C);
        type(Key.PAUSE);
        assertThat(sent()).containsExactly(0xE0, 0x7E, 0xE0, 0xF0, 0x7E);
    }

    @Test
    void a_held_key_repeats_in_guest_time_only_when_that_is_switched_on() {
        press(Key.A);
        sent();
        time.pass(5_000_000_000L);
        assertThat(sent()).isEmpty();
        release(Key.A);
        sent();

        keyboard.typematic(true);
        told(0xF3, 0x00);
        press(Key.A);
        assertThat(sent()).containsExactly(0x1C);
        time.pass(249_000_000);
        assertThat(sent()).isEmpty();
        int repeats = 0;
        for (int ms = 0; ms < 1000; ms++) {
            time.pass(1_000_000);
            repeats += sent().size();
        }
        assertThat(repeats).as("30 a second after 250 ms").isBetween(29, 31);
        release(Key.A);
        assertThat(sent()).containsExactly(0xF0, 0x1C);
        time.pass(1_000_000_000);
        assertThat(sent()).isEmpty();
    }
}
