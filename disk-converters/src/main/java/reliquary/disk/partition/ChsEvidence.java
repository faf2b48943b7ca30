package reliquary.disk.partition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import reliquary.disk.Geometry.Chs;

/**
 * Heads and sectors per track worked out from partition entries, which state the same places both as CHS and as linear
 * sector numbers: linear = (cylinder * heads + head) * sectors + sector - 1.
 */
final class ChsEvidence {
    /** The last cylinder that CHS can name; entries beyond it are filled with arbitrary conventions. */
    private static final int LAST_CYLINDER = 1023;

    private static final List<Integer> USUAL_HEADS = List.of(16, 255, 240, 128, 64, 32, 15, 8, 6, 5, 4);

    /** Its CHS values are made up: no program was ever to read the disk by them. */
    private static final int GPT_PROTECTIVE = 0xEE;

    private record Point(Chs chs, long lba) {}

    /** Heads and sectors per track. */
    record Track(int heads, int sectors) {}

    private final List<Point> points = new ArrayList<>();
    private final List<Chs> ends = new ArrayList<>();

    /** Takes up the first and last sector of each entry as far as its CHS can be right. */
    ChsEvidence(List<MasterBootRecord.Entry> entries) {
        for (MasterBootRecord.Entry e : entries) {
            if (e.sectors() == 0 || e.type() == GPT_PROTECTIVE) {
                continue;
            }
            addPoint(e.first(), e.firstSector());
            addPoint(e.last(), e.firstSector() + e.sectors() - 1);
            if (e.last().sector() > 0) {
                ends.add(e.last());
            }
        }
    }

    private void addPoint(Chs chs, long lba) {
        if (chs.sector() > 0 && chs.cylinder() < LAST_CYLINDER) {
            points.add(new Point(chs, lba));
        }
    }

    /** The track layout under which every place agrees with itself; empty if none or too little is known. */
    Optional<Track> agreeing() {
        for (Chs end : ends) {
            Track track = new Track(end.head() + 1, end.sector());
            if (decisive(track)) {
                return Optional.of(track);
            }
        }
        return search();
    }

    /** Where partitions lie beyond CHS: their ends still show the last head and sector. */
    Optional<Track> fromSaturatedEnds() {
        return ends.stream()
                .filter(c -> c.cylinder() >= LAST_CYLINDER && c.head() > 0 && c.sector() == 63)
                .map(c -> new Track(Math.min(255, c.head() + 1), c.sector()))
                .filter(this::fits)
                .findFirst();
    }

    private Optional<Track> search() {
        List<Track> found = new ArrayList<>();
        for (int sectors = 1; sectors <= 63; sectors++) {
            for (int heads = 1; heads <= 255; heads++) {
                Track track = new Track(heads, sectors);
                if (decisive(track)) {
                    found.add(track);
                }
            }
        }
        if (found.size() == 1) {
            return Optional.of(found.get(0));
        }
        return found.stream()
                .filter(t -> t.sectors() == 63 || t.sectors() == 17 || t.sectors() == 32)
                .filter(t -> USUAL_HEADS.contains(t.heads()))
                .findFirst();
    }

    /** Whether the layout fits and at least one place lies behind cylinder 0, so that the number of heads mattered. */
    private boolean decisive(Track track) {
        return points.stream().anyMatch(p -> p.chs.cylinder() > 0) && fits(track);
    }

    private boolean fits(Track track) {
        for (Point p : points) {
            Chs c = p.chs;
            long lba = ((long) c.cylinder() * track.heads() + c.head()) * track.sectors() + c.sector() - 1;
            if (c.head() >= track.heads() || c.sector() > track.sectors() || lba != p.lba) {
                return false;
            }
        }
        return true;
    }
}
