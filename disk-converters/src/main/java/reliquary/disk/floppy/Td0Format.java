package reliquary.disk.floppy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;
import reliquary.disk.floppy.FloppySector.State;
import reliquary.disk.format.DiskFormat;

/**
 * Teledisk (Sydex; layout after Dave Dunfield's "TD0NOTES.TXT"): normal, and with the "advanced compression" of version 2.
 *
 * <p>Header of 12 bytes: "TD" or "td" (compressed), volume number, check number, version, data rate, drive type,
 * stepping with the comment flag, DOS allocation flag, sides, CRC. Then an optional comment, tracks, sectors.
 */
public final class Td0Format implements DiskFormat {
    private static final int HEADER = 12;
    private static final int HEADER_CRC = 10;
    private static final int VOLUME = 2;
    private static final int VERSION = 4;
    private static final int STEPPING = 7;
    private static final int HAS_COMMENT = 0x80;

    /** Version 1 compressed with LZW, version 2 with LZHUF; the field holds ten times the version. */
    private static final int FIRST_LZHUF = 20;

    private static final int END_OF_TRACKS = 0xFF;
    private static final int HEAD = 0x01;

    // Sector flags.
    private static final int CRC_ERROR = 0x02;
    private static final int DELETED = 0x04;
    private static final int NOT_ALLOCATED = 0x10;
    private static final int NO_DATA_FIELD = 0x20;
    private static final int NO_ID_FIELD = 0x40;

    // How a sector's data is stored.
    private static final int PLAIN = 0;
    private static final int PATTERN = 1;
    private static final int RUNS = 2;

    private static final int MAX_EXPANDED = 32 << 20;

    @Override
    public String name() {
        return "td0";
    }

    @Override
    public boolean matches(ByteBuffer head, ByteBuffer tail, Path file) {
        if (head.limit() < HEADER || !isMark(head.get(0), head.get(1))) {
            return false;
        }
        int crc = 0;
        for (int i = 0; i < HEADER_CRC; i++) {
            crc = Crc16.TELEDISK.next(crc, head.get(i));
        }
        return crc == (head.getShort(HEADER_CRC) & 0xFFFF);
    }

    private static boolean isMark(int first, int second) {
        return first == 'T' && second == 'D' || first == 't' && second == 'd';
    }

    @Override
    public DiskImage open(Path file) throws IOException {
        return parse(FloppyFile.read(file)).image();
    }

    static FloppyDisk parse(FloppyFile stored) throws DiskFormatException {
        byte[] header = stored.bytes(HEADER);
        if (header[VOLUME] != 0) {
            throw stored.damaged("volume " + header[VOLUME] + " of a floppy split over several files; open the first");
        }
        FloppyFile file = header[0] == 'T' ? stored : expanded(stored, header[VERSION] & 0xFF);
        String comment = (header[STEPPING] & HAS_COMMENT) != 0 ? comment(file) : "";
        List<FloppyTrack> tracks = new ArrayList<>();
        for (int sectors = file.u8(); sectors != END_OF_TRACKS; sectors = file.u8()) {
            tracks.add(track(file, sectors));
        }
        return new FloppyDisk(stored.name(), comment, tracks);
    }

    private static FloppyFile expanded(FloppyFile stored, int version) throws DiskFormatException {
        if (version < FIRST_LZHUF) {
            throw stored.damaged("advanced compression of Teledisk " + version / 10 + "." + version % 10
                    + " (LZW) is not supported; version 2 and later are");
        }
        byte[] packed = stored.bytes(stored.remaining());
        return new FloppyFile(stored.name() + " (expanded)", Lzhuf.expand(packed, 0, MAX_EXPANDED));
    }

    /** CRC, length, year since 1900, month from 0, day, hour, minute, second; lines end with a zero. */
    private static String comment(FloppyFile file) throws DiskFormatException {
        file.skip(2);
        int length = file.u16();
        file.skip(6);
        byte[] text = file.bytes(length);
        return new String(text, StandardCharsets.ISO_8859_1).replace('\0', '\n').strip();
    }

    private static FloppyTrack track(FloppyFile file, int count) throws DiskFormatException {
        int at = file.position() - 1;
        int cylinder = file.u8();
        int head = file.u8();
        int stored = file.u8();
        int crc = Crc16.TELEDISK.over(0, new byte[] {(byte) count, (byte) cylinder, (byte) head});
        if (stored != (crc & 0xFF)) {
            throw file.damaged(at, "the track header's checksum is " + stored + ", it should be " + (crc & 0xFF));
        }
        List<FloppySector> sectors = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            addSector(file, sectors);
        }
        return new FloppyTrack(cylinder, head & HEAD, sectors);
    }

    private static void addSector(FloppyFile file, List<FloppySector> sectors) throws DiskFormatException {
        int cylinder = file.u8();
        int head = file.u8();
        int number = file.u8();
        int sizeCode = file.u8();
        int flags = file.u8();
        int crc = file.u8();
        boolean hasData = (flags & (NOT_ALLOCATED | NO_DATA_FIELD)) == 0;
        if (sizeCode > FloppySector.MAX_SIZE_CODE) {
            // Copy protections announce sizes that no controller reads; what follows is stored all the same.
            if (hasData) {
                file.skip(file.u16());
            }
            return;
        }
        State state;
        byte[] data = file.sectorData(hasData ? 128 << sizeCode : 0);
        if (hasData) {
            expand(file, ByteBuffer.wrap(data));
            boolean intact = crc == (Crc16.TELEDISK.over(0, data) & 0xFF);
            state = (flags & CRC_ERROR) != 0 || !intact ? State.CRC_ERROR : State.GOOD;
        } else {
            state = (flags & NOT_ALLOCATED) != 0 ? State.NOT_STORED : State.MISSING;
        }
        if ((flags & NO_ID_FIELD) == 0) {
            sectors.add(new FloppySector(cylinder, head, number, sizeCode, state, (flags & DELETED) != 0, data));
        }
    }

    private static void expand(FloppyFile file, ByteBuffer out) throws DiskFormatException {
        int length = file.u16();
        if (length < 1 || length > file.remaining()) {
            throw file.damaged("sector data of " + length + " bytes, " + file.remaining() + " are left in the file");
        }
        int end = file.position() + length;
        int method = file.u8();
        while (file.position() < end && out.hasRemaining()) {
            switch (method) {
                case PLAIN -> put(out, file.bytes(end - file.position()), 1);
                case PATTERN -> {
                    int count = file.u16();
                    put(out, file.bytes(2), count);
                }
                case RUNS -> {
                    int words = file.u8();
                    int count = file.u8();
                    put(out, file.bytes(words == 0 ? count : words * 2L), words == 0 ? 1 : count);
                }
                default -> throw file.damaged("sector data stored by method " + method + "; 0, 1 and 2 are known");
            }
        }
        file.seek(end);
    }

    private static void put(ByteBuffer out, byte[] pattern, int times) {
        for (int i = 0; i < times && out.hasRemaining(); i++) {
            out.put(pattern, 0, Math.min(pattern.length, out.remaining()));
        }
    }
}
