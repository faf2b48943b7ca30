package reliquary.console;

import java.util.Optional;

/**
 * Turns what a terminal should show into control sequences for what is different from before (ECMA-48; DECTCEM and DECSCUSR
 * of DEC's and xterm's terminals).
 */
final class CellPainter {
    /** Leaves the person's screen alone, stops the cursor from wrapping at the right edge. */
    static final String ENTER = "\u001B[?1049h\u001B[?7l";

    /** Undoes {@link #ENTER} and everything that painting sets. */
    static final String LEAVE = "\u001B[0m\u001B[0 q\u001B[?7h\u001B[?25h\u001B[?1049l";

    private final TerminalColours colours;
    private Optional<CellGrid> shown = Optional.empty();
    private final StringBuilder out = new StringBuilder();
    private int column;
    private int row;
    private String rendition = "";

    CellPainter(TerminalColours colours) {
        this.colours = colours;
    }

    /** Assumes nothing about what the terminal shows: the next painting is complete. */
    void forget() {
        shown = Optional.empty();
    }

    /** The control sequences that make the terminal show {@code next}; empty if it does already. */
    String paint(CellGrid next) {
        out.setLength(0);
        boolean same = shown.filter(next::sameSize).isPresent();
        column = -1;
        rendition = "";
        for (int y = 0; y < next.rows; y++) {
            for (int x = 0; x < next.columns; x++) {
                if (!same || !next.sameCell(shown.orElseThrow(), x, y)) {
                    cell(next, x, y);
                }
            }
        }
        boolean painted = out.length() > 0;
        if (painted) {
            // The cursor would be seen flying over the screen.
            out.insert(0, same ? "\u001B[?25l" : "\u001B[?25l\u001B[0m\u001B[2J");
        }
        if (painted || !same || !sameCursor(next, shown.orElseThrow())) {
            cursor(next);
        }
        shown = Optional.of(next);
        return out.toString();
    }

    private void cell(CellGrid grid, int x, int y) {
        if (column != x || row != y) {
            moveTo(x, y);
        }
        String wanted = "\u001B[0;" + colours.foreground(grid.foreground(x, y)) + ";"
                + colours.background(grid.background(x, y))
                + ((grid.flags(x, y) & CellGrid.BLINKING) != 0 ? ";5" : "")
                + ((grid.flags(x, y) & CellGrid.UNDERLINED) != 0 ? ";4" : "") + "m";
        if (!wanted.equals(rendition)) {
            out.append(wanted);
            rendition = wanted;
        }
        char character = grid.character(x, y);
        out.append(character);
        // Terminals disagree on the width of symbols that are emoji elsewhere: say the place again after one.
        column = isSymbol(character) ? -1 : x + 1;
    }

    private static boolean isSymbol(char character) {
        return character >= '\u2000' && !(character >= '\u2500' && character <= '\u259F');
    }

    private void moveTo(int x, int y) {
        out.append("\u001B[").append(y + 1).append(';').append(x + 1).append('H');
        column = x;
        row = y;
    }

    private void cursor(CellGrid grid) {
        if (grid.cursor() == CellGrid.CursorShape.HIDDEN) {
            out.append("\u001B[?25l");
            return;
        }
        moveTo(grid.cursorColumn(), grid.cursorRow());
        out.append(grid.cursor() == CellGrid.CursorShape.BLOCK ? "\u001B[1 q" : "\u001B[3 q");
        out.append("\u001B[?25h");
    }

    private static boolean sameCursor(CellGrid a, CellGrid b) {
        return a.cursor() == b.cursor() && a.cursorColumn() == b.cursorColumn() && a.cursorRow() == b.cursorRow();
    }
}
