package reliquary.disk.floppy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import reliquary.disk.floppy.FloppySector.State;

/**
 * Finds the sectors on a track of bit cells, as a floppy controller does: IBM System 34 double density (MFM, ECMA-70)
 * and IBM 3740 single density (FM, ECMA-66); Intel 82077AA data sheet, 6.1 and 7.1.
 *
 * <p>A field starts with a mark that breaks the code's rule for clock cells: in MFM three A1h without the clock between
 * bits 4 and 5 (4489h), in FM the mark byte itself with clock C7h. ID and data fields end with a CRC-16/CCITT.
 */
final class TrackDecoder {
    private static final int ID_MARK = 0xFE;
    private static final int DATA_MARK = 0xFB;
    private static final int DELETED_MARK = 0xF8;

    /** Between ID and data field a controller waits at most 43 bytes of MFM (22 of gap, 12 of sync, marks) or 30 of FM. */
    private static final int DATA_WITHIN_BYTES = 64;

    /** No track holds more sectors: 64 of 128 bytes fit onto high density. */
    private static final int MAX_SECTORS = 255;

    /** Overlapping IDs of a protected track may claim the same bytes many times; a real track has at most 25 KB. */
    private static final int MAX_TRACK_DATA = 128 << 10;

    /** How bytes are coded: cells for one bit, length of a mark's pattern, CRC before the mark byte. */
    private enum Code {
        /** The mark pattern is one A1h; the mark byte follows it, coded normally. */
        MFM(2, 16, 0xCDB4),
        /** The mark bytes themselves with clock C7h. */
        FM(2, 16, 0xFFFF),
        /** FM written with two cells for each, as controllers of MFM speed see it (HFE, HxC). */
        FM_DOUBLED(4, 32, 0xFFFF);

        final int cellsPerBit;
        final int patternCells;
        final int crc;

        Code(int cellsPerBit, int patternCells, int crc) {
            this.cellsPerBit = cellsPerBit;
            this.patternCells = patternCells;
            this.crc = crc;
        }
    }

    private static final long MFM_SYNC = 0x4489;
    private static final long[] FM_MARKS = {fmMark(ID_MARK), fmMark(DATA_MARK), fmMark(DELETED_MARK)};
    private static final long[] FM_DOUBLED_MARKS = {spread(FM_MARKS[0]), spread(FM_MARKS[1]), spread(FM_MARKS[2])};
    private static final int[] MARK_BYTES = {ID_MARK, DATA_MARK, DELETED_MARK};

    private final BitTrack track;
    private final Code code;
    private final List<FloppySector> sectors = new ArrayList<>();
    private int dataBytes;

    private TrackDecoder(BitTrack track, Code code) {
        this.track = track;
        this.code = code;
    }

    /** All sectors of a track; of the possible codes that in which most of them are good. */
    static List<FloppySector> decode(BitTrack track) {
        List<FloppySector> best = List.of();
        long most = -1;
        if (track.cells() < 1024) {
            return best;
        }
        for (Code code : Code.values()) {
            List<FloppySector> found = new TrackDecoder(track, code).sectors();
            long good = found.stream().filter(s -> s.state() == State.GOOD).count() * 256 + found.size();
            if (good > most) {
                best = found;
                most = good;
            }
            if (code == Code.MFM && good >= 256) {
                break;
            }
        }
        return best;
    }

    /** One mark: the mark byte and the cell behind it. */
    private record Mark(int value, int behind) {}

    private List<FloppySector> sectors() {
        int position = 0;
        while (position < track.cells() && sectors.size() < MAX_SECTORS) {
            Mark mark = nextMark(position, track.cells());
            if (mark.behind < 0) {
                break;
            }
            position = mark.behind;
            if (mark.value == ID_MARK) {
                addSector(mark.behind);
            }
        }
        return sectors;
    }

    /** The next mark that starts between two cells; {@code behind} is -1 where there is none. */
    private Mark nextMark(int from, int to) {
        long window = 0;
        long mask = (1L << code.patternCells) - 1;
        for (int at = from; at < to + code.patternCells; at++) {
            window = (window << 1 | cell(at)) & mask;
            if (at - from + 1 < code.patternCells) {
                continue;
            }
            int value = markAt(window, at + 1);
            if (value >= 0) {
                return new Mark(value, code == Code.MFM ? at + 1 + 16 : at + 1);
            }
        }
        return new Mark(-1, -1);
    }

    /** The mark byte whose pattern ends before a cell, or -1. */
    private int markAt(long window, int next) {
        if (code == Code.MFM) {
            if (window != MFM_SYNC) {
                return -1;
            }
            int value = octet(next);
            return (value & 0xF8) == 0xF8 ? value : -1;
        }
        long[] marks = code == Code.FM ? FM_MARKS : FM_DOUBLED_MARKS;
        for (int i = 0; i < marks.length; i++) {
            if (window == marks[i]) {
                return MARK_BYTES[i];
            }
        }
        return -1;
    }

    /** A byte's data bits with the clock bits of C7h between them. */
    private static long fmMark(int value) {
        long cells = 0;
        for (int bit = 7; bit >= 0; bit--) {
            cells = cells << 2 | (0xC7 >> bit & 1) << 1 | value >> bit & 1;
        }
        return cells;
    }

    private static long spread(long cells) {
        long spread = 0;
        for (int bit = 15; bit >= 0; bit--) {
            spread = spread << 2 | (cells >> bit & 1) << 1;
        }
        return spread;
    }

    private void addSector(int at) {
        byte[] id = octets(at, 6);
        int crc = Crc16.CCITT.over(Crc16.CCITT.next(code.crc, ID_MARK), id);
        int sizeCode = id[3] & 0xFF;
        if (crc != 0 || sizeCode > FloppySector.MAX_SIZE_CODE) {
            // Without a right checksum it is not known which sector this was: its number will be missing.
            return;
        }
        int behind = at + 6 * byteCells();
        Mark mark = nextMark(behind, behind + DATA_WITHIN_BYTES * byteCells());
        boolean hasData = mark.behind >= 0 && mark.value != ID_MARK;
        State state = State.MISSING;
        byte[] data = new byte[0];
        int size = 128 << sizeCode;
        if (hasData && (dataBytes += size) <= MAX_TRACK_DATA) {
            byte[] field = octets(mark.behind, size + 2);
            int check = Crc16.CCITT.over(Crc16.CCITT.next(code.crc, mark.value), field);
            state = check == 0 ? State.GOOD : State.CRC_ERROR;
            data = Arrays.copyOf(field, size);
        }
        boolean deleted = hasData && mark.value < 0xFA;
        sectors.add(new FloppySector(id[0] & 0xFF, id[1] & 0xFF, id[2] & 0xFF, sizeCode, state, deleted, data));
    }

    private int byteCells() {
        return 8 * code.cellsPerBit;
    }

    private byte[] octets(int at, int count) {
        byte[] octets = new byte[count];
        for (int i = 0; i < count; i++) {
            octets[i] = (byte) octet(at + i * byteCells());
        }
        return octets;
    }

    private int octet(int at) {
        int value = 0;
        int dataCell = code.cellsPerBit / 2;
        for (int bit = 0; bit < 8; bit++) {
            value = value << 1 | cell(at + bit * code.cellsPerBit + dataCell);
        }
        return value;
    }

    /** Sectors may cross the index, and a field of 16 KB may be longer than a short track. */
    private int cell(int position) {
        // Division is dear and nearly never needed: this runs for every cell of a floppy.
        return track.cell(position < track.cells() ? position : position % track.cells());
    }
}
