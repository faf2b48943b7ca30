package reliquary.disk.fs.ntfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import reliquary.disk.DiskFormatException;
import reliquary.disk.fs.FileAttributes;
import reliquary.disk.fs.FileContent;
import reliquary.disk.fs.FileEntry;
import reliquary.disk.fs.FileSystem;
import reliquary.disk.fs.FileTimes;

/**
 * The index of names of a directory ("NTFS Documentation", attributes $INDEX_ROOT and $INDEX_ALLOCATION): a B+ tree whose
 * root is resident and whose other nodes are "INDX" records. An entry: 0 u64 file, 8 u16 length, 10 u16 length of the key, 12
 * u16 flags (1 a node before it, 2 the last), 16 file name; with flag 1 the last eight bytes are the node's cluster.
 */
final class NtfsDirectory {
    private static final String NAMES = "$I30";
    private static final int DOS_NAME = 2;
    private static final int DEEPEST = 32;

    private final NtfsBoot boot;
    private final NtfsFile file;
    private final FileEntry directory;
    private final Set<Long> seen = new HashSet<>();
    private final List<FileEntry> entries = new ArrayList<>();
    private Optional<FileContent> nodes = Optional.empty();

    NtfsDirectory(NtfsBoot boot, NtfsFile file, FileEntry directory) {
        this.boot = boot;
        this.file = file;
        this.directory = directory;
    }

    /** What lies in it, in the order of names; the short names that DOS would see are left out. */
    List<FileEntry> list() throws IOException {
        NtfsAttribute root = file.first(NtfsAttribute.INDEX_ROOT, NAMES)
                .orElseThrow(() -> new DiskFormatException(directory.path() + " is no directory"));
        if (file.first(NtfsAttribute.INDEX_ALLOCATION, NAMES).isPresent()) {
            nodes = Optional.of(file.content(NtfsAttribute.INDEX_ALLOCATION, NAMES));
        }
        ByteBuffer value = root.value();
        if (value.limit() >= 32) {
            entries(value.slice(16, value.limit() - 16).order(ByteOrder.LITTLE_ENDIAN), 0);
        }
        return entries;
    }

    /** A node: 0 u32 offset of the first entry, 4 u32 end of the entries. */
    private void entries(ByteBuffer node, int depth) throws IOException {
        long at = node.getInt(0) & 0xFFFF_FFFFL;
        long end = Math.min(node.getInt(4) & 0xFFFF_FFFFL, node.limit());
        while (at + 16 <= end) {
            int length = node.getShort((int) at + 8) & 0xFFFF;
            if (length < 16 || length > end - at) {
                return;
            }
            ByteBuffer entry = node.slice((int) at, length).order(ByteOrder.LITTLE_ENDIAN);
            int flags = entry.getShort(12);
            if ((flags & 1) != 0 && length >= 24) {
                child(entry.getLong(length - 8), depth + 1);
            }
            if ((flags & 2) != 0) {
                return;
            }
            add(entry);
            at += length;
        }
    }

    private void child(long cluster, int depth) throws IOException {
        if (depth > DEEPEST || !seen.add(cluster)) {
            throw new DiskFormatException("the index of " + directory.path() + " runs in a circle");
        }
        if (nodes.isEmpty() || cluster < 0 || cluster > 1L << 40) {
            throw new DiskFormatException("the index of " + directory.path() + " names a node that is not there");
        }
        int unit = boot.clusterSize() <= boot.indexSize() ? boot.clusterSize() : 512;
        ByteBuffer record = ByteBuffer.allocate(boot.indexSize()).order(ByteOrder.LITTLE_ENDIAN);
        nodes.get().readFully(cluster * unit, record);
        MultiSectorRecord.restore(record.flip(), "INDX", "index record " + cluster + " of " + directory.path());
        entries(record.slice(24, record.limit() - 24).order(ByteOrder.LITTLE_ENDIAN), depth);
    }

    /** A file name: 0 u64 parent, 8/16/24/32 u64 times, 40/48 u64 sizes, 56 u32 flags, 64 u8 length, 65 u8 kind, 66 name. */
    private void add(ByteBuffer entry) {
        int keyLength = entry.getShort(10) & 0xFFFF;
        if (keyLength < 66 || 16 + keyLength > entry.limit() || entries.size() >= FileSystem.MOST_ENTRIES) {
            return;
        }
        ByteBuffer key = entry.slice(16, keyLength).order(ByteOrder.LITTLE_ENDIAN);
        int nameLength = (key.get(64) & 0xFF) * 2;
        String name = StandardCharsets.UTF_16LE
                .decode(key.slice(66, Math.min(nameLength, keyLength - 66)))
                .toString();
        if (key.get(65) == DOS_NAME || name.equals(".")) {
            return;
        }
        int flags = key.getInt(56);
        boolean isDirectory = (flags & 0x1000_0000) != 0;
        boolean reparse = (flags & 0x400) != 0;
        entries.add(new FileEntry(
                directory.childPath(name),
                reparse ? FileEntry.Kind.SYMBOLIC_LINK : isDirectory ? FileEntry.Kind.DIRECTORY : FileEntry.Kind.FILE,
                isDirectory ? 0 : Math.max(0, key.getLong(48)),
                new FileTimes(time(key.getLong(16)), time(key.getLong(8)), time(key.getLong(32))),
                new FileAttributes.Dos(flags & 0x27 | (isDirectory ? 0x10 : 0)),
                "",
                entry.getLong(0) & 0xFFFF_FFFF_FFFFL));
    }

    /** Tenths of microseconds since 1601 in UTC. */
    static Optional<LocalDateTime> time(long filetime) {
        return filetime == 0
                ? Optional.empty()
                : FileTimes.unix(
                        Math.floorDiv(filetime, 10_000_000L) - 11_644_473_600L,
                        (int) Math.floorMod(filetime, 10_000_000L) * 100);
    }
}
