package reliquary.disk.floppy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import reliquary.disk.ByteRange;
import reliquary.disk.DiskFormatException;
import reliquary.disk.Geometry;
import reliquary.disk.floppy.FloppySector.State;

/**
 * Lays the sectors of a floppy out in the order of INT 13h: cylinder, head, sector number.
 *
 * <p>A floppy may hold more than that order can say (odd sizes, twins, sectors under a false ID). The commonest sector
 * size and the numbers that most tracks share make the grid; what does not fit is remarked upon.
 */
final class SectorGrid {
    private static final int MAX_CYLINDERS = 256;
    private static final int MAX_CONTENT = 32 << 20;

    private final FloppyDisk disk;
    private final List<FloppyTrack> tracks;
    private final List<String> remarks = new ArrayList<>();
    private final int sizeCode;
    private final int firstNumber;
    private final int numbers;
    private final Map<Integer, FloppySector> chosen = new TreeMap<>();
    private int heads = 1;
    private int cylinders = 1;

    /** Sector numbers without a gap. */
    private record Numbers(int first, int count) {}

    SectorGrid(FloppyDisk disk) throws DiskFormatException {
        this.disk = disk;
        this.tracks = stepped(disk.tracks());
        if (tracks.stream().allMatch(t -> t.sectors().isEmpty())) {
            throw new DiskFormatException(
                    disk.source() + ": no sector found on any track; FM and MFM in IBM's format can be decoded");
        }
        this.sizeCode = commonest(sectors().map(FloppySector::sizeCode));
        Numbers common = commonNumbers();
        this.firstNumber = common.first();
        this.numbers = common.count();
        place();
    }

    FloppyImage image() throws DiskFormatException {
        int sectorSize = 128 << sizeCode;
        cylinders = Math.max(cylinders, cylindersOfBootSector());
        Geometry geometry = new Geometry(cylinders, heads, numbers);
        if (geometry.totalSectors() * sectorSize > MAX_CONTENT) {
            throw new DiskFormatException(disk.source() + ": " + geometry + " sectors of " + sectorSize
                    + " bytes are more than a floppy holds");
        }
        byte[] content = new byte[(int) geometry.totalSectors() * sectorSize];
        List<ByteRange> unreadable = new ArrayList<>();
        for (int lba = 0; lba < geometry.totalSectors(); lba++) {
            Geometry.Chs at = geometry.toChs(lba);
            FloppySector sector = chosen.get(key(at.cylinder(), at.head(), at.sector() - 1 + firstNumber));
            boolean readable = sector != null && (sector.state() == State.GOOD || sector.state() == State.NOT_STORED);
            if (sector != null) {
                System.arraycopy(sector.data(), 0, content, lba * sectorSize, sector.data().length);
            }
            if (!readable) {
                extend(unreadable, (long) lba * sectorSize, sectorSize);
            }
        }
        return new FloppyImage(content, sectorSize, geometry, unreadable, remarks);
    }

    private Stream<FloppySector> sectors() {
        return tracks.stream().flatMap(t -> t.sectors().stream());
    }

    /** A 48-tpi floppy read in a 96-tpi drive stands on every other track; its ID fields tell. */
    private List<FloppyTrack> stepped(List<FloppyTrack> all) {
        int single = 0;
        int twice = 0;
        for (FloppyTrack track : all) {
            for (FloppySector sector : track.sectors()) {
                if (track.cylinder() > 0) {
                    single += sector.cylinder() == track.cylinder() ? 1 : 0;
                    twice += sector.cylinder() * 2 == track.cylinder() ? 1 : 0;
                }
            }
        }
        if (twice <= single) {
            return all;
        }
        remarks.add("read with a drive of twice the track density: every other track left out");
        return all.stream()
                .filter(t -> t.cylinder() % 2 == 0)
                .map(t -> new FloppyTrack(t.cylinder() / 2, t.head(), t.sectors()))
                .toList();
    }

