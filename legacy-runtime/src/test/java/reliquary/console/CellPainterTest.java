package reliquary.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import reliquary.console.CellGrid.CursorShape;

class CellPainterTest {
    private static final int COLUMNS = 7;
    private static final int ROWS = 3;

    private record Cell(int place, int code, int colours, int flags) {}

    @Provide
    Arbitrary<Cell> cell() {
        Arbitrary<Integer> place = Arbitraries.integers().between(0, COLUMNS * ROWS - 1);
        Arbitrary<Integer> octet = Arbitraries.integers().between(0, 255);
        return Combinators.combine(place, octet, octet, Arbitraries.integers().between(0, 3))
                .as(Cell::new);
    }

    @Property(tries = 200)
    void after_each_painting_the_terminal_shows_the_grid(
            @ForAll @Size(max = 8) List<@Size(max = 10) List<@From("cell") Cell>> frames) {
        CellPainter painter = new CellPainter(TerminalColours.COLOURS_16);
        VirtualTerminal terminal = new VirtualTerminal(COLUMNS, ROWS);
        for (List<Cell> frame : frames) {
            CellGrid grid = new CellGrid(COLUMNS, ROWS);
            for (Cell cell : frame) {
                grid.put(
                        cell.place % COLUMNS,
                        cell.place / COLUMNS,
                        CodePage437.toUnicode(cell.code),
                        CellGrid.numbered(0, cell.colours & 15),
                        CellGrid.numbered(0, cell.colours >> 4),
                        cell.flags);
            }
            terminal.write(painter.paint(grid));
            assertShows(terminal, grid);
        }
    }

    private static void assertShows(VirtualTerminal terminal, CellGrid grid) {
        TerminalColours colours = TerminalColours.COLOURS_16;
        for (int at = 0; at < COLUMNS * ROWS; at++) {
            int column = at % COLUMNS;
            int row = at / COLUMNS;
            assertThat(terminal.characters[at]).isEqualTo(grid.character(column, row));
            assertThat(terminal.renditions[at])
                    .startsWith("0;" + colours.foreground(grid.foreground(column, row)) + ";"
                            + colours.background(grid.background(column, row)));
            assertThat(terminal.renditions[at].contains(";5")).isEqualTo((grid.flags(column, row) & 1) != 0);
            assertThat(terminal.renditions[at].contains(";4;") || terminal.renditions[at].endsWith(";4"))
                    .isEqualTo((grid.flags(column, row) & 2) != 0);
        }
        assertThat(terminal.cursorShown).isFalse();
    }

    @Test
    void what_is_shown_already_is_not_sent_again() {
        CellPainter painter = new CellPainter(TerminalColours.TRUE_COLOUR);
        CellGrid grid = new CellGrid(80, 25);
        assertThat(painter.paint(grid)).hasSizeGreaterThan(2000);
        assertThat(painter.paint(new CellGrid(80, 25))).isEmpty();
        CellGrid changed = new CellGrid(80, 25);
        changed.put(5, 5, 'x', CellGrid.GREY, CellGrid.BLACK, 0);
        assertThat(painter.paint(changed)).contains("\u001B[6;6H").hasSizeLessThan(80);
        painter.forget();
        assertThat(painter.paint(changed)).hasSizeGreaterThan(2000);
    }

    @Test
    void another_size_is_painted_from_scratch() {
        CellPainter painter = new CellPainter(TerminalColours.COLOURS_256);
        painter.paint(new CellGrid(80, 25));
        assertThat(painter.paint(new CellGrid(81, 25))).contains("\u001B[2J").hasSizeGreaterThan(2000);
    }

    @Test
    void the_cursor_moves_without_repainting() {
        CellPainter painter = new CellPainter(TerminalColours.COLOURS_16);
        VirtualTerminal terminal = new VirtualTerminal(10, 4);
        terminal.write(painter.paint(new CellGrid(10, 4)));
        CellGrid grid = new CellGrid(10, 4);
        grid.cursor(3, 2, CursorShape.BLOCK);
        String sent = painter.paint(grid);
        terminal.write(sent);
        assertThat(sent).hasSizeLessThan(30);
        assertThat(terminal.column).isEqualTo(3);
        assertThat(terminal.row).isEqualTo(2);
        assertThat(terminal.cursorShown).isTrue();
        assertThat(terminal.cursorStyle).isEqualTo(1);
    }

    @Test
    void sixteen_colours_go_by_number_with_red_and_blue_exchanged() {
        assertThat(TerminalColours.COLOURS_16.foreground(CellGrid.numbered(0, 1)))
                .isEqualTo("34");
        assertThat(TerminalColours.COLOURS_16.foreground(CellGrid.numbered(0, 12)))
                .isEqualTo("91");
        assertThat(TerminalColours.COLOURS_16.background(CellGrid.numbered(0, 14)))
                .isEqualTo("103");
        assertThat(TerminalColours.COLOURS_16.background(CellGrid.plain(0xA05000)))
                .isEqualTo("43");
    }

    @Test
    void more_colours_go_by_their_parts() {
        assertThat(TerminalColours.TRUE_COLOUR.foreground(CellGrid.numbered(0x0102FF, 1)))
                .isEqualTo("38;2;1;2;255");
        assertThat(TerminalColours.COLOURS_256.background(CellGrid.plain(0xFF0000)))
                .isEqualTo("48;5;196");
        assertThat(TerminalColours.COLOURS_256.background(CellGrid.plain(0x808080)))
                .isEqualTo("48;5;244");
    }

    @Test
    void what_a_terminal_can_do_follows_from_its_environment() {
        assertThat(TerminalColours.of(Optional.of("truecolor"), 8)).isEqualTo(TerminalColours.TRUE_COLOUR);
        assertThat(TerminalColours.of(Optional.empty(), 256)).isEqualTo(TerminalColours.COLOURS_256);
        assertThat(TerminalColours.of(Optional.empty(), 0x1000000)).isEqualTo(TerminalColours.TRUE_COLOUR);
        assertThat(TerminalColours.of(Optional.of(""), 8)).isEqualTo(TerminalColours.COLOURS_16);
    }
}
