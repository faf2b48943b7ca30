package reliquary.disk.overlay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.LoggerFactory;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;
import reliquary.disk.format.BackingFormat;
import reliquary.disk.format.DiskFormats;
import reliquary.disk.format.ImageFile;
import reliquary.disk.format.LinkedFile;
import reliquary.disk.format.Qcow2Header;
import reliquary.disk.format.ReadErrors;

/** Makes and opens overlay files, and flushes at the end of the program those that nobody closed. */
final class OverlayFiles {
    private static final long REACH_OF_L1_ENTRY = (long) ClusterMap.ENTRIES * OverlayFile.CLUSTER;
    private static final long MAX_SIZE = 1L << 50;
    private static final AtomicLong NEXT_NAME = new AtomicLong();

    private static final Set<Overlay> OPEN = Collections.newSetFromMap(new IdentityHashMap<>());

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(OverlayFiles::closeAll, "overlay-flush"));
    }

    private OverlayFiles() {}

    static Overlay create(Path path, Path original, DiskImage base) throws IOException {
        checkSize(base);
        Map<Integer, byte[]> extensions = new LinkedHashMap<>();
        String format = BackingFormat.qemuName(DiskFormats.recognise(original).name());
        extensions.put(Qcow2Header.EXTENSION_BACKING_FORMAT, format.getBytes(StandardCharsets.UTF_8));
        extensions.put(ReadErrors.EXTENSION, new UnreadableHoles().toBytes());
        int l1Entries = l1Entries(base.size());
        Qcow2Header header = Qcow2Header.forNewFile(
                OverlayFile.CLUSTER_BITS,
                base.size(),
                Optional.of(nameFrom(path, original)),
                extensions,
                new Qcow2Header.Tables(l1Entries, OverlayFile.L1_TABLE, OverlayFile.REFCOUNT_TABLE, 1));
        FileChannel channel;
        try {
            channel = FileChannel.open(
                    path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw new DiskFormatException(path + ": exists already; open it as an overlay or name a new file", e);
        }
        OverlayFile file = new OverlayFile(path, channel, true);
        try {
            file.lock();
            RefcountTable refcounts = new RefcountTable(file);
            refcounts.begin(clustersOfEmptyFile(base.size()));
            file.writeLong(OverlayFile.REFCOUNT_TABLE, OverlayFile.FIRST_REFCOUNT_BLOCK);
            refcounts.write();
            file.extend(refcounts.end());
            file.write(0, header.toBytes());
            file.force();
            ClusterMap map = new ClusterMap(file, refcounts, l1Entries);
            return remember(new Overlay(file, base, refcounts, map, new UnreadableHoles()));
        } catch (IOException e) {
            channel.close();
            Files.deleteIfExists(path);
            throw e;
        }
    }

    static Overlay open(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new DiskFormatException(path + ": no such overlay file");
        }
        return open(path, FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    /** Opens an overlay through a given channel to its file. */
    static Overlay open(Path path, FileChannel channel) throws IOException {
        OverlayFile file = new OverlayFile(path, channel, true);
        try {
            file.lock();
            Qcow2Header header = Qcow2Header.read(ImageFile.of(path, channel));
            checkLayout(path, header);
            RefcountTable refcounts = new RefcountTable(file);
            refcounts.resume();
            ClusterMap map = new ClusterMap(file, refcounts, header.l1Entries());
            map.load();
            DiskImage base = openBase(path, header);
            UnreadableHoles holes =
                    UnreadableHoles.fromBytes(header.extensions().get(ReadErrors.EXTENSION));
            return remember(new Overlay(file, base, refcounts, map, holes));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    static Overlay temporary(DiskImage base) throws IOException {
        checkSize(base);
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        FileChannel channel = null;
        Path path = folder;
        while (channel == null) {
            path = folder.resolve(
                    "relic-" + ProcessHandle.current().pid() + "-" + NEXT_NAME.getAndIncrement() + ".tmp");
            try {
                channel = FileChannel.open(
                        path,
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE);
            } catch (FileAlreadyExistsException e) {
                continue; // left by a process of the same number; take the next name
            }
        }
        OverlayFile file = new OverlayFile(path, channel, false);
        RefcountTable refcounts = new RefcountTable(file);
        refcounts.begin(clustersOfEmptyFile(base.size()));
        ClusterMap map = new ClusterMap(file, refcounts, l1Entries(base.size()));
        return new Overlay(file, base, refcounts, map, new UnreadableHoles());
    }

    private static DiskImage openBase(Path path, Qcow2Header header) throws IOException {
        String name = header.backingFile().orElseThrow();
        Path original = LinkedFile.find(path, name, "original");
        DiskImage base = DiskFormats.open(original);
        if (base.size() != header.size()) {
            base.close();
            throw new DiskFormatException(path + ": was made for an original of " + header.size() + " bytes, but "
                    + original + " has " + base.size() + "; put the right original there");
        }
        return base;
    }

    private static void checkLayout(Path path, Qcow2Header header) throws DiskFormatException {
        boolean ours = header.version() == 3
                && header.clusterBits() == OverlayFile.CLUSTER_BITS
                && header.l1Offset() == OverlayFile.L1_TABLE
                && header.l1Entries() == l1Entries(header.size())
                && header.refcountTableOffset() == OverlayFile.REFCOUNT_TABLE
                && header.refcountTableClusters() == 1
                && header.refcountOrder() == 4
                && header.incompatible() == 0
                && header.cryptMethod() == 0
                && header.snapshots() == 0
                && header.backingFile().isPresent()
                && header.extensions().containsKey(ReadErrors.EXTENSION);
        if (!ours) {
            throw new DiskFormatException(
                    path
                            + ": is no overlay of this program (or another tool changed its layout); use it as an image instead");
        }
    }

    private static void checkSize(DiskImage base) throws DiskFormatException {
        if (base.size() > MAX_SIZE) {
            throw new DiskFormatException("a disk of " + base.size() + " bytes is too big for an overlay (1 PiB)");
        }
    }

    /** The name of the original as the overlay stores it. */
    private static String nameFrom(Path overlay, Path original) {
        Path folder = Optional.ofNullable(overlay.toAbsolutePath().normalize().getParent())
                .orElse(overlay);
        Path absolute = original.toAbsolutePath().normalize();
        return absolute.startsWith(folder) ? folder.relativize(absolute).toString() : absolute.toString();
    }

    static int clustersOfEmptyFile(long size) {
        long l1Bytes = 8L * l1Entries(size);
        return 3 + (int) Math.max(1, (l1Bytes + OverlayFile.CLUSTER - 1) / OverlayFile.CLUSTER);
    }

    private static int l1Entries(long size) {
        return (int) Math.max(1, (size + REACH_OF_L1_ENTRY - 1) / REACH_OF_L1_ENTRY);
    }

    /** Brings the list of holes into the header; its place is the same in every overlay. */
    static void writeHoles(OverlayFile file, UnreadableHoles holes) throws IOException {
        if (!file.durable()) {
            return;
        }
        ByteBuffer header = ByteBuffer.allocate(OverlayFile.CLUSTER);
        file.read(0, header);
        int at = header.getInt(100);
        while (header.getInt(at) != ReadErrors.EXTENSION) {
            at += 8 + (header.getInt(at + 4) + 7) / 8 * 8;
        }
        file.write(at + 8L, ByteBuffer.wrap(holes.toBytes()));
    }

    private static Overlay remember(Overlay overlay) {
        synchronized (OPEN) {
            OPEN.add(overlay);
        }
        return overlay;
    }

    static void forget(Overlay overlay) {
        synchronized (OPEN) {
            OPEN.remove(overlay);
        }
    }

    private static void closeAll() {
        List<Overlay> left;
        synchronized (OPEN) {
            left = List.copyOf(OPEN);
        }
        for (Overlay overlay : left) {
            try {
                overlay.close();
            } catch (IOException e) {
                LoggerFactory.getLogger(Overlay.class).error("an overlay could not be flushed: {}", e.getMessage());
            }
        }
    }
}
