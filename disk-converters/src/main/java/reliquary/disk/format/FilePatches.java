package reliquary.disk.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/** Parts of a file that a journal holds in a newer version; later patches hide earlier ones. */
final class FilePatches {
    static final FilePatches NONE = new FilePatches();

    private final TreeMap<Long, Patch> byStart = new TreeMap<>();
    private long end;

    /** Reads a patch's bytes; {@code within} counts from the patch's own beginning. */
    interface Source {
        void read(long within, ByteBuffer target) throws IOException;
    }

    /** Reads the file below the patches. */
    interface File {
        void read(long offset, ByteBuffer target) throws IOException;
    }

    /** Bytes {@code start} to {@code end} (exclusive); the source's byte 0 belongs at {@code origin}. */
    private record Patch(long start, long end, long origin, Source source) {}

    boolean isEmpty() {
        return byStart.isEmpty();
    }

    /** The first byte behind the last patch. */
    long end() {
        return end;
    }

    void add(long start, long length, Source source) {
        long stop = start + length;
        cut(start);
        cut(stop);
        byStart.subMap(start, stop).clear();
        byStart.put(start, new Patch(start, stop, start, source));
        end = Math.max(end, stop);
    }

    /** Divides the patch that covers a place so that none reaches across it. */
    private void cut(long at) {
        Map.Entry<Long, Patch> before = byStart.lowerEntry(at);
        if (before != null && before.getValue().end > at) {
            Patch p = before.getValue();
            byStart.put(p.start, new Patch(p.start, at, p.origin, p.source));
            byStart.put(at, new Patch(at, p.end, p.origin, p.source));
        }
    }

    void read(long offset, ByteBuffer target, File file) throws IOException {
        int limit = target.limit();
        while (target.position() < limit) {
            Map.Entry<Long, Patch> floor = byStart.floorEntry(offset);
            boolean patched = floor != null && floor.getValue().end > offset;
            Long next = byStart.higherKey(offset);
            long stop = patched ? floor.getValue().end : next == null ? Long.MAX_VALUE : next;
            int n = (int) Math.min(limit - target.position(), stop - offset);
            target.limit(target.position() + n);
            if (patched) {
                floor.getValue().source.read(offset - floor.getValue().origin, target);
            } else {
                file.read(offset, target);
            }
            target.limit(limit);
            offset += n;
        }
    }
}
