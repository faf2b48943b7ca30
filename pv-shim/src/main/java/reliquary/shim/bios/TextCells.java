package reliquary.shim.bios;

import java.nio.ByteBuffer;
import reliquary.shim.GuestMemory;

/** Text modes: each cell is a character and its attribute in the adapter's memory. */
final class TextCells implements CharacterCells {
    private static final int BLANK = ' ';

    private final GuestMemory memory;
    private final BiosDataArea data;
    private final int base;

    TextCells(GuestMemory memory, BiosDataArea data, int base) {
        this.memory = memory;
        this.data = data;
        this.base = base;
    }

    @Override
    public void write(int page, int column, int row, int character, int attribute) {
        int at = address(page, column, row);
        if (attribute == KEEP_ATTRIBUTE) {
            memory.write8(at, character);
        } else {
            memory.write16(at, character | attribute << 8);
        }
    }

    @Override
    public int read(int page, int column, int row) {
        return memory.read16(address(page, column, row));
    }

    @Override
    public void scroll(int page, Window window, int lines, int attribute) {
        int distance = Math.abs(lines);
        int moved = lines == 0 || distance >= window.height() ? 0 : window.height() - distance;
        if (moved > 0) {
            int from = lines > 0 ? window.top() + distance : window.top();
            int to = lines > 0 ? window.top() : window.top() + distance;
            move(page, window, from, to, moved);
        }
        int cleared = window.height() - moved;
        int first = lines > 0 ? window.top() + moved : window.top();
        clear(page, window, first, cleared, attribute);
    }

    /** Full-width rows move in one copy, narrow windows row by row. */
    private void move(int page, Window window, int from, int to, int rows) {
        if (window.width() == columns()) {
            copy(address(page, 0, from), address(page, 0, to), rows * window.width() * 2);
            return;
        }
        for (int i = 0; i < rows; i++) {
            int step = from > to ? i : rows - 1 - i;
            copy(
                    address(page, window.left(), from + step),
                    address(page, window.left(), to + step),
                    window.width() * 2);
        }
    }

    private void copy(int from, int to, int length) {
        ByteBuffer cells = ByteBuffer.allocate(length);
        memory.read(from, cells);
        memory.write(to, cells.flip());
    }

    private void clear(int page, Window window, int first, int rows, int attribute) {
        ByteBuffer row = ByteBuffer.allocate(window.width() * 2);
        while (row.hasRemaining()) {
            row.put((byte) BLANK).put((byte) attribute);
        }
        for (int i = 0; i < rows; i++) {
            memory.write(address(page, window.left(), first + i), row.rewind());
        }
    }

    private int address(int page, int column, int row) {
        return base + page * data.wordAt(BiosDataArea.PAGE_SIZE) + (row * columns() + column) * 2;
    }

    private int columns() {
        return data.wordAt(BiosDataArea.COLUMNS);
    }
}
