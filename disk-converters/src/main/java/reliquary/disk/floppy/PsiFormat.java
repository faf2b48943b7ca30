package reliquary.disk.floppy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;
import reliquary.disk.floppy.FloppySector.State;
import reliquary.disk.format.DiskFormat;

/**
 * PSI, PCE's sector images (Hampa Hug, PCE documentation, "psi-format.txt", version 0).
 *
 * <p>{@code SECT}: cylinder (word), head, sector, size (word), flags, fill byte. It may be followed by {@code IBMF} or
 * {@code IBMM} with the ID field and {@code DATA}.
 */
public final class PsiFormat implements DiskFormat {
    // Flags of SECT; 02h marks a second reading of the sector before it, which is a twin like any other.
    private static final int FILLED = 0x01;
    private static final int CRC_ERROR = 0x04;

    // Flags of IBMF and IBMM.
    private static final int ID_ERROR = 0x01;
    private static final int DATA_ERROR = 0x02;
    private static final int DELETED = 0x04;
    private static final int NO_DATA = 0x08;

    @Override
    public String name() {
        return "psi";
    }

    @Override
    public boolean matches(ByteBuffer head, ByteBuffer tail, Path file) {
        return isPceFile(head, 'S');
    }

    /** Whether a file begins with the chunk "P?I " of four bytes. */
    static boolean isPceFile(ByteBuffer head, char kind) {
        return head.limit() > 16
                && head.get(0) == 'P'
                && head.get(1) == kind
                && head.get(2) == 'I'
                && head.get(3) == ' '
                && head.getInt(4) == 4 << 24;
    }

    @Override
    public DiskImage open(Path file) throws IOException {
        return parse(FloppyFile.read(file)).image();
    }

    static FloppyDisk parse(FloppyFile file) throws DiskFormatException {
        return new Reader(file).read();
    }

    /** Collects the chunks of one sector until the next begins. */
    private static final class Reader {
        private final FloppyFile file;
        private final StringBuilder comment = new StringBuilder();
        private final Map<Integer, List<FloppySector>> tracks = new TreeMap<>();
        private Optional<FloppySector> pending = Optional.empty();
        private int track;

        Reader(FloppyFile file) {
            this.file = file;
        }

        FloppyDisk read() throws DiskFormatException {
            PceChunks chunks = new PceChunks(file);
            for (PceChunks.Chunk chunk = chunks.next(); !chunk.isEnd(); chunk = chunks.next()) {
                switch (chunk.name()) {
                    case "TEXT" -> comment.append(new String(chunk.data(), StandardCharsets.UTF_8));
                    case "SECT" -> begin(chunk);
                    case "IBMF", "IBMM" -> identify(sectorBefore(chunk), chunk.fields());
                    case "DATA" -> fill(sectorBefore(chunk), chunk.data());
                    default -> {
                        // positions, times and weak masks do not change what a sector holds
                    }
                }
            }
            finish();
            List<FloppyTrack> found = new ArrayList<>();
            tracks.forEach((key, sectors) -> found.add(new FloppyTrack(key / 2, key % 2, sectors)));
            return new FloppyDisk(file.name(), comment.toString().strip(), found);
        }

        private FloppySector sectorBefore(PceChunks.Chunk chunk) throws DiskFormatException {
            return pending.orElseThrow(() -> file.damaged(chunk.at(), chunk.name() + " without a SECT before it"));
        }

        private void begin(PceChunks.Chunk chunk) throws DiskFormatException {
            finish();
            FloppyFile fields = chunk.fields();
            int cylinder = fields.u16be();
            int head = fields.u8();
            int number = fields.u8();
            int size = fields.u16be();
            int flags = fields.u8();
            byte fill = (byte) fields.u8();
            if (head > 1) {
                throw file.damaged(chunk.at(), "head " + head + "; a floppy has heads 0 and 1");
            }
            int sizeCode = Integer.numberOfTrailingZeros(size) - 7;
            if (sizeCode < 0 || sizeCode > FloppySector.MAX_SIZE_CODE || size != 128 << sizeCode) {
                throw file.damaged(chunk.at(), "sector of " + size + " bytes; 128 to 16384 by powers of two are known");
            }
            byte[] data = file.sectorData((flags & FILLED) != 0 ? size : 0);
            Arrays.fill(data, fill);
            State state = (flags & CRC_ERROR) != 0 ? State.CRC_ERROR : State.GOOD;
            pending = Optional.of(new FloppySector(cylinder & 0xFF, head, number, sizeCode, state, false, data));
            track = cylinder * 2 + head;
        }

        private void identify(FloppySector sector, FloppyFile id) throws DiskFormatException {
            int cylinder = id.u8();
            int head = id.u8();
            int number = id.u8();
            id.skip(1);
            int flags = id.u8();
            State state = (flags & (ID_ERROR | DATA_ERROR)) != 0 ? State.CRC_ERROR : sector.state();
            state = (flags & NO_DATA) != 0 ? State.MISSING : state;
            boolean deleted = (flags & DELETED) != 0;
            pending = Optional.of(
                    new FloppySector(cylinder, head, number, sector.sizeCode(), state, deleted, sector.data()));
        }

        private void fill(FloppySector sector, byte[] stored) throws DiskFormatException {
            byte[] data = file.sectorData(sector.size());
            System.arraycopy(stored, 0, data, 0, Math.min(stored.length, data.length));
            pending = Optional.of(sector.with(sector.state(), data));
        }

        private void finish() {
            pending.ifPresent(sector -> {
                boolean noData = sector.state() == State.MISSING || sector.data().length == 0;
                FloppySector whole = noData ? sector.with(State.MISSING, new byte[0]) : sector;
                tracks.computeIfAbsent(track, t -> new ArrayList<>()).add(whole);
            });
        }
    }
}
