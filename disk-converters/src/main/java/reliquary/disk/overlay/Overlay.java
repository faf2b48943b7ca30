package reliquary.disk.overlay;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import reliquary.disk.ByteRange;
import reliquary.disk.DiskImage;
import reliquary.disk.Geometry;
import reliquary.disk.MediaKind;
import reliquary.disk.UnreadableRangeException;
import reliquary.disk.format.ReadErrors;

/**
 * A writable disk on top of one that is never written: changes go to a QCOW2 version 3 file with the original as its
 * backing file, so that other programs can read it too (QEMU docs/interop/qcow2.txt).
 *
 * <p>What was written before {@link #flush} survives a crash at any later moment. What was written since may be lost,
 * and nothing else is touched by that. An overlay that was not closed is flushed when the program ends.
 *
 * <p>All methods may be called from several threads.
 */
public final class Overlay implements DiskImage {
    /** New clusters between flushes that the overlay does on its own: bounds what a killed process can lose to 32 MiB. */
    private static final int CLUSTERS_BETWEEN_FLUSHES = 512;

    private final OverlayFile file;
    private final DiskImage base;
    private final long size;
    private final RefcountTable refcounts;
    private final ClusterMap map;
    private final UnreadableHoles holes;
    private final ByteBuffer cluster = ByteBuffer.allocate(OverlayFile.CLUSTER);
    private boolean holesChanged;
    private int unflushed;
    private boolean open = true;

    Overlay(OverlayFile file, DiskImage base, RefcountTable refcounts, ClusterMap map, UnreadableHoles holes) {
        this.file = file;
        this.base = base;
        this.size = base.size();
        this.refcounts = refcounts;
        this.map = map;
        this.holes = holes;
    }

    /**
     * Makes a new overlay file.
     *
     * @param overlayFile must not exist
     * @param original recorded as the backing file, relative to the overlay where both lie in one folder tree
     * @param base the original, opened; the overlay closes it
     */
    public static Overlay create(Path overlayFile, Path original, DiskImage base) throws IOException {
        return OverlayFiles.create(overlayFile, original, base);
    }

    /** Opens an overlay and the original it names. A second writer is refused. */
    public static Overlay open(Path overlayFile) throws IOException {
        return OverlayFiles.open(overlayFile);
    }

