package reliquary.shim.bios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Cp437FontTest {
    @ParameterizedTest
    @ValueSource(ints = {8, 14, 16})
    void every_character_but_the_blanks_looks_different(int height) {
        Cp437Font font = Cp437Font.ofHeight(height);
        Map<String, Integer> seen = new HashMap<>();
        for (int code = 1; code < 256; code++) {
            if (code == ' ' || code == 0xFF) {
                assertThat(font.glyph(code)).containsOnly(0);
            } else {
                Integer twin = seen.put(java.util.HexFormat.of().formatHex(font.glyph(code)), code);
                assertThat(twin).as("%02X looks like", code).isNull();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 14, 16})
    void lines_join_across_cells(int height) {
        Cp437Font font = Cp437Font.ofHeight(height);
        int doubleVertical = font.row(0xBA, 0);
        // above and below: every character with a double line down meets every one with a double line up
        for (int code : new int[] {0xBA, 0xC9, 0xBB, 0xCB, 0xCC, 0xB9, 0xCE}) {
            assertThat(font.row(code, height - 1)).as("%02X down", code).isEqualTo(doubleVertical);
        }
        for (int code : new int[] {0xBA, 0xC8, 0xBC, 0xCA, 0xCC, 0xB9, 0xCE}) {
            assertThat(font.row(code, 0)).as("%02X up", code).isEqualTo(doubleVertical);
        }
        // left and right: the rows that reach the right edge of one reach the left edge of the other
        assertThat(edge(font, 0xC9, 0x01)).isEqualTo(edge(font, 0xCD, 0x80)).isEqualTo(edge(font, 0xBB, 0x80));
        assertThat(edge(font, 0xDA, 0x01)).isEqualTo(edge(font, 0xC4, 0x80)).isEqualTo(edge(font, 0xBF, 0x80));
        assertThat(edge(font, 0xD5, 0x01)).isEqualTo(edge(font, 0xCD, 0x80)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 14, 16})
    void half_blocks_fill_exactly_half_a_cell(int height) {
        Cp437Font font = Cp437Font.ofHeight(height);
        for (int y = 0; y < height; y++) {
            assertThat(font.row(0xDF, y)).isEqualTo(y < height / 2 ? 0xFF : 0);
            assertThat(font.row(0xDC, y)).isEqualTo(y < height / 2 ? 0 : 0xFF);
            assertThat(font.row(0xDD, y)).isEqualTo(0xF0);
            assertThat(font.row(0xDE, y)).isEqualTo(0x0F);
            assertThat(font.row(0xDB, y)).isEqualTo(0xFF);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 14, 16})
    void shades_alternate_within_and_across_cells(int height) {
        Cp437Font font = Cp437Font.ofHeight(height);
        for (int code = 0xB0; code <= 0xB2; code++) {
            for (int y = 0; y < height; y++) {
                assertThat(font.row(code, y)).isEqualTo(font.row(code, (y + 2) % height));
            }
        }
        assertThat(font.row(0xB1, 0) ^ font.row(0xB1, 1)).isEqualTo(0xFF);
    }

    @Test
    void a_letter_is_drawn_as_the_chart_shows_it() {
        assertThat(Cp437Font.ofHeight(16).glyph('T'))
                .containsExactly(0, 0, 0x7E, 0x18, 0x18, 0x18, 0x18, 0x18, 0x18, 0x18, 0x18, 0x18, 0, 0, 0, 0);
        assertThat(Cp437Font.ofHeight(14).glyph('T'))
                .containsExactly(0, 0, 0x7E, 0x18, 0x18, 0x18, 0x18, 0x18, 0x18, 0x18, 0x18, 0, 0, 0);
        assertThat(Cp437Font.ofHeight(8).glyph('T')).containsExactly(0x7E, 0x18, 0x18, 0x18, 0x18, 0x18, 0x18, 0);
    }

    @Test
    void only_the_adapters_heights_exist() {
        assertThatThrownBy(() -> Cp437Font.ofHeight(10)).hasMessageContaining("8, 14 or 16");
    }

    private static java.util.List<Integer> edge(Cp437Font font, int code, int dot) {
        return IntStream.range(0, font.height())
                .filter(y -> (font.row(code, y) & dot) != 0)
                .boxed()
                .toList();
    }
}
