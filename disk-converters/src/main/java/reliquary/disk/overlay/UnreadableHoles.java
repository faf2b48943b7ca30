package reliquary.disk.overlay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import reliquary.disk.ByteRange;
import reliquary.disk.format.ReadErrors;

/**
 * Places inside clusters of the overlay that the original could not supply when the cluster was copied and that nobody
 * has written since. They stay unreadable: a guest gets a disk error there until it writes the sector. They are stored
 * in the overlay's header ({@link ReadErrors}).
 */
final class UnreadableHoles {
    private final TreeMap<Long, Long> ends = new TreeMap<>();

    static UnreadableHoles fromBytes(byte[] stored) {
        UnreadableHoles holes = new UnreadableHoles();
        ReadErrors.decode(stored).forEach(holes::add);
        return holes;
    }

    byte[] toBytes() {
        return ReadErrors.encode(all());
    }

    boolean isEmpty() {
        return ends.isEmpty();
    }

    int count() {
        return ends.size();
    }

    void clear() {
        ends.clear();
    }

    /** Adds a range that does not overlap one that is there. */
    void add(ByteRange range) {
        ends.put(range.offset(), range.end());
    }

    /** Takes a range out, after it was written; whether that changed anything. */
    boolean remove(ByteRange written) {
        boolean changed = false;
        for (Optional<ByteRange> hit = first(written); hit.isPresent(); hit = first(written)) {
            ByteRange hole = hit.get();
            ends.remove(hole.offset());
            if (hole.offset() < written.offset()) {
                ends.put(hole.offset(), written.offset());
            }
            if (hole.end() > written.end()) {
                ends.put(written.end(), hole.end());
            }
            changed = true;
        }
        return changed;
    }

    /** The first hole that shares a byte with the range. */
    Optional<ByteRange> first(ByteRange range) {
        Map.Entry<Long, Long> before = ends.floorEntry(range.offset());
        if (before != null && before.getValue() > range.offset()) {
            return Optional.of(asRange(before));
        }
        Map.Entry<Long, Long> after = ends.ceilingEntry(range.offset());
        return after != null && after.getKey() < range.end() ? Optional.of(asRange(after)) : Optional.empty();
    }

    List<ByteRange> all() {
        List<ByteRange> ranges = new ArrayList<>();
        ends.entrySet().forEach(e -> ranges.add(asRange(e)));
        return ranges;
    }

    private static ByteRange asRange(Map.Entry<Long, Long> e) {
        return new ByteRange(e.getKey(), e.getValue() - e.getKey());
    }
}