    /**
     * A throw-away overlay: its file has no name and is gone when the overlay is closed or the program ends.
     *
     * @param base the overlay closes it
     */
    public static Overlay temporary(DiskImage base) throws IOException {
        return OverlayFiles.temporary(base);
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int sectorSize() {
        return base.sectorSize();
    }

    @Override
    public boolean writable() {
        return true;
    }

    @Override
    public Optional<Geometry> geometry() {
        return base.geometry();
    }

    @Override
    public MediaKind media() {
        return base.media();
    }

    /** The disk without the changes. */
    public DiskImage base() {
        return base;
    }

    @Override
    public synchronized void read(long offset, ByteBuffer target) throws IOException {
        check(offset, target.remaining());
        int limit = target.limit();
        while (target.position() < limit) {
            int within = (int) (offset % OverlayFile.CLUSTER);
            int n = Math.min(limit - target.position(), OverlayFile.CLUSTER - within);
            target.limit(target.position() + n);
            readInCluster(offset, within, target);
            target.limit(limit);
            offset += n;
        }
    }

    private void readInCluster(long offset, int within, ByteBuffer target) throws IOException {
        long entry = map.get(offset / OverlayFile.CLUSTER);
        if (entry == 0) {
            base.read(offset, target);
        } else if ((entry & ClusterMap.ZERO) != 0) {
            target.put(ByteBuffer.allocate(target.remaining()));
        } else {
            if (!holes.isEmpty()) {
                Optional<ByteRange> hole = holes.first(new ByteRange(offset, target.remaining()));
                if (hole.isPresent()) {
                    throw new UnreadableRangeException(hole.get());
                }
            }
            file.read((entry & ClusterMap.OFFSET) + within, target);
        }
    }

    @Override
    public synchronized void write(long offset, ByteBuffer source) throws IOException {
        check(offset, source.remaining());
        int limit = source.limit();
        while (source.position() < limit) {
            int within = (int) (offset % OverlayFile.CLUSTER);
            int n = Math.min(limit - source.position(), OverlayFile.CLUSTER - within);
            source.limit(source.position() + n);
            writeInCluster(offset, within, source);
            source.limit(limit);
            offset += n;
        }
        if (unflushed >= CLUSTERS_BETWEEN_FLUSHES && file.durable()) {
            flush();
        }
    }

    private void writeInCluster(long offset, int within, ByteBuffer source) throws IOException {
        ByteRange range = new ByteRange(offset, source.remaining());
        long number = offset / OverlayFile.CLUSTER;
        long entry = map.get(number);
        boolean inPlace = (entry & ClusterMap.COPIED) != 0 && (entry & ClusterMap.ZERO) == 0;
        if (inPlace) {
            file.write((entry & ClusterMap.OFFSET) + within, source);
        } else {
            copyCluster(number, entry, within, source);
        }
        if (!holes.isEmpty() && holes.remove(range)) {
            holesChanged = true;
        }
    }

    /** Gives the overlay a cluster of its own with what was there before and {@code source} from {@code within} on. */
    private void copyCluster(long number, long oldEntry, int within, ByteBuffer source) throws IOException {
        long start = number * OverlayFile.CLUSTER;
        int length = (int) Math.min(OverlayFile.CLUSTER, size - start);
        boolean whole = within == 0 && source.remaining() == length;
        boolean zeroBefore = !whole && oldEntry == 0 && isKnownZero(start, length);
        long offset;
        if (whole || zeroBefore) {
            offset = refcounts.allocate();
            file.write(offset + within, source);
        } else {
            cluster.clear().limit(length);
            if (oldEntry == 0) {
                fillFromBase(start, length);
            } else {
                readInCluster(start, 0, cluster);
            }
            cluster.position(within);
            cluster.put(source);
            cluster.position(0).limit(length);
            offset = refcounts.allocate();
            file.write(offset, cluster);
        }
        map.set(number, offset | ClusterMap.COPIED);
        unflushed++;
    }

    private boolean isKnownZero(long start, int length) {
        DiskImage.Extent extent = base.extentAt(start);
        return extent.zero() && extent.offset() + extent.length() >= start + length;
    }

    private void fillFromBase(long start, int length) throws IOException {
        ByteRange all = new ByteRange(start, length);
        List<ByteRange> bad =
                base.unreadable().stream().filter(r -> r.overlaps(all)).toList();
        if (holes.count() + bad.size() > ReadErrors.CAPACITY) {
            throw new IOException(file.path() + ": more than " + ReadErrors.CAPACITY
                    + " partly rewritten unreadable places in one overlay");
        }
        List<ByteRange> copied = new ArrayList<>();
        long at = start;
        for (ByteRange hole : bad) {
            long from = Math.max(start, hole.offset());
            long to = Math.min(start + length, hole.end());
            cluster.limit((int) (from - start));
            base.read(at, cluster);
            cluster.limit((int) (to - start));
            cluster.put(ByteBuffer.allocate(cluster.remaining()));
            copied.add(new ByteRange(from, to - from));
            at = to;
        }
        cluster.limit(length);
        base.read(at, cluster);
        copied.forEach(holes::add);
        holesChanged |= !copied.isEmpty();
    }

    @Override
    public synchronized void flush() throws IOException {
        checkOpen();
        if (!file.durable()) {
            return;
        }
        if (holesChanged) {
            OverlayFiles.writeHoles(file, holes);
            holesChanged = false;
        }
        map.flush();
        unflushed = 0;
    }

    /** The ranges that have clusters in the overlay, sorted, whole clusters of 64 KiB; some bytes may be as before. */
    public synchronized List<ByteRange> changes() throws IOException {
        checkOpen();
        List<ByteRange> ranges = new ArrayList<>();
        long clusters = (size + OverlayFile.CLUSTER - 1) / OverlayFile.CLUSTER;
        long from = -1;
        for (long c = 0; c <= clusters; c++) {
            long at = map.skipMissingTables(c, clusters);
            boolean gap = at > c || c == clusters || map.get(c) == 0;
            if (gap && from >= 0) {
                long start = from * OverlayFile.CLUSTER;
                ranges.add(new ByteRange(start, Math.min(size, c * OverlayFile.CLUSTER) - start));
                from = -1;
            }
            c = at;
            if (c < clusters && from < 0 && map.get(c) != 0) {
                from = c;
            }
        }
        return ranges;
    }

    /**
     * Writes the changes to another image and makes it durable; the overlay stays as it is.
     *
     * @param target of this disk's size, writable: a lower overlay or a copy, never the original itself
     */
    public synchronized void commit(DiskImage target) throws IOException {
        if (!target.writable()) {
            throw new NonWritableChannelException();
        }
        if (target.size() != size) {
            throw new IOException("changes of a disk of " + size + " bytes do not fit one of " + target.size());
        }
        ByteBuffer buffer = ByteBuffer.allocate(OverlayFile.CLUSTER);
        for (ByteRange range : changes()) {
            for (long at = range.offset(); at < range.end(); at += OverlayFile.CLUSTER) {
                ByteRange part = new ByteRange(at, Math.min(OverlayFile.CLUSTER, range.end() - at));
                copyReadable(part, target, buffer);
            }
        }
        target.flush();
    }

    private void copyReadable(ByteRange part, DiskImage target, ByteBuffer buffer) throws IOException {
        long at = part.offset();
        while (at < part.end()) {
            Optional<ByteRange> hole = holes.first(new ByteRange(at, part.end() - at));
            long to = hole.map(h -> Math.min(part.end(), h.offset())).orElse(part.end());
            if (to > at) {
                buffer.clear().limit((int) (to - at));
                read(at, buffer);
                target.write(at, buffer.flip());
            }
            at = hole.map(h -> Math.min(part.end(), h.end())).orElse(part.end());
        }
    }

    /** Drops all changes: the disk is as the original again. */
    public synchronized void discard() throws IOException {
        checkOpen();
        holes.clear();
        holesChanged = false;
        OverlayFiles.writeHoles(file, holes);
        map.clear();
        int clusters = OverlayFiles.clustersOfEmptyFile(size);
        file.truncate((long) clusters * OverlayFile.CLUSTER);
        file.write(OverlayFile.REFCOUNT_TABLE + 8, ByteBuffer.allocate(OverlayFile.CLUSTER - 8));
        refcounts.begin(clusters);
        file.write(OverlayFile.FIRST_REFCOUNT_BLOCK, ByteBuffer.allocate(OverlayFile.CLUSTER));
        refcounts.write();
        file.force();
    }

    @Override
    public synchronized List<ByteRange> unreadable() {
        List<ByteRange> below = base.unreadable();
        if (below.isEmpty()) {
            return below;
        }
        return ReadErrors.remaining(below, holes.all(), OverlayFile.CLUSTER, this::inOverlay);
    }

    private boolean inOverlay(long offset) throws IOException {
        return map.get(offset / OverlayFile.CLUSTER) != 0;
    }

    @Override
    public synchronized Extent extentAt(long offset) {
        if (offset >= size) {
            return new Extent(offset, 0, false);
        }
        try {
            long first = offset / OverlayFile.CLUSTER;
            long tableEnd = (first / ClusterMap.ENTRIES + 1) * ClusterMap.ENTRIES;
            long kind = kind(map.get(first));
            long c = first + 1;
            while (c < tableEnd && c * OverlayFile.CLUSTER < size && kind(map.get(c)) == kind) {
                c++;
            }
            long length = Math.min(size, c * OverlayFile.CLUSTER) - offset;
            if (kind != 0) {
                return new Extent(offset, length, kind == 2);
            }
            Extent below = base.extentAt(offset);
            return new Extent(offset, Math.min(length, below.offset() + below.length() - offset), below.zero());
        } catch (IOException e) {
            return new Extent(offset, size - offset, false);
        }
    }

    /** 0 from the original, 1 stored here, 2 zeros here. */
    private static long kind(long entry) {
        if (entry == 0) {
            return 0;
        }
        return (entry & ClusterMap.ZERO) != 0 ? 2 : 1;
    }

    private void check(long offset, int length) throws IOException {
        checkOpen();
        if (offset < 0 || offset > size - length) {
            throw new EOFException("bytes " + offset + "+" + length + " pass the end of the disk at " + size);
        }
    }

    private void checkOpen() throws IOException {
        if (!open) {
            throw new ClosedChannelException();
        }
    }

    /** Flushes, releases the lock and closes the original. Closing twice is harmless. */
    @Override
    public void close() throws IOException {
        OverlayFiles.forget(this);
        synchronized (this) {
            if (!open) {
                return;
            }
            try (DiskImage closedLast = base) {
                flush();
            } finally {
                open = false;
                file.close();
            }
        }
    }
}