    /** The first number and how many follow without a gap, of those that at least half of the tracks have. */
    private Numbers commonNumbers() {
        List<FloppyTrack> formatted = tracks.stream()
                .filter(t -> t.sectors().stream().anyMatch(s -> s.sizeCode() == sizeCode))
                .toList();
        int[] seen = new int[256];
        for (FloppyTrack track : formatted) {
            track.sectors().stream()
                    .filter(s -> s.sizeCode() == sizeCode)
                    .mapToInt(FloppySector::number)
                    .distinct()
                    .forEach(n -> seen[n]++);
        }
        int[] common = IntStream.range(0, 256)
                .filter(n -> seen[n] * 2 >= formatted.size())
                .toArray();
        if (common.length == 0) {
            int most = IntStream.range(0, 256)
                    .boxed()
                    .max(Comparator.comparing(n -> seen[n]))
                    .orElse(1);
            return new Numbers(most, 1);
        }
        int first = common[0];
        // A number that every track lost is a hole in the row, not its end, as long as more numbers follow closely.
        int last = first;
        for (int n : common) {
            if (n > last && n - last <= 4) {
                last = n;
            }
        }
        return new Numbers(first, last - first + 1);
    }

    private void place() {
        int odd = 0;
        int deleted = 0;
        int notStored = 0;
        for (FloppyTrack track : tracks) {
            if (track.cylinder() >= MAX_CYLINDERS || track.head() > 1 || isEcho(track)) {
                continue;
            }
            for (FloppySector sector : track.sectors()) {
                boolean fits = sector.sizeCode() == sizeCode
                        && sector.number() >= firstNumber
                        && sector.number() < firstNumber + numbers;
                if (!fits) {
                    odd++;
                    continue;
                }
                int key = key(track.cylinder(), track.head(), sector.number());
                chosen.merge(key, sector, (a, b) -> rank(b, track) > rank(a, track) ? b : a);
                heads = Math.max(heads, track.head() + 1);
                cylinders = Math.max(cylinders, track.cylinder() + 1);
            }
        }
        for (FloppySector sector : chosen.values()) {
            deleted += sector.deleted() ? 1 : 0;
            notStored += sector.state() == State.NOT_STORED ? 1 : 0;
        }
        remark(odd, "sectors of another size or number than the rest of the floppy are not part of the image");
        remark(deleted, "sectors carry a deleted data mark");
        remark(notStored, "sectors were not stored because the file system did not use them; they read as zeros");
    }

    private void remark(int count, String what) {
        if (count > 0) {
            remarks.add(count + " " + what);
        }
    }

    /** Behind the last track a drive's head stays where it is and reads that track once more. */
    private boolean isEcho(FloppyTrack track) {
        if (track.sectors().isEmpty() || track.cylinder() < 40) {
            return false;
        }
        boolean echo = track.sectors().stream()
                .allMatch(s -> s.cylinder() == track.sectors().get(0).cylinder()
                        && s.cylinder() < track.cylinder()
                        && s.cylinder() >= 39);
        if (echo) {
            remarks.add("cylinder " + track.cylinder() + " head " + track.head() + " repeats cylinder "
                    + track.sectors().get(0).cylinder() + " and is left out");
        }
        return echo;
    }

    private static int rank(FloppySector sector, FloppyTrack track) {
        int byState = switch (sector.state()) {
            case GOOD -> 6;
            case NOT_STORED -> 4;
            case CRC_ERROR -> 2;
            case MISSING -> 0;
        };
        return byState + (sector.cylinder() == track.cylinder() ? 8 : 0) + (sector.head() == track.head() ? 1 : 0);
    }

    /** The last cylinders may be lost altogether; the BIOS parameter block then says how many there were. */
    private int cylindersOfBootSector() {
        FloppySector boot = chosen.get(key(0, 0, firstNumber));
        if (boot == null || boot.data().length < 28) {
            return 1;
        }
        byte[] b = boot.data();
        int bytes = b[11] & 0xFF | (b[12] & 0xFF) << 8;
        int total = b[19] & 0xFF | (b[20] & 0xFF) << 8;
        int perTrack = b[24] & 0xFF | (b[25] & 0xFF) << 8;
        int sides = b[26] & 0xFF | (b[27] & 0xFF) << 8;
        boolean agrees = bytes == 128 << sizeCode && perTrack == numbers && (sides == heads || sides == 2);
        if (!agrees || total % (perTrack * sides) != 0 || total / (perTrack * sides) > 96) {
            return 1;
        }
        heads = sides;
        return total / (perTrack * sides);
    }

    private static void extend(List<ByteRange> ranges, long offset, int length) {
        int last = ranges.size() - 1;
        if (last >= 0 && ranges.get(last).end() == offset) {
            ByteRange before = ranges.get(last);
            ranges.set(last, new ByteRange(before.offset(), before.length() + length));
        } else {
            ranges.add(new ByteRange(offset, length));
        }
    }

    private static int commonest(Stream<Integer> values) {
        return values
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }

    private static int key(int cylinder, int head, int number) {
        return (cylinder * 2 + head) * 256 + number;
    }
}
