package reliquary.disk.floppy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;
import reliquary.disk.format.DiskFormat;

/**
 * MFI of the MAME emulator (MAME, lib/formats/mfi_dsk): the flux of each track, compressed with zlib.
 *
 * <p>A mark of 16 bytes; cylinders (track density in the two upper bits), heads, form factor, variant; for each track
 * offset, compressed size, size, write splice. A track is a row of little-endian words: kind in the upper four bits and
 * time in the lower 28, 200,000,000 to a revolution, which at 300 rpm are nanoseconds.
 */
public final class MfiFormat implements DiskFormat {
    private static final byte[] MARK = "MAMEFLOPPYIMAGE\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OLD_MARK = "MESSFLOPPYIMAGE\0".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER = 32;
    private static final int TRACK_ENTRY = 16;

    /** Forty times what the fastest PC floppy needs. */
    private static final int MAX_TRACK = 8 << 20;

    private static final int KIND_SHIFT = 28;
    private static final int TIME = 0x0FFFFFFF;

    /** A flux reversal after the given time. The other kinds bound damaged or empty places. */
    private static final int FLUX = 0;

    @Override
    public String name() {
        return "mfi";
    }

    @Override
    public boolean matches(ByteBuffer head, ByteBuffer tail, Path file) {
        return head.limit() > HEADER && (head.slice(0, MARK.length).equals(ByteBuffer.wrap(MARK)) || isOld(head));
    }

    private static boolean isOld(ByteBuffer head) {
        return head.slice(0, OLD_MARK.length).equals(ByteBuffer.wrap(OLD_MARK));
    }

    @Override
    public DiskImage open(Path file) throws IOException {
        return parse(FloppyFile.read(file)).image();
    }

    static FloppyDisk parse(FloppyFile file) throws DiskFormatException {
        if (isOld(ByteBuffer.wrap(file.bytes(MARK.length)))) {
            throw file.damaged(0, "the MFI of MESS before 0.189; MAME's floptool converts it to today's");
        }
        long cylinders = file.u32() & 0x3FFFFFFF;
        long heads = file.u32();
        if (cylinders > FloppyTrack.MAX_CYLINDERS || heads < 1 || heads > 2) {
            throw file.damaged(cylinders + " cylinders and " + heads + " heads; a floppy has at most "
                    + FloppyTrack.MAX_CYLINDERS + " and 2");
        }
        List<FloppyTrack> tracks = new ArrayList<>();
        for (int i = 0; i < cylinders * heads; i++) {
            file.seek(HEADER + (long) i * TRACK_ENTRY);
            long offset = file.u32();
            long packed = file.u32();
            long size = file.u32();
            byte[] flux = size == 0 ? new byte[0] : inflate(file.seek(offset), packed, size);
            tracks.add(new FloppyTrack(
                    (int) (i / heads), (int) (i % heads), TrackDecoder.decode(FluxDecoder.decode(intervals(flux)))));
        }
        return new FloppyDisk(file.name(), "", tracks);
    }

    private static byte[] inflate(FloppyFile file, long packed, long size) throws DiskFormatException {
        if (size > MAX_TRACK) {
            throw file.damaged("track of " + size + " bytes of flux; at most " + MAX_TRACK + " are plausible");
        }
        int at = file.position();
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(file.bytes(packed));
            byte[] flux = new byte[(int) size];
            int done = 0;
            while (done < flux.length) {
                int n = inflater.inflate(flux, done, flux.length - done);
                if (n == 0) {
                    throw file.damaged(at, "the track's flux ends after " + done + " of " + size + " bytes");
                }
                done += n;
            }
            return flux;
        } catch (DataFormatException e) {
            throw file.damaged(at, "the track's flux is not zlib data");
        } finally {
            inflater.end();
        }
    }

    private static int[] intervals(byte[] flux) {
        ByteBuffer words = ByteBuffer.wrap(flux).order(ByteOrder.LITTLE_ENDIAN);
        int[] intervals = new int[flux.length / 4];
        int count = 0;
        int pending = 0;
        for (int i = 0; i < intervals.length; i++) {
            int word = words.getInt(i * 4);
            pending += word & TIME;
            if (word >>> KIND_SHIFT == FLUX) {
                intervals[count++] = pending;
                pending = 0;
            }
        }
        return Arrays.copyOf(intervals, count);
    }
}
