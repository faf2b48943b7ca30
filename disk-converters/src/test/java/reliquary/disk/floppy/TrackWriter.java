package reliquary.disk.floppy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Formats a track as a controller does (82077AA data sheet, figures 6-1 and 6-2): what the decoder is tested against. */
final class TrackWriter {
    /** How a byte becomes cells. */
    enum Code {
        MFM,
        FM,
        FM_DOUBLED
    }

    private final Code code;
    private final byte[] cells = new byte[64 << 10];
    private int count;
    private int lastDataBit;
    private int crc;

    private TrackWriter(Code code) {
        this.code = code;
    }

    /** A track with all sectors of the list and the gaps between them. */
    static BitTrack format(Code code, List<FloppySector> sectors) {
        TrackWriter writer = new TrackWriter(code);
        writer.gap(40);
        for (FloppySector sector : sectors) {
            writer.sector(sector);
        }
        writer.gap(100);
        return new BitTrack(Arrays.copyOf(writer.cells, (writer.count + 7) / 8), writer.count);
    }

    /** Sectors 1 to {@code count} of one size with content from a seed. */
    static List<FloppySector> sectors(int cylinder, int head, int count, int sizeCode, long seed) {
        Random random = new Random(seed);
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> {
                    byte[] data = new byte[128 << sizeCode];
                    random.nextBytes(data);
                    return FloppySector.good(cylinder, head, number, sizeCode, data);
                })
                .toList();
    }

    private void sector(FloppySector sector) {
        mark(0xFE);
        for (int b : new int[] {sector.cylinder(), sector.head(), sector.number(), sector.sizeCode()}) {
            octet(b);
        }
        checksum(true);
        gap(22);
        if (sector.state() != FloppySector.State.MISSING) {
            mark(sector.deleted() ? 0xF8 : 0xFB);
            for (byte b : sector.data()) {
                octet(b & 0xFF);
            }
            checksum(sector.state() == FloppySector.State.GOOD);
        }
        gap(30);
    }

    private void gap(int length) {
        for (int i = 0; i < length; i++) {
            octet(code == Code.MFM ? 0x4E : 0xFF);
        }
    }

    private void mark(int value) {
        for (int i = 0; i < 12; i++) {
            octet(0);
        }
        crc = 0xFFFF;
        if (code == Code.MFM) {
            for (int i = 0; i < 3; i++) {
                for (int bit = 15; bit >= 0; bit--) {
                    cell(0x4489 >> bit & 1);
                }
                crc = Crc16.CCITT.next(crc, 0xA1);
            }
            lastDataBit = 1;
            octet(value);
        } else {
            crc = Crc16.CCITT.next(crc, value);
            fm(0xC7, value);
        }
    }

    private void checksum(boolean right) {
        int check = right ? crc : crc ^ 0x5555;
        octet(check >> 8);
        octet(check & 0xFF);
    }

    private void octet(int value) {
        crc = Crc16.CCITT.next(crc, value);
        if (code != Code.MFM) {
            fm(0xFF, value);
            return;
        }
        for (int bit = 7; bit >= 0; bit--) {
            int data = value >> bit & 1;
            cell(data == 0 && lastDataBit == 0 ? 1 : 0);
            cell(data);
            lastDataBit = data;
        }
    }

    private void fm(int clock, int value) {
        for (int bit = 7; bit >= 0; bit--) {
            fmCell(clock >> bit & 1);
            fmCell(value >> bit & 1);
        }
    }

    private void fmCell(int value) {
        cell(value);
        if (code == Code.FM_DOUBLED) {
            cell(0);
        }
    }

    private void cell(int value) {
        cells[count >> 3] |= (byte) (value << 7 - (count & 7));
        count++;
    }
}
