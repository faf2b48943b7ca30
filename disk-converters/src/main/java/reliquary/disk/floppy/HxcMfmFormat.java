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
 * MFM of the HxC floppy emulator software (libhxcfe, "HXCMFM"): each track's bit cells, most significant bit first.
 *
 * <p>Header: "HXCMFM", 0, tracks (word), sides, rpm (word), kbit/s (word), interface, offset of the track list. Its
 * entries: track (word), side, size in bytes, offset; with interface bit 7 also rpm and kbit/s behind the side.
 */
public final class HxcMfmFormat implements DiskFormat {
    private static final byte[] MARK = "HXCMFM\0".getBytes(StandardCharsets.US_ASCII);
    private static final int HAS_TRACK_RATES = 0x80;

    @Override
    public String name() {
        return "mfm";
    }

    @Override
    public boolean matches(ByteBuffer head, ByteBuffer tail, Path file) {
        return head.limit() > 19 && head.slice(0, MARK.length).equals(ByteBuffer.wrap(MARK));
    }

    @Override
    public DiskImage open(Path file) throws IOException {
        return parse(FloppyFile.read(file)).image();
    }

    static FloppyDisk parse(FloppyFile file) throws DiskFormatException {
        file.seek(MARK.length);
        int cylinders = file.u16();
        int sides = file.u8();
        if (cylinders > FloppyTrack.MAX_CYLINDERS || sides < 1 || sides > 2) {
            throw file.damaged(cylinders + " tracks on " + sides + " sides; a floppy has at most "
                    + FloppyTrack.MAX_CYLINDERS + " on 1 or 2");
        }
        file.skip(4);
        boolean rates = (file.u8() & HAS_TRACK_RATES) != 0;
        long entry = file.u32();
        List<FloppyTrack> tracks = new ArrayList<>();
        for (int i = 0; i < cylinders * sides; i++) {
            file.seek(entry);
            int cylinder = file.u16();
            int side = file.u8();
            file.skip(rates ? 4 : 0);
            long size = file.u32();
            long offset = file.u32();
            entry = file.position();
            byte[] cells = file.seek(offset).bytes(size);
            tracks.add(new FloppyTrack(cylinder, side, TrackDecoder.decode(BitTrack.of(cells))));
        }
        return new FloppyDisk(file.name(), "", tracks);
    }
}
