package reliquary.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import reliquary.bus.Key;
import reliquary.bus.KeyEvent;

class TypedTextTest {

    @Test
    void a_plain_character_is_its_key_down_and_up() {
        assertThat(TypedText.parse("a"))
                .containsExactly(new KeyStroke(List.of(KeyEvent.press(Key.A), KeyEvent.release(Key.A))));
    }

    @Test
    void a_capital_is_typed_with_shift_held() {
        assertThat(TypedText.parse("A:"))
                .containsExactly(
                        KeyStroke.of(List.of(Key.LEFT_SHIFT), Key.A),
                        KeyStroke.of(List.of(Key.LEFT_SHIFT), Key.SEMICOLON));
    }

    @Test
    void names_in_braces_are_keys_in_any_case() {
        assertThat(TypedText.parse("{ENTER}{f3}{Up}{ESC}{PGDN}"))
                .containsExactly(only(Key.ENTER), only(Key.F3), only(Key.UP), only(Key.ESCAPE), only(Key.PAGE_DOWN));
    }

    @Test
    void modifiers_go_down_first_and_come_up_last() {
        assertThat(TypedText.parse("{CTRL+ALT+DEL}"))
                .singleElement()
                .extracting(KeyStroke::events)
                .isEqualTo(List.of(
                        KeyEvent.press(Key.LEFT_CTRL),
                        KeyEvent.press(Key.LEFT_ALT),
                        KeyEvent.press(Key.DELETE),
                        KeyEvent.release(Key.DELETE),
                        KeyEvent.release(Key.LEFT_ALT),
                        KeyEvent.release(Key.LEFT_CTRL)));
        assertThat(TypedText.parse("{CTRL+C}{ALT+f4}{SHIFT+TAB}"))
                .containsExactly(
                        KeyStroke.of(List.of(Key.LEFT_CTRL), Key.C),
                        KeyStroke.of(List.of(Key.LEFT_ALT), Key.F4),
                        KeyStroke.of(List.of(Key.LEFT_SHIFT), Key.TAB));
    }

    @Test
    void braces_are_written_in_braces() {
        assertThat(TypedText.parse("{{}{}}}"))
                .containsExactly(
                        KeyStroke.of(List.of(Key.LEFT_SHIFT), Key.LEFT_BRACKET),
                        KeyStroke.of(List.of(Key.LEFT_SHIFT), Key.RIGHT_BRACKET),
                        KeyStroke.of(List.of(Key.LEFT_SHIFT), Key.RIGHT_BRACKET));
    }

    @Test
    void a_plus_can_be_pressed_with_a_modifier() {
        assertThat(TypedText.parse("{CTRL++}")).containsExactly(KeyStroke.of(List.of(Key.LEFT_CTRL), Key.EQUALS));
    }

    @Test
    void a_character_without_a_key_is_typed_by_its_number() {
        assertThat(TypedText.parse("é")).containsExactly(KeyStroke.ofCode(0x82));
        assertThat(KeyStroke.ofCode(130).events())
                .startsWith(KeyEvent.press(Key.LEFT_ALT), KeyEvent.press(Key.KEYPAD_1))
                .endsWith(KeyEvent.release(Key.KEYPAD_0), KeyEvent.release(Key.LEFT_ALT));
    }

    @Test
    void mistakes_are_named_with_their_position() {
        assertThatThrownBy(() -> TypedText.parse("dir{ENTR}"))
                .hasMessageContaining("position 5 of \"dir{ENTR}\"")
                .hasMessageContaining("no key is called 'ENTR'");
        assertThatThrownBy(() -> TypedText.parse("x{CTRL+FOO}")).hasMessageContaining("position 8");
        assertThatThrownBy(() -> TypedText.parse("ab{F1"))
                .hasMessageContaining("position 3")
                .hasMessageContaining("without '}'");
        assertThatThrownBy(() -> TypedText.parse("€"))
                .hasMessageContaining("position 1")
                .hasMessageContaining("cannot type '€'");
        assertThatThrownBy(() -> TypedText.parse("{}")).hasMessageContaining("position 1");
    }

    @Property(tries = 200)
    void every_key_that_goes_down_comes_up(
            @ForAll @StringLength(max = 40) @CharRange(from = ' ', to = 'z') String text) {
        Map<Key, Integer> down = new HashMap<>();
        for (KeyStroke stroke : TypedText.parse(text)) {
            for (KeyEvent event : stroke.events()) {
                int held = down.merge(event.key(), event.pressed() ? 1 : -1, Integer::sum);
                assertThat(held).isBetween(0, 1);
            }
            assertThat(down.values()).containsOnly(0);
        }
    }

    private static KeyStroke only(Key key) {
        return KeyStroke.of(List.of(), key);
    }
}
