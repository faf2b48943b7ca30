package reliquary.disk.floppy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;
import reliquary.disk.floppy.FloppySector.State;
import reliquary.disk.format.DiskFormat;

/**
 * ImageDisk (Dave Dunfield, "IMD.TXT" of ImageDisk 1.18, chapter 6 "File format").
 *
 * <p>A text header that ends with 1Ah, then for each track: mode, cylinder, head with flags, sector count, size code,
 * the numbers of the sectors, optional cylinder, head and size maps, and the data records.
 */
public final class ImdFormat implements DiskFormat {
    static final int END_OF_COMMENT = 0x1A;
    static final int CYLINDER_MAP = 0x80;
    static final int HEAD_MAP = 0x40;

    /** Instead of a size code: every sector has its own, in bytes, in a table of words. */
    static final int SIZE_TABLE = 0xFF;

    // Data records: 0 unavailable; 1 normal; +1 compressed to one byte; +2 deleted mark; +4 read with an error.
    static final int UNAVAILABLE = 0;
    static final int NORMAL = 1;
    static final int COMPRESSED = 1;
    private static final int DELETED = 2;
    private static final int ERROR = 4;
    private static final int LAST_RECORD = 8;

    private static final int LAST_MODE = 5;

    @Override
    public String name() {
        return "imd";
    }

    @Override
    public boolean matches(ByteBuffer head, ByteBuffer tail, Path file) {
        return head.limit() > 8
                && head.get(0) == 'I'
                && head.get(1) == 'M'
                && head.get(2) == 'D'
                && head.get(3) == ' '
                && Character.isDigit(head.get(4));
    }

    @Override
    public DiskImage open(Path file) throws IOException {
        return parse(FloppyFile.read(file)).image();
    }

    static FloppyDisk parse(FloppyFile file) throws DiskFormatException {
        StringBuilder header = new StringBuilder();
        for (int c = file.u8(); c != END_OF_COMMENT; c = file.u8()) {
            header.append((char) c);
        }
        List<FloppyTrack> tracks = new ArrayList<>();
        while (file.remaining() > 0) {
            tracks.add(track(file));
        }
        int line = header.indexOf("\n");
        String comment = line < 0 ? "" : header.substring(line + 1).strip();
        return new FloppyDisk(file.name(), comment, tracks);
    }

    private static FloppyTrack track(FloppyFile file) throws DiskFormatException {
        int mode = file.u8();
        if (mode > LAST_MODE) {
            throw file.damaged("track mode " + mode + "; 0 to 5 are FM and MFM at 500, 300 and 250 kbit/s");
        }
        int cylinder = file.u8();
        int headAndMaps = file.u8();
        int count = file.u8();
        int sizeCode = file.u8();
        int head = headAndMaps & 0x0F;
        if (head > 1) {
            throw file.damaged("head " + head + "; a floppy has heads 0 and 1");
        }
        byte[] numbers = file.bytes(count);
        byte[] cylinders = (headAndMaps & CYLINDER_MAP) != 0 ? file.bytes(count) : filled(count, cylinder);
        byte[] heads = (headAndMaps & HEAD_MAP) != 0 ? file.bytes(count) : filled(count, head);
        int[] sizeCodes = sizeCodes(file, count, sizeCode);
        List<FloppySector> sectors = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            sectors.add(sector(file, cylinders[i] & 0xFF, heads[i] & 0xFF, numbers[i] & 0xFF, sizeCodes[i]));
        }
        return new FloppyTrack(cylinder, head, sectors);
    }

    private static int[] sizeCodes(FloppyFile file, int count, int common) throws DiskFormatException {
        int[] codes = new int[count];
        for (int i = 0; i < count; i++) {
            int code = common == SIZE_TABLE ? Integer.numberOfTrailingZeros(file.u16()) - 7 : common;
            if (code < 0 || code > FloppySector.MAX_SIZE_CODE) {
                throw file.damaged("sector size code " + code + "; 0 to 7 are 128 to 16384 bytes");
            }
            codes[i] = code;
        }
        return codes;
    }

    private static FloppySector sector(FloppyFile file, int cylinder, int head, int number, int sizeCode)
            throws DiskFormatException {
        int record = file.u8();
        if (record > LAST_RECORD) {
            throw file.damaged("data record of type " + record + "; 0 to 8 are known");
        }
        if (record == UNAVAILABLE) {
            return new FloppySector(cylinder, head, number, sizeCode, State.MISSING, false, file.sectorData(0));
        }
        int flags = record - NORMAL;
        int size = 128 << sizeCode;
        byte[] data = file.sectorData(size);
        if ((flags & COMPRESSED) != 0) {
            Arrays.fill(data, (byte) file.u8());
        } else {
            System.arraycopy(file.bytes(size), 0, data, 0, size);
        }
        State state = (flags & ERROR) != 0 ? State.CRC_ERROR : State.GOOD;
        return new FloppySector(cylinder, head, number, sizeCode, state, (flags & DELETED) != 0, data);
    }

    private static byte[] filled(int count, int value) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    /** A comment as ImageDisk stores it: ASCII, without the byte that ends it. */
    static byte[] commentBytes(String comment) {
        byte[] bytes = comment.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == END_OF_COMMENT) {
                bytes[i] = ' ';
            }
        }
        return bytes;
    }
}
