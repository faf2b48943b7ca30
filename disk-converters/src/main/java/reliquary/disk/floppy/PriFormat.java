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
 * PRI, PCE's raw track images (Hampa Hug, PCE documentation, "pri-format.txt", version 0): {@code TRAK} (cylinder, head,
 * length in bit cells, cells a second) followed by {@code DATA}, most significant bit first.
 */
public final class PriFormat implements DiskFormat {
    @Override
    public String name() {
        return "pri";
    }

    @Override
    public boolean matches(ByteBuffer head, ByteBuffer tail, Path file) {
        return PsiFormat.isPceFile(head, 'R');
    }

    @Override
    public DiskImage open(Path file) throws IOException {
        return parse(FloppyFile.read(file)).image();
    }

    static FloppyDisk parse(FloppyFile file) throws DiskFormatException {
        PceChunks chunks = new PceChunks(file);
        StringBuilder comment = new StringBuilder();
        List<FloppyTrack> tracks = new ArrayList<>();
        long cylinder = 0;
        long head = 0;
        long cells = 0;
        for (PceChunks.Chunk chunk = chunks.next(); !chunk.isEnd(); chunk = chunks.next()) {
            switch (chunk.name()) {
                case "TEXT" -> comment.append(new String(chunk.data(), StandardCharsets.UTF_8));
                case "TRAK" -> {
                    cylinder = chunk.fields().u32be();
                    head = chunk.fields().u32be();
                    cells = chunk.fields().u32be();
                    if (cylinder > 255 || head > 1) {
                        throw file.damaged(
                                chunk.at(),
                                "track " + cylinder + " head " + head
                                        + "; a floppy has at most 256 tracks on heads 0 and 1");
                    }
                }
                case "DATA" -> {
                    BitTrack track = new BitTrack(chunk.data(), (int) Math.min(cells, chunk.data().length * 8L));
                    tracks.add(new FloppyTrack((int) cylinder, (int) head, TrackDecoder.decode(track)));
                }
                default -> {
                    // weak bits and clock changes do not move the cells
                }
            }
        }
        return new FloppyDisk(file.name(), comment.toString().strip(), tracks);
    }
}
