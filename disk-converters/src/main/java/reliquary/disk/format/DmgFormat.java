package reliquary.disk.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import reliquary.disk.DiskImage;

/**
 * Apple UDIF, ".dmg" (hdiutil; the layout as in libmodi's "Mac OS disk image types" and QEMU block/dmg.c; big-endian):
 * a trailer of 512 bytes ("koly") names the property list or resource fork with the tables ("mish"), which list runs of
 * sectors and how each is stored: zeros, raw, ADC, zlib, bzip2, LZMA. LZFSE is refused.
 */
final class DmgFormat implements DiskFormat {
    private static final int TRAILER = 512;
    private static final int KOLY = 0x6B6F6C79;
    private static final int MISH = 0x6D697368;
    private static final int SECTOR = 512;
    private static final int RUN = 40;
    private static final int MAX_RUNS = 4_000_000;

    @Override
    public String name() {
        return "dmg";
    }

    @Override
    public boolean matches(ByteBuffer head, ByteBuffer tail, Path file) {
        int at = tail.limit() - TRAILER;
        return at >= 0 && tail.getInt(at) == KOLY && tail.getInt(at + 8) == TRAILER;
    }

    @Override
    public DiskImage open(Path path) throws IOException {
        ImageFile file = ImageFile.open(path);
        try {
            ByteBuffer trailer = file.read(file.size() - TRAILER, TRAILER, "the UDIF trailer");
            long sectors = trailer.getLong(492);
            List<DmgRun> runs = new ArrayList<>();
            for (byte[] table : DmgTables.read(file, trailer)) {
                addRuns(file, trailer, ByteBuffer.wrap(table), runs);
            }
            runs.sort(Comparator.comparingLong(DmgRun::start));
            long end = runs.stream().mapToLong(DmgRun::end).max().orElse(0);
            if (sectors < 0 || sectors > 1L << 41) {
                throw file.damaged(file.size() - 20, "UDIF disk of " + Long.toUnsignedString(sectors) + " sectors");
            }
            checkRuns(file, runs);
            return new MappedImage(ImageFacts.ofSize(Math.max(sectors * SECTOR, end)), new Map(file, runs));
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static void addRuns(ImageFile file, ByteBuffer trailer, ByteBuffer table, List<DmgRun> runs)
            throws IOException {
        if (table.limit() < 204 || table.getInt(0) != MISH) {
            return; // other resources have the same kind of entry
        }
        int count = table.getInt(200);
        if (count < 0 || count > (table.limit() - 204) / RUN || runs.size() + count > MAX_RUNS) {
            throw file.refused("a UDIF table claims " + Integer.toUnsignedString(count) + " runs and is too short");
        }
        long firstSector = table.getLong(8);
        long dataStart = trailer.getLong(24) + table.getLong(24);
        for (int i = 0; i < count; i++) {
            int at = 204 + RUN * i;
            int kind = table.getInt(at);
            if (kind == DmgRun.COMMENT || kind == DmgRun.END) {
                continue;
            }
            long start = firstSector + table.getLong(at + 8);
            long length = table.getLong(at + 16);
            if (start < 0 || length < 0 || start > 1L << 41 || length > 1L << 41) {
                throw file.refused("a UDIF run of " + length + " sectors at " + start + " is impossible");
            }
            if (length > 0) {
                long stored = dataStart + table.getLong(at + 24);
                runs.add(new DmgRun(kind, start * SECTOR, length * SECTOR, stored, table.getLong(at + 32)));
            }
        }
    }

    private static void checkRuns(ImageFile file, List<DmgRun> runs) throws IOException {
        long end = 0;
        for (DmgRun run : runs) {
            run.check(file);
            if (run.start() < end) {
                throw file.refused("UDIF runs overlap at byte " + run.start() + " of the disk");
            }
            end = run.end();
        }
    }

    private record Map(ImageFile file, List<DmgRun> runs) implements BlockMap {
        @Override
        public Piece at(long offset) {
            int index = firstEndingBehind(offset);
            if (index == runs.size()) {
                return new Piece.Zero(Long.MAX_VALUE - offset);
            }
            DmgRun run = runs.get(index);
            return run.start() > offset ? new Piece.Zero(run.start() - offset) : run.at(file, offset);
        }

        private int firstEndingBehind(long offset) {
            int low = 0;
            int high = runs.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (runs.get(middle).end() > offset) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            return low;
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
