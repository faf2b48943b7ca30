package reliquary.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class KeyDecoderTest {
    private static final String ESC = "\u001B";

    /** The strokes of what arrives at once, and then nothing more. */
    private static List<KeyStroke> decode(String arriving) {
        KeyDecoder decoder = new KeyDecoder();
        List<TerminalKey> keys = new ArrayList<>();
        for (char character : arriving.toCharArray()) {
            keys.addAll(decoder.accept(character));
        }
        keys.addAll(decoder.pause());
        return keys.stream().map(TerminalKey::stroke).toList();
    }

    private static List<KeyStroke> keys(String typed) {
        return TypedText.parse(typed);
    }

    @Test
    void characters_are_typed_as_on_a_us_keyboard() {
        assertThat(decode("dir /W\r")).isEqualTo(keys("dir /W{ENTER}"));
        assertThat(decode("\u007F\t")).isEqualTo(keys("{BACKSPACE}{TAB}"));
        assertThat(decode("ü€x")).isEqualTo(keys("üx"));
    }

    @Test
    void control_characters_are_combinations_with_ctrl() {
        assertThat(decode("\u0003\u001A\u001C\0")).isEqualTo(keys("{CTRL+C}{CTRL+Z}{CTRL+\\}{CTRL+2}"));
    }

    @Test
    void escape_alone_is_the_escape_key() {
        assertThat(decode(ESC)).isEqualTo(keys("{ESC}"));
        assertThat(decode(ESC + ESC)).isEqualTo(keys("{ESC}{ESC}"));
        assertThat(decode(ESC + ESC + ESC)).isEqualTo(keys("{ESC}{ESC}{ESC}"));
    }

    @Test
    void escape_before_a_character_is_alt() {
        assertThat(decode(ESC + "x" + ESC + "F")).isEqualTo(keys("{ALT+x}{ALT+SHIFT+F}"));
        assertThat(decode(ESC + "[")).isEqualTo(keys("{ALT+[}"));
        assertThat(decode(ESC + "O")).isEqualTo(keys("{ALT+SHIFT+O}"));
        assertThat(decode(ESC + "\r")).isEqualTo(keys("{ALT+ENTER}"));
    }

    @Test
    void xterm_cursor_and_function_keys() {
        assertThat(decode(ESC + "[A" + ESC + "OB" + ESC + "[C" + ESC + "OD"))
                .isEqualTo(keys("{UP}{DOWN}{RIGHT}{LEFT}"));
        assertThat(decode(ESC + "[H" + ESC + "[F" + ESC + "[2~" + ESC + "[3~" + ESC + "[5~" + ESC + "[6~"))
                .isEqualTo(keys("{HOME}{END}{INS}{DEL}{PGUP}{PGDN}"));
        assertThat(decode(ESC + "OP" + ESC + "OS" + ESC + "[15~" + ESC + "[21~" + ESC + "[24~"))
                .isEqualTo(keys("{F1}{F4}{F5}{F10}{F12}"));
    }

    @Test
    void xterm_modifiers() {
        assertThat(decode(ESC + "[1;5A" + ESC + "[1;2P" + ESC + "[1;3S" + ESC + "[3;6~"))
                .isEqualTo(keys("{CTRL+UP}{SHIFT+F1}{ALT+F4}{CTRL+SHIFT+DEL}"));
        assertThat(decode(ESC + "[Z")).isEqualTo(keys("{SHIFT+TAB}"));
        assertThat(decode(ESC + "[27;5;9~" + ESC + "[13;3u")).isEqualTo(keys("{CTRL+TAB}{ALT+ENTER}"));
    }

    @Test
    void linux_console_and_rxvt() {
        assertThat(decode(ESC + "[[A" + ESC + "[[E" + ESC + "[17~")).isEqualTo(keys("{F1}{F5}{F6}"));
        assertThat(decode(ESC + "[25~" + ESC + "[1~" + ESC + "[4~")).isEqualTo(keys("{SHIFT+F1}{HOME}{END}"));
        assertThat(decode(ESC + "[5^" + ESC + "[6$" + ESC + "[a" + ESC + "Ob"))
                .isEqualTo(keys("{CTRL+PGUP}{SHIFT+PGDN}{SHIFT+UP}{CTRL+DOWN}"));
        assertThat(decode(ESC + ESC + "[A")).isEqualTo(keys("{ALT+UP}"));
    }

    @Test
    void keypad_in_application_mode() {
        assertThat(decode(ESC + "OM" + ESC + "Op" + ESC + "Oy" + ESC + "Ok"))
                .isEqualTo(keys("{KEYPAD_ENTER}{KEYPAD_0}{KEYPAD_9}{KEYPAD_PLUS}"));
    }

    @Test
    void unknown_sequences_are_swallowed_whole() {
        assertThat(decode(ESC + "[?1;2c" + ESC + "[99~" + ESC + "[<0;3;4M" + "a"))
                .isEqualTo(keys("a"));
    }

    @Test
    void the_menu_key_is_recognised() {
        List<TerminalKey> keys = new KeyDecoder().accept('\u001D');
        assertThat(keys).singleElement().extracting(TerminalKey::character).isEqualTo(TerminalKey.MENU);
    }

    @Property(tries = 1000)
    void whatever_arrives_the_next_key_after_a_pause_is_understood(
            @ForAll @StringLength(max = 50) @CharRange(from = '\0', to = '\u00FF') String noise) {
        KeyDecoder decoder = new KeyDecoder();
        for (char character : noise.toCharArray()) {
            decoder.accept(character);
        }
        decoder.pause();
        assertThat(decoder.isWaiting()).isFalse();
        assertThat(decoder.accept('q')).extracting(TerminalKey::stroke).isEqualTo(keys("q"));
    }
}
