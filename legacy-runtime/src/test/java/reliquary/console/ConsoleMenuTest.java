package reliquary.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleMenuTest {
    private static final char MENU = TerminalKey.MENU;

    private final RecordingTarget target = new RecordingTarget();
    private final List<KeyStroke> sent = new ArrayList<>();
    private final ConsoleMenu menu = new ConsoleMenu(target, sent::add);

    private void type(String characters) {
        KeyDecoder decoder = new KeyDecoder();
        for (char character : characters.toCharArray()) {
            decoder.accept(character).forEach(menu::accept);
        }
        decoder.pause().forEach(menu::accept);
    }

    @Test
    void closed_it_lets_keys_through() {
        type("ab");
        assertThat(sent).isEqualTo(TypedText.parse("ab"));
        assertThat(menu.line()).isEmpty();
    }

    @Test
    void open_it_shows_its_choices_and_keeps_other_keys() {
        type(MENU + "xyz");
        assertThat(menu.line()).hasValueSatisfying(line -> assertThat(line).contains("s screenshot", "q quit"));
        assertThat(sent).isEmpty();
        type("\u001B");
        assertThat(menu.line()).isEmpty();
    }

    @Test
    void twice_the_menu_key_reaches_the_machine() {
        type("" + MENU + MENU);
        assertThat(sent).isEqualTo(TypedText.parse("{CTRL+]}"));
    }

    @Test
    void reset_and_quit_are_wishes_to_the_machine() {
        type(MENU + "r" + MENU + "q");
        assertThat(target.wishes()).containsExactly("reset", "stop");
    }

    @Test
    void a_screenshot_tells_where_it_is_or_why_not() {
        type(MENU + "s");
        assertThat(menu.line()).hasValue(" saved screen.png");
        type(MENU + "s");
        assertThat(menu.line()).hasValue(" the screenshot could not be saved: disk full");
        type("a");
        assertThat(menu.line()).isEmpty();
        assertThat(sent).isEqualTo(TypedText.parse("a"));
    }

    @Test
    void a_key_can_be_sent_by_name() {
        type(MENU + "kctrl+alt+dex\u007Fl\r");
        assertThat(sent).isEqualTo(TypedText.parse("{CTRL+ALT+DEL}"));
    }

    @Test
    void a_name_that_no_key_has_is_told() {
        type(MENU + "knope");
        assertThat(menu.line()).hasValueSatisfying(line -> assertThat(line).endsWith("nope"));
        type("\r");
        assertThat(menu.line()).hasValueSatisfying(line -> assertThat(line).contains("no key is called 'nope'"));
        assertThat(sent).isEmpty();
    }
}
