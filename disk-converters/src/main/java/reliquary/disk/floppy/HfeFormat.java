package reliquary.disk.floppy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;
import reliquary.disk.format.DiskFormat;

/**
 * HFE of the HxC floppy emulator ("SDCard HxC Floppy Emulator HFE file format", Jean-François Del Nero, revision 1.1),
 * versions 1 and 3: bit cells of both sides interleaved in blocks of 256 bytes, least significant bit first.
 *
 * <p>Version 3 mixes one-byte commands (F0h to F4h after turning the bits round) into the cells.
 */
public final class HfeFormat implements DiskFormat {
    private static final byte[] VERSION_1 = "HXCPICFE".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VERSION_3 = "HXCHFEV3".getBytes(StandardCharsets.US_ASCII);

    // Header: offsets in bytes.
    private static final int TRACKS = 9;
    private static final int SIDES = 10;
    private static final int TRACK_LIST = 18;

    private static final int BLOCK = 512;
    private static final int SIDE_BLOCK = 256;

    // Commands of version 3.
    private static final int COMMAND = 0xF0;
    private static final int NOP = 0xF0;
    private static final int INDEX = 0xF1;
    private static final int BIT_RATE = 0xF2;
    private static final int SKIP_BITS = 0xF3;
    private static final int RANDOM = 0xF4;

    @Override
    public String name() {
        return "hfe";
    }

    @Override
    public boolean matches(ByteBuffer head, ByteBuffer tail, Path file) {
        if (head.limit() < BLOCK) {
            return false;
        }
        ByteBuffer mark = head.slice(0, VERSION_1.length);
        return mark.equals(ByteBuffer.wrap(VERSION_1)) || mark.equals(ByteBuffer.wrap(VERSION_3));
    }

    @Override
    public DiskImage open(Path file) throws IOException {
        return parse(FloppyFile.read(file)).image();
    }

    static FloppyDisk parse(FloppyFile file) throws DiskFormatException {
        boolean commands = file.bytes(8)[3] == VERSION_3[3];
        int cylinders = file.seek(TRACKS).u8();
        int sides = file.seek(SIDES).u8();
        if (cylinders > FloppyTrack.MAX_CYLINDERS || sides < 1 || sides > 2) {
            throw file.damaged(
                    TRACKS,
                    cylinders + " tracks on " + sides + " sides; a floppy has at most " + FloppyTrack.MAX_CYLINDERS
                            + " on 1 or 2");
        }
        int list = file.seek(TRACK_LIST).u16() * BLOCK;
        List<FloppyTrack> tracks = new ArrayList<>();
        for (int cylinder = 0; cylinder < cylinders; cylinder++) {
            file.seek(list + cylinder * 4L);
            int start = file.u16() * BLOCK;
            int length = file.u16();
            for (int side = 0; side < sides; side++) {
                byte[] cells = BitTrack.reversed(side(file, start, length / 2, side));
                BitTrack track = commands ? execute(file, cells) : BitTrack.of(cells);
                tracks.add(new FloppyTrack(cylinder, side, TrackDecoder.decode(track)));
            }
        }
        return new FloppyDisk(file.name(), "", tracks);
    }

    private static byte[] side(FloppyFile file, int start, int length, int side) throws DiskFormatException {
        ByteArrayOutputStream cells = new ByteArrayOutputStream(length);
        for (int block = 0; cells.size() < length; block++) {
            file.seek(start + (long) block * BLOCK + side * SIDE_BLOCK);
            cells.writeBytes(file.bytes(Math.min(SIDE_BLOCK, length - cells.size())));
        }
        return cells.toByteArray();
    }

    private static BitTrack execute(FloppyFile file, byte[] stream) throws DiskFormatException {
        byte[] cells = new byte[stream.length];
        int count = 0;
        for (int i = 0; i < stream.length; i++) {
            int octet = stream[i] & 0xFF;
            int skipped = 0;
            if (octet == SKIP_BITS && i + 2 < stream.length) {
                skipped = stream[i + 1] & 7;
                octet = stream[i + 2] & 0xFF;
                i += 2;
            } else if (octet == NOP || octet == INDEX || octet == SKIP_BITS) {
                continue;
            } else if (octet == BIT_RATE) {
                i++;
                continue;
            } else if ((octet & COMMAND) == COMMAND && octet != RANDOM) {
                throw file.damaged("track command " + Integer.toHexString(octet) + "h; F0h to F4h are known");
            }
            int value = octet == RANDOM ? 0 : octet;
            for (int bit = 7 - skipped; bit >= 0; bit--, count++) {
                cells[count >> 3] |= (byte) ((value >> bit & 1) << 7 - (count & 7));
            }
        }
        return new BitTrack(cells, count);
    }
}
