package reliquary.disk.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import reliquary.disk.ByteRange;

/**
 * Unreadable places of an original below a QCOW2 overlay. Those inside clusters that the overlay has are stored in its
 * header as an extension of fixed length: a count, then pairs of offset and length in bytes on the disk, big-endian
 * 64-bit numbers. Other programs ignore it and read zeros there.
 */
public final class ReadErrors {
    /** Type of the header extension: "RELQ". */
    public static final int EXTENSION = 0x52454C51;

    /** Ranges that fit into the extension. */
    public static final int CAPACITY = 1000;

    private static final int LENGTH = 8 + CAPACITY * 16;

    private ReadErrors() {}

    /** Whether the overlay has its own cluster at an offset of the disk. */
    public interface Presence {
        boolean at(long offset) throws IOException;
    }

    /** The ranges in an extension; none if its length is not that of ours. */
    public static List<ByteRange> decode(byte[] extension) {
        List<ByteRange> ranges = new ArrayList<>();
        ByteBuffer b = ByteBuffer.wrap(extension);
        long count = extension.length == LENGTH ? Math.max(0, Math.min(CAPACITY, b.getLong())) : 0;
        for (int i = 0; i < count; i++) {
            long offset = b.getLong();
            long length = b.getLong();
            if (offset >= 0 && length > 0 && offset + length > 0) {
                ranges.add(new ByteRange(offset, length));
            }
        }
        return ranges;
    }

    /** The extension for at most {@link #CAPACITY} ranges. */
    public static byte[] encode(Collection<ByteRange> ranges) {
        ByteBuffer b = ByteBuffer.allocate(LENGTH);
        b.putLong(ranges.size());
        ranges.forEach(r -> b.putLong(r.offset()).putLong(r.length()));
        return b.array();
    }

    /**
     * What is unreadable on the disk as a whole, sorted and joined.
     *
     * @param below the original's unreadable ranges
     * @param own those inside the overlay's clusters
     * @param inOverlay tells for each cluster whether the overlay has it
     */
    public static List<ByteRange> remaining(
            List<ByteRange> below, Collection<ByteRange> own, long clusterSize, Presence inOverlay) {
        List<ByteRange> all = new ArrayList<>(own);
        for (ByteRange range : below) {
            long at = range.offset();
            while (at < range.end()) {
                long end = Math.min(range.end(), (at / clusterSize + 1) * clusterSize);
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
