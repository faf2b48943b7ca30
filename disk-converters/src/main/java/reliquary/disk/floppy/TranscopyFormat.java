package reliquary.disk.floppy;

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
 * TransCopy 5 of the Copy II PC Deluxe Option Board (NewRisingSun, "TransCopy Version 5.x format"): bit cells by track.
 *
 * <p>5Ah A5h and two comments of 32 bytes; at 100h: disk type, first and last cylinder, sides, cylinder step, and four
 * tables of 256 words: skews, offsets (big-endian, in 256 bytes), sizes (little-endian, in bytes), flags.
 */
public final class TranscopyFormat implements DiskFormat {
    private static final int MARK = 0xA55A;
    private static final int FIRST_CYLINDER = 0x101;
    private static final int LAST_CYLINDER = 0x102;
    private static final int SIDES = 0x103;
    private static final int STEP = 0x104;
    private static final int OFFSETS = 0x305;
    private static final int SIZES = 0x505;
    private static final int HEADER_END = 0x905;
    private static final int ENTRIES = 256;

    @Override
    public String name() {
        return "tc";
    }

    @Override
    public boolean matches(ByteBuffer head, ByteBuffer tail, Path file) {
        return head.limit() >= HEADER_END
                && (head.getShort(0) & 0xFFFF) == MARK
                && (head.get(SIDES) == 1 || head.get(SIDES) == 2)
                && (head.get(FIRST_CYLINDER) & 0xFF) <= (head.get(LAST_CYLINDER) & 0xFF)
                && head.get(STEP) >= 1
                && head.get(STEP) <= 2;
    }

    @Override
    public DiskImage open(Path file) throws IOException {
        return parse(FloppyFile.read(file)).image();
    }

    static FloppyDisk parse(FloppyFile file) throws DiskFormatException {
        String comment = text(file.seek(2).bytes(32)) + "\n" + text(file.bytes(32));
        int first = file.seek(FIRST_CYLINDER).u8();
        int last = file.u8();
        int sides = file.u8();
        int step = Math.max(1, file.u8());
        List<FloppyTrack> tracks = new ArrayList<>();
        int entry = 0;
        for (int cylinder = first; cylinder <= last; cylinder += step) {
            for (int side = 0; side < sides && entry < ENTRIES; side++, entry++) {
                int offset = file.seek(OFFSETS + entry * 2L).u16be() * 256;
                int size = file.seek(SIZES + entry * 2L).u16();
                // A place before the end of the header stands for a track that was not copied.
                byte[] cells =
                        offset < HEADER_END ? new byte[0] : file.seek(offset).bytes(size);
                tracks.add(new FloppyTrack(cylinder, side, TrackDecoder.decode(BitTrack.of(cells))));
            }
        }
        return new FloppyDisk(file.name(), comment.strip(), tracks);
    }

    private static String text(byte[] line) {
        int end = 0;
        while (end < line.length && line[end] >= ' ') {
            end++;
        }
        return new String(line, 0, end, StandardCharsets.US_ASCII);
    }
}
