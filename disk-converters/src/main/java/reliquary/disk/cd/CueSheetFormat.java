package reliquary.disk.cd;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;
import reliquary.disk.format.DiskFormat;

/**
 * The text beside a raw CD that lists its tracks: a cue sheet (CDRWIN user's guide, appendix A) or CloneCD's control file.
 * Opening the text opens the CD.
 */
public final class CueSheetFormat implements DiskFormat {
    private static final int MAX_SIZE = 256 << 10;
    private static final String CLONE_CD = "[CloneCD]";

    @Override
    public String name() {
        return "cue";
    }

    @Override
    public boolean matches(ByteBuffer head, ByteBuffer tail, Path file) {
        byte[] bytes = new byte[Math.min(head.limit(), 4096)];
        head.get(0, bytes);
        return isSheet(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    private static boolean isSheet(String text) {
        String start = text.startsWith("\u00EF\u00BB\u00BF") ? text.substring(3) : text;
        if (start.startsWith(CLONE_CD)) {
            return true;
        }
        boolean printable = start.chars().limit(64).allMatch(c -> c >= ' ' || c == '\r' || c == '\n' || c == '\t');
        return printable
                && start.lines().anyMatch(l -> l.strip().startsWith("FILE "))
                && start.lines().anyMatch(l -> l.strip().matches("TRACK\\s+\\d+\\s+\\S+"));
    }

    static boolean isSheet(Path file) throws IOException {
        return isSheet(text(file));
    }

    @Override
    public DiskImage open(Path file) throws IOException {
        return openSheet(file);
    }

    static DiskImage openSheet(Path sheet) throws IOException {
        List<CdTrack> tracks = tracks(sheet);
        if (tracks.stream().noneMatch(t -> t.kind() == CdTrack.Kind.DATA)) {
            throw new DiskFormatException(sheet + ": lists no data track; an audio CD holds nothing to read");
        }
        return RawCdImage.open(tracks);
    }

    /** The tracks of a sheet in the order of the CD. */
    static List<CdTrack> tracks(Path sheet) throws IOException {
        String text = text(sheet);
        return text.startsWith(CLONE_CD) ? new CloneCdControl(sheet).tracks(text) : new CueSheet(sheet).tracks(text);
    }

    private static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_SIZE + 1);
            if (bytes.length > MAX_SIZE) {
                return "";
            }
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
