package reliquary.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class CodePage437Test {

    @Test
    void every_code_but_0_comes_back_from_its_character() {
        for (int code = 1; code < 256; code++) {
            assertThat(CodePage437.fromUnicode(CodePage437.toUnicode(code))).isEqualTo(code);
        }
    }

    @Test
    void codes_with_text_meaning_agree_with_the_platforms_charset() {
        Assumptions.assumeTrue(Charset.isSupported("IBM437"), "this Java runtime lacks the IBM437 charset");
        for (int code = 0x20; code < 256; code++) {
            if (code != 0x7F) {
                char platform = new String(new byte[] {(byte) code}, Charset.forName("IBM437")).charAt(0);
                assertThat(CodePage437.toUnicode(code)).as("%02Xh", code).isEqualTo(platform);
            }
        }
    }

    @Test
    void control_codes_have_their_symbols() {
        assertThat(CodePage437.toUnicode(0x00)).isEqualTo(' ');
        assertThat(CodePage437.toUnicode(0x01)).isEqualTo('☺');
        assertThat(CodePage437.toUnicode(0x0D)).isEqualTo('♪');
        assertThat(CodePage437.toUnicode(0x10)).isEqualTo('►');
        assertThat(CodePage437.toUnicode(0x1B)).isEqualTo('←');
        assertThat(CodePage437.toUnicode(0x7F)).isEqualTo('⌂');
    }

    @Test
    void a_character_that_the_code_page_lacks_has_no_code() {
        assertThat(CodePage437.fromUnicode('€')).isEqualTo(-1);
    }
}
