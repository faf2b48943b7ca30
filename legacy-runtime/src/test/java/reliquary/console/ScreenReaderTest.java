package reliquary.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import reliquary.device.VgaCard;
import reliquary.device.VgaCard.Mode;

class ScreenReaderTest {
    private final VgaCard card = new VgaCard(Mode.TEXT_80);
    private final ScreenReader reader = new ScreenReader(card.vga);

    private void print(int row, int column, String text) {
        for (int i = 0; i < text.length(); i++) {
            int address = VgaCard.COLOUR_TEXT + 2 * (row * 80 + column + i);
            card.memory.write16(address, 0x0700 | CodePage437.fromUnicode(text.charAt(i)));
        }
    }

    /** Gives every code a glyph whose 16 rows have the bits of the code. */
    private void loadGlyphs() {
        card.set(Mode.VGA_12);
        card.sequencer(2, 4);
        for (int code = 0; code < 256; code++) {
            for (int row = 0; row < 16; row++) {
                card.memory.write8(VgaCard.GRAPHICS + code * 32 + row, code);
            }
        }
        card.set(Mode.TEXT_80);
    }

    @Test
    void text_is_rows_without_trailing_blanks() {
        print(0, 0, "A:\\>ver");
        print(2, 4, "é ☺ x   ");
        TextScreen screen = reader.text().orElseThrow();
        assertThat(screen.columns()).isEqualTo(80);
        assertThat(screen.rows()).isEqualTo(25);
        assertThat(screen.text()).startsWith("A:\\>ver\n\n    é ☺ x\n\n").endsWith("\n\n\n");
        assertThat(screen.text().lines().count()).isEqualTo(24);
    }

    @Test
    void forty_columns_and_fifty_rows_follow_from_the_registers() {
        card.crtc(0x09, 0x47);
        assertThat(reader.text().orElseThrow().rows()).isEqualTo(50);
        card.set(Mode.TEXT_40);
        assertThat(reader.text().orElseThrow().columns()).isEqualTo(40);
    }

    @Test
    void monochrome_text_is_read_from_its_own_window() {
        card.set(Mode.MONO_TEXT);
        card.memory.write16(0xB0000, 0x0158);
        TextScreen screen = reader.text().orElseThrow();
        assertThat(screen.row(0)).isEqualTo("X");
        assertThat(screen.style().underlined(0x01)).isTrue();
        assertThat(screen.style().underlined(0x07)).isFalse();
    }

    @Test
    void the_start_address_chooses_the_page() {
        print(25, 0, "second");
        card.crtc(0x0C, 2000 >> 8);
        card.crtc(0x0D, 2000 & 0xFF);
        assertThat(reader.text().orElseThrow().row(0)).isEqualTo("second");
    }

    @Test
    void below_the_line_compare_memory_starts_anew() {
        print(0, 0, "status");
        print(1, 0, "body");
        card.crtc(0x0D, 80);
        card.crtc(0x07, 0x0F);
        card.crtc(0x09, 0x0F);
        card.crtc(0x18, 24 * 16 - 1 & 0xFF);
        card.crtc(0x07, 0x1F);
        TextScreen screen = reader.text().orElseThrow();
        assertThat(screen.row(0)).isEqualTo("body");
        assertThat(screen.row(24)).isEqualTo("status");
    }

    @Test
    void the_cursor_has_place_shape_and_can_be_hidden() {
        card.crtc(0x0E, 0);
        card.crtc(0x0F, 83);
        assertThat(reader.text().orElseThrow().cursor()).isEqualTo(new TextScreen.Cursor(3, 1, 13, 14, true));
        card.crtc(0x0A, 0x2D);
        assertThat(reader.text().orElseThrow().cursor().visible()).isFalse();
        card.crtc(0x0A, 0x0D);
        card.crtc(0x0E, 0xFF);
        assertThat(reader.text().orElseThrow().cursor().visible()).isFalse();
    }

    @Test
    void a_text_picture_has_nine_dots_and_only_line_graphics_reach_the_ninth() {
        loadGlyphs();
        print(0, 0, "█A");
        card.memory.write16(VgaCard.COLOUR_TEXT + 4, 0x07DF);
        Framebuffer picture = reader.picture();
        assertThat(picture.width()).isEqualTo(720);
        assertThat(picture.height()).isEqualTo(400);
        int on = card.vga.colour(7);
        int off = card.vga.colour(0);
        assertThat(row(picture, 9, 18)).containsExactly(off, on, off, off, off, off, off, on, off);
        // DFh as a line graphic repeats its eighth dot; the full block DBh is one, too.
        assertThat(row(picture, 18, 27)).containsExactly(on, on, off, on, on, on, on, on, on);
        assertThat(row(picture, 0, 9)).containsExactly(on, on, off, on, on, off, on, on, on);
    }

    @Test
    void the_cursor_is_drawn_in_the_characters_colour() {
        print(0, 0, " ");
        card.crtc(0x0E, 0);
        card.crtc(0x0F, 0);
        Framebuffer picture = reader.picture();
        assertThat(picture.pixel(4, 12)).isEqualTo(card.vga.colour(0));
        assertThat(picture.pixel(4, 13)).isEqualTo(card.vga.colour(7));
        assertThat(picture.pixel(4, 15)).isEqualTo(card.vga.colour(0));
    }

