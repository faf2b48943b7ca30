package reliquary.disk.floppy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;
import reliquary.disk.format.DiskFormat;

/**
 * 86F of the 86Box emulator (86Box documentation, "86F file format", version 2.12): each track's bit cells, most
 * significant bit of each byte first, with an optional map of the surface (weak and missing places).
 *
 * <p>"86BF", version (minor, major), flags (word), then 256 track offsets a side. A track: flags (word), with the bit
 * cell flag the number of cells that come on top (or all of them), the index position, then the surface, then the cells.
 */
public final class F86Format implements DiskFormat {
    private static final byte[] MARK = "86BF".getBytes(StandardCharsets.US_ASCII);
    private static final int FLAGS = 6;
    private static final int TRACK_TABLE = 8;
    private static final int TRACKS_A_SIDE = 256;

    // Flags of the disk.
    private static final int HAS_SURFACE = 0x0001;
    private static final int TWO_SIDES = 0x0008;
    private static final int SPEED_SHIFT = 0x0060;
    private static final int HAS_CELL_COUNT = 0x0080;
    private static final int ZONED = 0x0100;
    private static final int WORDS_SWAPPED = 0x0800;

    /** With a speed shift: faster, not slower. With a cell count and no shift: the count is the whole track's. */
    private static final int FASTER_OR_WHOLE_COUNT = 0x1000;

    /** Parts in 1000 that a track is longer for each speed shift. */
    private static final int[] SHIFT = {0, 10, 15, 20};

    /** kbit/s of MFM by the three low bits of a track's flags. */
    private static final int[] RATE = {500, 300, 250, 1000};

    @Override
    public String name() {
        return "86f";
    }

    @Override
    public boolean matches(ByteBuffer head, ByteBuffer tail, Path file) {
        return head.limit() > TRACK_TABLE && head.slice(0, MARK.length).equals(ByteBuffer.wrap(MARK));
    }

    @Override
    public DiskImage open(Path file) throws IOException {
        return parse(FloppyFile.read(file)).image();
    }

    static FloppyDisk parse(FloppyFile file) throws DiskFormatException {
        int flags = file.seek(FLAGS).u16();
        if ((flags & ZONED) != 0) {
            throw file.damaged(FLAGS, "zones of different speed are not supported; PC floppies have one");
        }
        int sides = (flags & TWO_SIDES) != 0 ? 2 : 1;
        long[] offsets = new long[TRACKS_A_SIDE * sides];
        TreeSet<Long> ends = new TreeSet<>(List.of((long) file.size()));
        for (int i = 0; i < offsets.length && file.position() + 4 <= file.size(); i++) {
            offsets[i] = file.u32();
            ends.add(offsets[i]);
        }
        List<FloppyTrack> tracks = new ArrayList<>();
        for (int i = 0; i < offsets.length; i++) {
            if (offsets[i] != 0) {
                file.seek(offsets[i]);
                Long end = ends.higher(offsets[i]);
                BitTrack cells = cells(file, flags, end == null ? file.size() : end.intValue());
                tracks.add(new FloppyTrack(i / sides, i % sides, TrackDecoder.decode(cells)));
            }
        }
        return new FloppyDisk(file.name(), "", tracks);
    }

    private static BitTrack cells(FloppyFile file, int flags, int end) throws DiskFormatException {
        int trackFlags = file.u16();
        boolean counted = (flags & HAS_CELL_COUNT) != 0;
        int count = counted ? (int) file.u32() : 0;
        file.skip(4);
        boolean whole = counted && (flags & SPEED_SHIFT) == 0 && (flags & FASTER_OR_WHOLE_COUNT) != 0;
        long cells = whole ? count & 0xFFFFFFFFL : nominalCells(flags, trackFlags) + count;
        int stored = Math.max(0, end - file.position());
        if ((flags & HAS_SURFACE) != 0) {
            stored /= 2;
            file.skip(stored);
        }
        byte[] bytes = file.bytes(stored);
        if ((flags & WORDS_SWAPPED) != 0) {
            swapBytes(bytes);
        }
        return new BitTrack(bytes, (int) Math.max(0, Math.min(cells, bytes.length * 8L)));
    }

    private static long nominalCells(int flags, int trackFlags) {
        boolean fm = (trackFlags >> 3 & 3) == 0;
        int rpm = (trackFlags >> 5 & 7) == 1 ? 360 : 300;
        long cells = 400L * RATE[trackFlags & 3] * 300 / rpm / (fm ? 2 : 1);
        int shift = SHIFT[(flags & SPEED_SHIFT) >> 5];
        return (flags & FASTER_OR_WHOLE_COUNT) != 0 ? cells * 1000 / (1000 + shift) : cells * (1000 + shift) / 1000;
    }

    private static void swapBytes(byte[] bytes) {
        for (int i = 0; i + 1 < bytes.length; i += 2) {
            byte low = bytes[i];
            bytes[i] = bytes[i + 1];
            bytes[i + 1] = low;
        }
    }
}
