package reliquary.shim.bios;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reliquary.shim.Outcome;
import reliquary.shim.bios.KeyboardInterrupt.Action;

class KeyboardTest {
    private static final int LEFT_SHIFT = 0x2A;
    private static final int CONTROL = 0x1D;
    private static final int ALT = 0x38;
    private static final int UP = 0x80;

    private final TestPc pc = new TestPc();

    private void keys(int... scans) {
        for (int scan : scans) {
            pc.key(scan);
        }
    }

    /** Takes the next key with function 00h or 10h. */
    private int read(int function) {
        assertThat(pc.interrupt(0x16, function << 8)).isEqualTo(Outcome.RETURN);
        return pc.cpu.ax();
    }

    @Test
    void a_program_that_only_asks_for_keys_is_halted_between_its_questions() {
        int asked = 0;
        while (pc.interrupt(0x16, 0x0100) == Outcome.RETURN) {
            asked++;
            assertThat(asked).isLessThan(1000);
        }
        assertThat(asked).isGreaterThan(100);
        pc.nanos += 55_000_000;
        assertThat(pc.interrupt(0x16, 0x0100))
                .as("gets its answer after the interrupt")
                .isEqualTo(Outcome.RETURN);
        assertThat(pc.cpu.flag(TestCpu.ZERO)).isTrue();
        assertThat(pc.interrupt(0x16, 0x0100)).as("and is halted again").isEqualTo(Outcome.WAIT);
        keys(0x1E);
        assertThat(pc.interrupt(0x16, 0x0100)).isEqualTo(Outcome.RETURN);
        assertThat(pc.cpu.ax()).isEqualTo(0x1E61);
    }

    @Test
    void a_program_that_computes_between_its_questions_is_never_halted() {
        for (int i = 0; i < 1000; i++) {
            pc.cpu.bx(i);
            assertThat(pc.interrupt(0x16, 0x0100)).isEqualTo(Outcome.RETURN);
        }
        for (int i = 0; i < 1000; i++) {
            pc.nanos += 15_000;
            assertThat(pc.interrupt(0x16, 0x0100)).isEqualTo(Outcome.RETURN);
        }
    }

    @Test
    void a_program_that_watches_a_device_and_the_keyboard_is_never_halted() {
        for (int i = 0; i < 1000; i++) {
            pc.bios.guestUsedPort();
            assertThat(pc.interrupt(0x16, 0x0100)).isEqualTo(Outcome.RETURN);
        }
    }

    @Test
    void typed_keys_are_read_in_order_and_then_reading_waits() {
        keys(0x23, 0x23 | UP, 0x17, 0x17 | UP);
        assertThat(read(0)).isEqualTo(0x2368);
        assertThat(read(0)).isEqualTo(0x1769);
        assertThat(pc.interrupt(0x16, 0x0000)).isEqualTo(Outcome.WAIT);
    }

    @Test
    void the_buffer_lies_where_programs_look_for_it() {
        keys(0x1E);
        assertThat(pc.memory.read16(0x41A)).isEqualTo(0x1E);
        assertThat(pc.memory.read16(0x41C)).isEqualTo(0x20);
        assertThat(pc.memory.read16(0x41E)).isEqualTo(0x1E61);
    }

    @Test
    void peeking_leaves_the_key_and_enables_interrupts() {
        pc.cpu.eflags(0);
        pc.interrupt(0x16, 0x0100);
        assertThat(pc.cpu.flag(TestCpu.ZERO)).isTrue();
        assertThat(pc.cpu.flag(TestCpu.INTERRUPTS)).isTrue();
        keys(0x1E);
        pc.interrupt(0x16, 0x0100);
        assertThat(pc.cpu.flag(TestCpu.ZERO)).isFalse();
        assertThat(pc.cpu.ax()).isEqualTo(0x1E61);
        assertThat(read(0)).isEqualTo(0x1E61);
    }