    @Test
    void bit_7_of_an_attribute_blinks_or_brightens() {
        card.memory.write16(VgaCard.COLOUR_TEXT, 0x9F20);
        card.attribute(0x10, 0x0C);
        assertThat(reader.text().orElseThrow().style().blinking(0x9F)).isTrue();
        assertThat(reader.picture().pixel(0, 0)).isEqualTo(card.vga.colour(1));
        card.attribute(0x10, 0x04);
        assertThat(reader.text().orElseThrow().style().blinking(0x9F)).isFalse();
        assertThat(reader.picture().pixel(0, 0)).isEqualTo(card.vga.colour(9));
    }

    @Test
    void mode_13h_is_a_byte_for_a_pixel() {
        card.set(Mode.VGA_13);
        card.memory.write8(VgaCard.GRAPHICS + 320 * 100 + 319, 0xA5);
        Framebuffer picture = reader.picture();
        assertThat(picture.width()).isEqualTo(320);
        assertThat(picture.height()).isEqualTo(200);
        assertThat(picture.pixel(319, 100)).isEqualTo(card.vga.colour(0xA5));
        assertThat(picture.pixel(318, 100)).isEqualTo(card.vga.colour(0));
        assertThat(reader.text()).isEmpty();
    }

    @Test
    void unchained_mode_x_shows_four_pixels_an_address_and_pans_by_one() {
        card.set(Mode.VGA_13);
        card.sequencer(4, 0x06);
        card.crtc(0x14, 0x00);
        card.crtc(0x17, 0xE3);
        card.sequencer(2, 0x04);
        card.memory.write8(VgaCard.GRAPHICS + 80 + 1, 0x33);
        assertThat(reader.picture().pixel(6, 1)).isEqualTo(card.vga.colour(0x33));
        card.attribute(0x13, 2);
        assertThat(reader.picture().pixel(5, 1)).isEqualTo(card.vga.colour(0x33));
    }

    @Test
    void planar_16_colour_modes_take_a_bit_of_each_plane() {
        card.set(Mode.VGA_12);
        card.sequencer(2, 0x0A);
        card.memory.write8(VgaCard.GRAPHICS + 80 * 479 + 79, 0x01);
        Framebuffer picture = reader.picture();
        assertThat(picture.width()).isEqualTo(640);
        assertThat(picture.height()).isEqualTo(480);
        assertThat(picture.pixel(639, 479)).isEqualTo(card.vga.colour(10));
        card.set(Mode.EGA_0D);
        card.sequencer(2, 0x0F);
        card.memory.write8(VgaCard.GRAPHICS + 40, 0x80);
        assertThat(reader.picture().height()).isEqualTo(200);
        assertThat(reader.picture().pixel(0, 1)).isEqualTo(card.vga.colour(15));
    }

    @Test
    void cga_modes_interleave_lines_in_two_halves() {
        card.set(Mode.CGA_4);
        card.memory.write8(VgaCard.COLOUR_TEXT, 0b00_01_10_11);
        card.memory.write8(VgaCard.COLOUR_TEXT + 0x2000, 0xC0);
        card.memory.write8(VgaCard.COLOUR_TEXT + 1, 0x40);
        Framebuffer picture = reader.picture();
        assertThat(picture.width()).isEqualTo(320);
        assertThat(picture.height()).isEqualTo(200);
        assertThat(row(picture, 0, 5))
                .containsExactly(
                        card.vga.colour(0),
                        card.vga.colour(1),
                        card.vga.colour(2),
                        card.vga.colour(3),
                        card.vga.colour(1));
        assertThat(picture.pixel(0, 1)).isEqualTo(card.vga.colour(3));
        card.set(Mode.CGA_6);
        card.memory.write8(VgaCard.COLOUR_TEXT + 0x2000 + 79, 0x01);
        assertThat(reader.picture().width()).isEqualTo(640);
        assertThat(reader.picture().pixel(639, 1)).isEqualTo(card.vga.colour(1));
    }

    @Test
    void a_screen_that_is_switched_off_is_black() {
        card.set(Mode.VGA_13);
        card.memory.write8(VgaCard.GRAPHICS, 0x15);
        card.sequencer(1, 0x21);
        assertThat(reader.picture().pixel(0, 0)).isEqualTo(0xFF000000);
        card.sequencer(1, 0x01);
        assertThat(reader.picture().pixel(0, 0)).isEqualTo(card.vga.colour(0x15));
    }

    @Test
    void a_card_without_a_mode_can_be_read() {
        ScreenReader fresh = new ScreenReader(new VgaCard().vga);
        assertThat(fresh.text().orElseThrow().text()).isBlank();
        assertThat(fresh.picture().pixel(0, 0)).isEqualTo(0xFF000000);
    }

    private static int[] row(Framebuffer picture, int from, int to) {
        int[] pixels = new int[to - from];
        for (int x = from; x < to; x++) {
            pixels[x - from] = picture.pixel(x, 0);
        }
        return pixels;
    }
}
