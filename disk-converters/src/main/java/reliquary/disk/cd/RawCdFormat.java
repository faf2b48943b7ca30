package reliquary.disk.cd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import reliquary.disk.DiskImage;
import reliquary.disk.format.DiskFormat;

/**
 * A CD with whole sectors as ECMA-130 (clauses 14 to 20) lays them out: 12 bytes of sync, address and mode, user data,
 * check and correction; 2352 bytes, or 2448 with the subchannels behind each sector.
 *
 * <p>A cue sheet or CloneCD control file beside it says which tracks are audio; without one the whole file is one data
 * track.
 */
public final class RawCdFormat implements DiskFormat {
    private static final byte[] SYNC = {0, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 0};

    @Override
    public String name() {
        return "raw-cd";
    }

    @Override
    public boolean matches(ByteBuffer head, ByteBuffer tail, Path file) {
        return sectorSize(head).isPresent();
    }

    /** The distance of the first two sectors' sync patterns; empty where the second does not follow. */
    private static Optional<Integer> sectorSize(ByteBuffer head) {
        if (!isSync(head, 0)) {
            return Optional.empty();
        }
        if (head.limit() == CdTrack.RAW) {
            return Optional.of(CdTrack.RAW);
        }
        return List.of(CdTrack.RAW, CdTrack.RAW_WITH_SUBCHANNELS).stream()
                .filter(size -> isSync(head, size))
                .findFirst();
    }

    /** Whether a sector begins at an offset. */
    static boolean isSync(ByteBuffer sectors, int offset) {
        return sectors.limit() >= offset + SYNC.length
                && sectors.slice(offset, SYNC.length).equals(ByteBuffer.wrap(SYNC));
    }

    @Override
    public DiskImage open(Path file) throws IOException {
        Optional<Path> sheet = sheetBeside(file);
        if (sheet.isPresent()) {
            return CueSheetFormat.openSheet(sheet.get());
        }
        ByteBuffer head = ByteBuffer.allocate(CdTrack.RAW_WITH_SUBCHANNELS + SYNC.length);
        try (var channel = Files.newByteChannel(file)) {
            while (head.hasRemaining() && channel.read(head) >= 0) {
                // one call may return less than asked
            }
        }
        int sectorSize = sectorSize(head.flip()).orElse(CdTrack.RAW);
        long sectors = Files.size(file) / sectorSize;
        return RawCdImage.open(List.of(new CdTrack(file, CdTrack.Kind.DATA, sectorSize, 0, 0, sectors)));
    }

    /** A sheet of the same name, if the image is the file that it names. */
    private static Optional<Path> sheetBeside(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        String stem = name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
        for (String ending : List.of(".cue", ".CUE", ".ccd", ".CCD")) {
            Path sheet = file.toAbsolutePath().resolveSibling(stem + ending);
            if (Files.isRegularFile(sheet) && CueSheetFormat.isSheet(sheet)) {
                List<CdTrack> tracks = CueSheetFormat.tracks(sheet);
                if (!tracks.isEmpty() && Files.isSameFile(tracks.get(0).file(), file)) {
                    return Optional.of(sheet);
                }
            }
        }
        return Optional.empty();
    }
}
