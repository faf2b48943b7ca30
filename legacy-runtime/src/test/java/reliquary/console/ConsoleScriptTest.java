package reliquary.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import reliquary.console.ConsoleScript.Step;

class ConsoleScriptTest {

    @Test
    void nothing_is_typed_before_the_screen_shows_what_is_awaited() {
        ConsoleScript script = new ConsoleScript(List.of(until("A:\\\\>"), type("ver{ENTER}"), until("version")));
        assertThat(script.next("Loading")).isEmpty();
        assertThat(script.awaited()).map(Pattern::pattern).hasValue("A:\\\\>");
        assertThat(script.next("A:\\>")).isEqualTo(TypedText.parse("v").stream().findFirst());
        assertThat(script.next("A:\\>v")).isPresent();
        assertThat(script.next("A:\\>ve")).isPresent();
        assertThat(script.next("A:\\>ver")).contains(TypedText.parse("{ENTER}").get(0));
        assertThat(script.isDone()).isFalse();
        assertThat(script.next("A:\\>ver\nversion 7\nA:\\>")).isEmpty();
        assertThat(script.isDone()).isTrue();
        assertThat(script.endsRun()).isTrue();
    }

    @Test
    void text_typed_last_does_not_end_the_run() {
        ConsoleScript script = new ConsoleScript(List.of(type("x")));
        assertThat(script.next("")).isPresent();
        assertThat(script.isDone()).isTrue();
        assertThat(script.endsRun()).isFalse();
    }

    @Test
    void an_empty_script_is_done() {
        ConsoleScript script = new ConsoleScript(List.of());
        assertThat(script.isDone()).isTrue();
        assertThat(script.endsRun()).isFalse();
        assertThat(script.next("anything")).isEmpty();
    }

    @Test
    void two_patterns_in_a_row_may_match_the_same_screen() {
        ConsoleScript script = new ConsoleScript(List.of(until("one"), until("two")));
        script.next("one two");
        script.next("one two");
        assertThat(script.endsRun()).isTrue();
    }

    @Test
    void empty_text_is_typed_at_once() {
        ConsoleScript script = new ConsoleScript(List.of(type(""), until("x")));
        assertThat(script.awaited()).isPresent();
    }

    @Test
    void patterns_span_rows_as_rows_are_joined_by_newlines() {
        ConsoleScript script = new ConsoleScript(List.of(until("kernel version.*\\n(.*\\n)*.*A:\\\\>")));
        script.next("A:\\>ver /r\nFreeDOS kernel version 0.0.40\n\nmore\n\nA:\\>");
        assertThat(script.endsRun()).isTrue();
    }

    @Test
    void a_pattern_that_backtracks_for_ever_is_refused() {
        ConsoleScript script = new ConsoleScript(List.of(until("(.*)(.*)(.*)(.*)(.*)\\5x")));
        assertThatThrownBy(() -> script.next("a".repeat(200) + "b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'(.*)(.*)(.*)(.*)(.*)\\5x' takes too long");
    }

    private static Step until(String pattern) {
        return new Step.Until(Pattern.compile(pattern));
    }

    private static Step type(String text) {
        return new Step.Type(TypedText.parse(text));
    }
}
