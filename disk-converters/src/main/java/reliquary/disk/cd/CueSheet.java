package reliquary.disk.cd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import reliquary.disk.DiskFormatException;
import reliquary.disk.format.LinkedFile;

/** Reads a cue sheet (CDRWIN user's guide, appendix A): FILE, TRACK, INDEX and PREGAP; times are mm:ss:ff, 75 frames. */
final class CueSheet {
    private static final Pattern FILE = Pattern.compile("FILE\\s+(?:\"([^\"]+)\"|(\\S+))\\s+(\\S+)");
    private static final Pattern TRACK = Pattern.compile("TRACK\\s+(\\d{1,2})\\s+(\\S+)");
    private static final Pattern TIME = Pattern.compile("(INDEX\\s+(\\d{1,2})|PREGAP)\\s+(\\d{1,3}):(\\d{2}):(\\d{2})");
    private static final int FRAMES = 75;

    /** One TRACK block as it is being read; positions are in sectors within the file. */
    private static final class Block {
        final Path file;
        final String mode;
        long start = -1;
        long index1 = -1;
        long pregap;

        Block(Path file, String mode) {
            this.file = file;
            this.mode = mode;
        }
    }

    private final Path sheet;
    private final List<Block> blocks = new ArrayList<>();

    CueSheet(Path sheet) {
        this.sheet = sheet;
    }

    List<CdTrack> tracks(String text) throws IOException {
        Path file = sheet;
        int number = 0;
        for (String line : text.lines().map(String::strip).toList()) {
            number++;
            Matcher named = FILE.matcher(line);
            Matcher track = TRACK.matcher(line);
            Matcher time = TIME.matcher(line);
            if (named.matches()) {
                file = LinkedFile.find(sheet, named.group(1) == null ? named.group(2) : named.group(1), "track file");
            } else if (track.matches()) {
                blocks.add(new Block(file, track.group(2)));
            } else if (time.matches() && !blocks.isEmpty()) {
                addTime(time);
            } else if (line.startsWith("TRACK") || line.startsWith("INDEX")) {
                throw new DiskFormatException(sheet + ": line " + number + ": cannot be read: " + line);
            }
        }
        return laidOut();
    }

    private void addTime(Matcher time) {
        Block block = blocks.get(blocks.size() - 1);
        long sectors = (Long.parseLong(time.group(3)) * 60 + Long.parseLong(time.group(4))) * FRAMES
                + Long.parseLong(time.group(5));
        if (time.group(2) == null) {
            block.pregap = sectors;
            return;
        }
        block.start = block.start < 0 ? sectors : block.start;
        if (Integer.parseInt(time.group(2)) == 1) {
            block.index1 = sectors;
        }
    }

    /** Sector 0 of the CD is index 1 of its first track; what a file holds before that is outside the address space. */
    private List<CdTrack> laidOut() throws IOException {
        List<CdTrack> tracks = new ArrayList<>();
        long lba = 0;
        long offset = 0;
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            if (block.index1 < 0) {
                throw new DiskFormatException(sheet + ": track " + (i + 1) + " has no INDEX 01");
            }
            int size = sectorSize(block.mode);
            boolean newFile = i == 0 || !block.file.equals(blocks.get(i - 1).file);
            if (newFile) {
                offset = i == 0 ? block.index1 * size : 0;
            }
            long from = i == 0 ? block.index1 : newFile ? 0 : block.start;
            boolean last = i + 1 == blocks.size() || !blocks.get(i + 1).file.equals(block.file);
            long sectors = last ? (Files.size(block.file) - offset) / size : blocks.get(i + 1).start - from;
            if (sectors <= 0 || offset + sectors * size > Files.size(block.file)) {
                throw new DiskFormatException(sheet + ": track " + (i + 1) + " passes the end of " + block.file);
            }
            lba += i == 0 ? 0 : block.pregap;
            CdTrack.Kind kind = block.mode.equals("AUDIO") ? CdTrack.Kind.AUDIO : CdTrack.Kind.DATA;
            tracks.add(new CdTrack(block.file, kind, size, offset, lba, sectors));
            lba += sectors;
            offset += sectors * size;
        }
        return tracks;
    }

    private int sectorSize(String mode) throws DiskFormatException {
        return switch (mode) {
            case "AUDIO", "MODE1/2352", "MODE2/2352", "CDI/2352" -> CdTrack.RAW;
            case "MODE1/2448", "MODE2/2448", "CDG" -> CdTrack.RAW_WITH_SUBCHANNELS;
            case "MODE2/2336", "CDI/2336" -> CdTrack.MODE_2_BODY;
            case "MODE1/2048", "MODE2/2048" -> CdImage.SECTOR;
            default -> throw new DiskFormatException(sheet + ": track mode " + mode + " is not known");
        };
    }
}