    @ParameterizedTest
    @CsvSource({
        "shift digit, 42, 3, 0x0340",
        "control letter, 29, 46, 0x2E03",
        "alt letter, 56, 30, 0x1E00",
        "alt digit, 56, 2, 0x7800",
        "shift F1, 42, 59, 0x5400",
        "control F1, 29, 59, 0x5E00",
        "alt F1, 56, 59, 0x6800",
        "shift tab, 42, 15, 0x0F00",
        "control backspace, 29, 14, 0x0E7F",
        "control left, 29, 75, 0x7300",
        "control enter, 29, 28, 0x1C0A",
        "alt space, 56, 57, 0x3920",
    })
    void a_modifier_chooses_the_code(String name, int modifier, int scan, String code) {
        keys(modifier, scan);
        assertThat(read(0)).isEqualTo(Integer.decode(code));
    }

    @Test
    void caps_lock_turns_letters_only_and_shift_turns_them_back() {
        keys(0x3A, 0x3A | UP, 0x1E, 0x02, LEFT_SHIFT, 0x1E);
        assertThat(read(0)).isEqualTo(0x1E41);
        assertThat(read(0)).isEqualTo(0x0231);
        assertThat(read(0)).isEqualTo(0x1E61);
    }

    @Test
    void a_held_lock_key_toggles_once() {
        keys(0x3A, 0x3A, 0x3A, 0x3A | UP);
        assertThat(pc.data.byteAt(BiosDataArea.KEYBOARD_FLAGS_0) & 0x40).isEqualTo(0x40);
    }

    @Test
    void num_lock_chooses_digits_on_the_pad_but_not_on_the_grey_keys() {
        keys(0x48, 0x45, 0x45 | UP, 0x48, 0xE0, 0x48);
        assertThat(read(0)).isEqualTo(0x4800);
        assertThat(read(0)).isEqualTo(0x4838);
        assertThat(read(0)).isEqualTo(0x4800);
    }

    @Test
    void the_enhanced_functions_tell_grey_keys_and_new_combinations_apart() {
        keys(0xE0, 0x48, 0x57, 0xE0, 0x1C, ALT, 0x01);
        assertThat(read(0x10)).isEqualTo(0x48E0);
        assertThat(read(0x10)).isEqualTo(0x8500);
        assertThat(read(0x10)).isEqualTo(0xE00D);
        assertThat(read(0x10)).isEqualTo(0x0100);
        keys(ALT | UP, 0x57, 0xE0, 0x1C);
        assertThat(read(0x00)).as("F11 is dropped, the grey Enter is Enter").isEqualTo(0x1C0D);
    }

    @Test
    void alt_and_digits_on_the_pad_type_a_character() {
        keys(ALT, 0x4B, 0x4B | UP, 0x4D, 0x4D | UP);
        assertThat(pc.interrupt(0x16, 0)).as("nothing before Alt is let go").isEqualTo(Outcome.WAIT);
        keys(ALT | UP);
        assertThat(read(0)).isEqualTo(46);
    }

    @Test
    void control_break_empties_the_buffer_and_calls_int_1b() {
        keys(0x1E, CONTROL);
        keys(0xE0);
        assertThat(pc.key(0x46)).isEqualTo(Action.BREAK);
        assertThat(pc.data.byteAt(BiosDataArea.BREAK_FLAG)).isEqualTo(0x80);
        assertThat(read(0)).isZero();
        assertThat(pc.interrupt(0x16, 0)).isEqualTo(Outcome.WAIT);
    }

    @Test
    void pause_stops_until_the_next_key_which_is_lost() {
        keys(0xE1, 0x1D);
        assertThat(pc.key(0x45)).isEqualTo(Action.PAUSE);
        keys(0xE1, 0x9D, 0xC5);
        assertThat(pc.data.byteAt(BiosDataArea.KEYBOARD_FLAGS_1) & 8).isEqualTo(8);
        assertThat(pc.key(0x39)).isEqualTo(Action.NOTHING);
        assertThat(pc.data.byteAt(BiosDataArea.KEYBOARD_FLAGS_1) & 8).isZero();
        assertThat(pc.interrupt(0x16, 0)).isEqualTo(Outcome.WAIT);
    }

