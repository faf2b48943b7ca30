package reliquary.disk.overlay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import reliquary.disk.ByteRange;

/** Works out what is still unreadable on a disk with an overlay. */
final class OverlayHoles {
    private OverlayHoles() {}

    /** Whether the overlay has the cluster of an offset. */
    interface Presence {
        boolean at(long offset) throws IOException;
    }

    /** The original's unreadable ranges outside the overlay's clusters, and the holes inside them; sorted. */
    static List<ByteRange> remaining(List<ByteRange> below, List<ByteRange> holes, Presence inOverlay) {
        List<ByteRange> all = new ArrayList<>(holes);
        for (ByteRange range : below) {
            long at = range.offset();
            while (at < range.end()) {
                long end = Math.min(range.end(), (at / OverlayFile.CLUSTER + 1) * OverlayFile.CLUSTER);
                if (!present(inOverlay, at)) {
                    all.add(new ByteRange(at, end - at));
                }
                at = end;
            }
        }
        all.sort(Comparator.comparingLong(ByteRange::offset));
        return joined(all);
    }

    private static boolean present(Presence inOverlay, long offset) {
        try {
            return inOverlay.at(offset);
        } catch (IOException e) {
            return false; // the table cannot be read, so the guest cannot read the place either
        }
    }

    private static List<ByteRange> joined(List<ByteRange> sorted) {
        List<ByteRange> result = new ArrayList<>();
        for (ByteRange range : sorted) {
            int last = result.size() - 1;
            if (last >= 0 && result.get(last).end() == range.offset()) {
                ByteRange before = result.get(last);
                result.set(last, new ByteRange(before.offset(), before.length() + range.length()));
            } else {
                result.add(range);
            }
        }
        return result;
    }
}
