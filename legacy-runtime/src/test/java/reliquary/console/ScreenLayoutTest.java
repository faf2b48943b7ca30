package reliquary.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reliquary.console.CellGrid.CursorShape;

class ScreenLayoutTest {
    private static final List<Integer> COLOURS =
            IntStream.range(0, 16).mapToObj(i -> 0xFF000000 | i * 0x0F0F0F).toList();

    private static TextScreen text(int columns, int rows, int code, int attribute, boolean blinks) {
        byte[] cells = new byte[columns * rows * 2];
        cells[0] = (byte) code;
        cells[1] = (byte) attribute;
        TextScreen.Style style = new TextScreen.Style(blinks, false, COLOURS);
        return new TextScreen(columns, rows, cells, new TextScreen.Cursor(2, 1, 13, 14, true), style);
    }

    @Test
    void text_keeps_its_characters_colours_and_cursor() {
        CellGrid grid = ScreenLayout.of(text(80, 25, 0xDB, 0x1E, true), 80, 25);
        assertThat(grid.character(0, 0)).isEqualTo('█');
        assertThat(grid.foreground(0, 0)).isEqualTo(CellGrid.numbered(14 * 0x0F0F0F, 14));
        assertThat(grid.background(0, 0)).isEqualTo(CellGrid.numbered(0x0F0F0F, 1));
        assertThat(grid.cursor()).isEqualTo(CursorShape.UNDERLINE);
        assertThat(grid.cursorColumn()).isEqualTo(2);
        assertThat(grid.cursorRow()).isEqualTo(1);
    }

    @Test
    void bit_7_blinks_or_is_a_bright_background() {
        CellGrid blinking = ScreenLayout.of(text(80, 25, 'x', 0x9E, true), 80, 25);
        assertThat(blinking.flags(0, 0)).isEqualTo(CellGrid.BLINKING);
        assertThat(blinking.background(0, 0)).isEqualTo(CellGrid.numbered(0x0F0F0F, 1));
        CellGrid bright = ScreenLayout.of(text(80, 25, 'x', 0x9E, false), 80, 25);
        assertThat(bright.flags(0, 0)).isZero();
        assertThat(bright.background(0, 0)).isEqualTo(CellGrid.numbered(9 * 0x0F0F0F, 9));
    }

    @Test
    void a_terminal_that_is_too_small_is_told_so() {
        CellGrid grid = ScreenLayout.of(text(80, 25, 'x', 7, true), 60, 20);
        assertThat(row(grid, 0)).startsWith("This terminal has 60x20 characters, the screen 80x25.");
        assertThat(row(grid, 1)).contains("enlarge").contains("Ctrl-]");
        assertThat(grid.cursor()).isEqualTo(CursorShape.HIDDEN);
        assertThat(row(ScreenLayout.of(text(80, 25, 'x', 7, true), 1, 1), 0)).isEqualTo("T");
    }

    @Test
    void a_row_to_spare_names_the_menu_key() {
        assertThat(row(ScreenLayout.of(text(80, 25, 'x', 7, true), 80, 26), 25)).contains("Ctrl-] menu");
    }

    @Test
    void a_picture_is_shown_in_half_blocks_four_to_three() {
        Framebuffer picture = new Framebuffer(320, 200);
        for (int y = 0; y < 200; y++) {
            for (int x = 0; x < 320; x++) {
                picture.pixel(x, y, y < 100 ? 0xFFFF0000 : x < 160 ? 0xFF00FF00 : 0xFF0000FF);
            }
        }
        CellGrid grid = ScreenLayout.of(picture, 100, 30);
        assertThat(grid.character(9, 0)).isEqualTo(' ');
        assertThat(grid.character(10, 0)).isEqualTo('▀');
        assertThat(grid.foreground(10, 0)).isEqualTo(0xFF0000);
        assertThat(grid.background(10, 14)).isEqualTo(0xFF0000);
        assertThat(grid.foreground(10, 15)).isEqualTo(0x00FF00);
        assertThat(grid.foreground(89, 29)).isEqualTo(0x0000FF);
        assertThat(grid.character(90, 0)).isEqualTo(' ');
    }

    @Test
    void every_size_of_terminal_can_be_laid_out() {
        Framebuffer picture = new Framebuffer(640, 480);
        for (int size = 1; size < 200; size += 7) {
            assertThat(ScreenLayout.of(picture, size, 1).rows).isEqualTo(1);
            assertThat(ScreenLayout.of(picture, 1, size).columns).isEqualTo(1);
        }
    }

    @Test
    void the_banner_covers_the_last_row() {
        CellGrid grid = ScreenLayout.of(text(80, 25, 'x', 7, true), 80, 25);
        ScreenLayout.banner(grid, " menu");
        assertThat(row(grid, 24)).isEqualTo(" menu");
        assertThat(Collections.frequency(
                        IntStream.range(0, 80)
                                .mapToObj(i -> grid.background(i, 24))
                                .toList(),
                        grid.background(0, 24)))
                .isEqualTo(80);
    }

    private static String row(CellGrid grid, int row) {
        StringBuilder text = new StringBuilder();
        for (int column = 0; column < grid.columns; column++) {
            text.append(grid.character(column, row));
        }
        return text.toString().stripTrailing();
    }
}