    @Test
    void control_alt_delete_asks_for_a_warm_start() {
        keys(CONTROL, ALT, 0xE0);
        assertThat(pc.key(0x53)).isEqualTo(Action.RESET);
        assertThat(pc.data.wordAt(BiosDataArea.RESET_FLAG)).isEqualTo(0x1234);
    }

    @Test
    void print_screen_and_the_system_key_have_interrupts_of_their_own() {
        keys(0xE0, 0x2A, 0xE0);
        assertThat(pc.key(0x37)).isEqualTo(Action.PRINT_SCREEN);
        keys(0xE0, 0xB7, 0xE0, 0xAA, ALT);
        assertThat(pc.key(0x54)).isEqualTo(Action.SYSTEM_REQUEST);
        assertThat(pc.cpu.al()).isZero();
        assertThat(pc.key(0x54 | UP)).isEqualTo(Action.SYSTEM_REQUEST);
        assertThat(pc.cpu.al()).isEqualTo(1);
    }

    @Test
    void a_full_buffer_keeps_its_fifteen_keys() {
        for (int i = 0; i < 20; i++) {
            keys(0x02 + i % 10);
        }
        for (int i = 0; i < 15; i++) {
            assertThat(read(0) >> 8).isEqualTo(0x02 + i % 10);
        }
        assertThat(pc.interrupt(0x16, 0)).isEqualTo(Outcome.WAIT);
    }

    @Test
    void function_05_stores_a_key_and_function_12_tells_left_from_right() {
        pc.cpu.cx(0x3B00);
        assertThat(pc.interrupt(0x16, 0x0500)).isEqualTo(Outcome.RETURN);
        assertThat(pc.cpu.al()).isZero();
        assertThat(read(0)).isEqualTo(0x3B00);
        keys(0xE0, CONTROL, ALT);
        pc.interrupt(0x16, 0x1200);
        assertThat(pc.cpu.al()).as("either control, either alt").isEqualTo(0x0C);
        assertThat(pc.cpu.ah()).as("right control, left alt").isEqualTo(0x06);
    }

    @Test
    void the_lights_follow_the_locks_by_way_of_the_keyboards_acknowledgements() {
        keys(0x3A);
        assertThat(pc.ports.writes).contains(new TestPorts.Write(0x60, 0xED));
        keys(0xFA);
        assertThat(pc.ports.writes).endsWith(new TestPorts.Write(0x60, 0x04));
        pc.ports.writes.clear();
        keys(0xFA, 0x3A | UP, 0x1E);
        assertThat(pc.ports.writes).isEmpty();
    }

    /** Each letter's control code is its place in the alphabet, and its scan code stays in the high byte. */
    @Property
    void letters_obey_ascii(@ForAll @IntRange(min = 0, max = 0x58) int scan) {
        int plain = code(scan, false, false);
        int letter = plain & 0xFF;
        if (plain != KeyCodes.NONE && letter >= 'a' && letter <= 'z') {
            assertThat(code(scan, true, false)).isEqualTo(scan << 8 | letter - 0x20);
            assertThat(code(scan, false, true)).isEqualTo(scan << 8 | letter - 'a' + 1);
        }
    }

    /** What the old functions return, the enhanced ones return too, apart from the marks of the 101-key keyboard. */
    @Property
    void old_codes_are_a_subset(@ForAll @IntRange(min = 0, max = 0xFFFF) int stored) {
        int old = KeyboardServices.old(stored);
        int enhanced = KeyboardServices.enhanced(stored);
        if (old != KeyCodes.NONE && (stored & 0xFF) != 0xE0 && stored >> 8 != 0xE0) {
            assertThat(old).isEqualTo(enhanced);
        }
    }

    private static int code(int scan, boolean shift, boolean control) {
        return KeyCodes.code(scan, false, new KeyCodes.Modifiers(shift, control, false, false, false));
    }
}
