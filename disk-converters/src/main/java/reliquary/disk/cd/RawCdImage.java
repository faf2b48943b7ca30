package reliquary.disk.cd;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reliquary.disk.ByteRange;
import reliquary.disk.DiskImage;
import reliquary.disk.MediaKind;
import reliquary.disk.UnreadableRangeException;
import reliquary.disk.format.ImageFile;

/**
 * The user data of a CD stored as whole sectors (ECMA-130, clause 14; Yellow Book XA for mode 2 forms 1 and 2).
 *
 * <p>What a drive would refuse to read as data is unreadable here: audio, form 2, and sectors whose error detection code
 * does not match.
 */
final class RawCdImage implements DiskImage {
    private static final int USER_DATA = CdImage.SECTOR;

    // Offsets in a sector of 2352 bytes.
    private static final int MODE = 15;
    private static final int MODE_1_DATA = 16;
    private static final int MODE_1_EDC = 2064;
    private static final int SUBHEADER = 16;
    private static final int SUBMODE = 18;
    private static final int MODE_2_DATA = 24;
    private static final int MODE_2_EDC = 2072;
    private static final int FORM_2 = 0x20;

    private final Map<Path, ImageFile> files;
    private final List<CdTrack> tracks;
    private final long sectors;

    private RawCdImage(Map<Path, ImageFile> files, List<CdTrack> tracks) {
        this.files = files;
        this.tracks = List.copyOf(tracks);
        this.sectors = tracks.get(tracks.size() - 1).endSector();
    }

    /** Opens the files of the tracks, which follow each other on the CD without gaps or with gaps of silence. */
    static RawCdImage open(List<CdTrack> tracks) throws IOException {
        Map<Path, ImageFile> files = new LinkedHashMap<>();
        try {
            for (CdTrack track : tracks) {
                if (!files.containsKey(track.file())) {
                    files.put(track.file(), ImageFile.open(track.file()));
                }
            }
            return new RawCdImage(files, tracks);
        } catch (IOException e) {
            for (ImageFile file : files.values()) {
                file.close();
            }
            throw e;
        }
    }

    @Override
    public long size() {
        return sectors * USER_DATA;
    }

    @Override
    public int sectorSize() {
        return USER_DATA;
    }

    @Override
    public boolean writable() {
        return false;
    }

    @Override
    public MediaKind media() {
        return MediaKind.CD;
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
        if (offset < 0 || offset + target.remaining() > size()) {
            throw new EOFException("read at " + offset + " passes the end of the disk at " + size());
        }
        while (target.hasRemaining()) {
            int within = (int) (offset % USER_DATA);
            int count = Math.min(target.remaining(), USER_DATA - within);
            target.put(userData(offset / USER_DATA).slice(within, count));
            offset += count;
        }
    }

    private ByteBuffer userData(long sector) throws IOException {
        for (CdTrack track : tracks) {
            if (sector >= track.firstSector() && sector < track.endSector() && track.kind() == CdTrack.Kind.DATA) {
                return userData(track, sector);
            }
        }
        throw unreadable(sector);
    }

    private ByteBuffer userData(CdTrack track, long sector) throws IOException {
        ImageFile file = files.get(track.file());
        long at = track.offset() + (sector - track.firstSector()) * track.sectorSize();
        if (file == null) {
            throw new EOFException("the CD's file is closed");
        }
        if (track.sectorSize() == USER_DATA) {
            return file.read(at, USER_DATA, "sector");
        }
        ByteBuffer raw = ByteBuffer.allocate(CdTrack.RAW);
        if (track.sectorSize() == CdTrack.MODE_2_BODY) {
            raw.put(MODE, (byte) 2).position(SUBHEADER);
            file.readFully(at, raw);
        } else {
            file.readFully(at, raw);
            if (!RawCdFormat.isSync(raw.flip(), 0)) {
                throw unreadable(sector);
            }
        }
        return checked(raw.rewind(), sector);
    }

    private static ByteBuffer checked(ByteBuffer raw, long sector) throws UnreadableRangeException {
        boolean right = switch (raw.get(MODE)) {
            case 0 -> true;
            case 1 -> ErrorDetectionCode.matches(raw, 0, MODE_1_EDC);
            case 2 -> (raw.get(SUBMODE) & FORM_2) == 0 && ErrorDetectionCode.matches(raw, SUBHEADER, MODE_2_EDC);
            default -> false;
        };
        if (!right) {
            throw unreadable(sector);
        }
        return raw.slice(raw.get(MODE) == 2 ? MODE_2_DATA : MODE_1_DATA, USER_DATA);
    }

    private static UnreadableRangeException unreadable(long sector) {
        return new UnreadableRangeException(new ByteRange(sector * USER_DATA, USER_DATA));
    }

    /** What is known without reading: everything outside data tracks. */
    @Override
    public List<ByteRange> unreadable() {
        List<ByteRange> ranges = new ArrayList<>();
        long readTo = 0;
        for (CdTrack track : tracks) {
            if (track.kind() == CdTrack.Kind.DATA) {
                addGap(ranges, readTo, track.firstSector());
                readTo = track.endSector();
            }
        }
        addGap(ranges, readTo, sectors);
        return ranges;
    }

    private static void addGap(List<ByteRange> ranges, long from, long to) {
        if (to > from) {
            ranges.add(new ByteRange(from * USER_DATA, (to - from) * USER_DATA));
        }
    }

    @Override
    public void write(long offset, ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public void flush() {
        // nothing is ever written
    }

    @Override
    public void close() throws IOException {
        for (ImageFile file : files.values()) {
            file.close();
        }
    }
}
