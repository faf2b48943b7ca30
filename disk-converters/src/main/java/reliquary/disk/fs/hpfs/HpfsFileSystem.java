package reliquary.disk.fs.hpfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import reliquary.disk.DiskFormatException;
import reliquary.disk.Volume;
import reliquary.disk.fs.FileAttributes;
import reliquary.disk.fs.FileContent;
import reliquary.disk.fs.FileEntry;
import reliquary.disk.fs.FileSystem;
import reliquary.disk.fs.FileTimes;
import reliquary.disk.fs.MappedContent;

/**
 * HPFS of OS/2 (Duncan, "Design goals and implementation of the new High Performance File System", MSJ September 1989;
 * Linux fs/hpfs/hpfs.h).
 *
 * <p>Sectors of 512 bytes, numbers little-endian. Superblock in sector 16: 0 u32 F995E849, 4 u32 FA53E9C5, 8 u8 version, 12
 * u32 fnode of the root, 16 u32 sectors. Spare block in sector 17: 0 u32 F9911849, 8 u8 flags, bit 0 not cleanly closed.
 * Fnode: 0 u32 F7E40AAE, 55 u8 flags, bit 0 directory, 56 B+ tree of extents, 160 u32 size; a directory has the first
 * dnode where a file has the sector of its first extent. Dnode of 2048 bytes: 0 u32 77E40AAE, 4 u32 end of the entries, 20
 * entries: u16 length, u8 flags (1 parent, 4 a dnode before it, 8 end), u8 attributes, u32 fnode, u32 changed, u32 size,
 * u32 read, u32 created, 30 u8 length of the name, 31 name; with flag 4 the last four bytes lead to the dnode.
 */
public final class HpfsFileSystem implements FileSystem {
    static final int SECTOR = 512;
    private static final int SUPERBLOCK = 0xF995_E849;
    private static final int SUPERBLOCK_2 = 0xFA53_E9C5;
    private static final int SPARE_BLOCK = 0xF991_1849;
    private static final int FNODE = 0xF7E4_0AAE;
    private static final int DNODE = 0x77E4_0AAE;
    private static final int DNODE_SIZE = 2048;
    private static final int FIRST_EXTENT_SECTOR = 72;
    private static final Charset CODE_PAGE = Charset.forName("IBM850");

    private final Volume volume;
    private final ByteBuffer superblock;

    private HpfsFileSystem(Volume volume, ByteBuffer superblock) {
        this.volume = volume;
        this.superblock = superblock;
    }

    /** Whether the volume has such a superblock. */
    public static boolean matches(Volume volume) throws IOException {
        if (!volume.contains(16 * SECTOR, 2 * SECTOR)) {
            return false;
        }
        ByteBuffer sb = volume.read(16 * SECTOR, SECTOR);
        return sb.getInt(0) == SUPERBLOCK && sb.getInt(4) == SUPERBLOCK_2;
    }

    /** Opens a volume. */
    public static HpfsFileSystem open(Volume volume) throws IOException {
        if (!matches(volume)) {
            throw new DiskFormatException("no HPFS superblock in sector 16 of the volume");
        }
        return new HpfsFileSystem(volume, volume.read(16 * SECTOR, SECTOR));
    }

    @Override
    public String type() {
        return "HPFS";
    }

    @Override
    public String label() {
        try {
            ByteBuffer boot = volume.read(0, 64);
            return boot.get(38) == 0x28 || boot.get(38) == 0x29
                    ? CODE_PAGE.decode(boot.slice(43, 11)).toString().strip()
                    : "";
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("version", Integer.toString(superblock.get(8)));
        facts.put("sectors", Long.toString(superblock.getInt(16) & 0xFFFF_FFFFL));
        try {
            ByteBuffer spare = volume.read(17 * SECTOR, SECTOR);
            boolean dirty = spare.getInt(0) == SPARE_BLOCK && (spare.get(8) & 1) != 0;
            facts.put("state", dirty ? "not cleanly closed" : "clean");
        } catch (IOException e) {
            facts.put("state", String.valueOf(e.getMessage()));
        }
        return facts;
    }

    @Override
    public FileEntry root() {
        return FileEntry.root(FileTimes.NONE, new FileAttributes.Dos(0x10), superblock.getInt(12) & 0xFFFF_FFFFL);
    }

    @Override
    public List<FileEntry> list(FileEntry directory) throws IOException {
        ByteBuffer fnode = fnode(directory.id());
        if ((fnode.get(55) & 1) == 0) {
            throw new DiskFormatException(directory.path() + " is no directory");
        }
        List<FileEntry> entries = new ArrayList<>();
        walk(directory, fnode.getInt(FIRST_EXTENT_SECTOR) & 0xFFFF_FFFFL, new HashSet<>(), entries);
        return entries;
    }

    /** Adds what a dnode and those below it hold, in the order of names. */
    private void walk(FileEntry directory, long sector, Set<Long> seen, List<FileEntry> entries) throws IOException {
        if (!seen.add(sector) || seen.size() > MOST_ENTRIES) {
            throw new DiskFormatException("the directory tree of " + directory.path() + " runs in a circle");
        }
        ByteBuffer dnode = volume.read(sector * SECTOR, DNODE_SIZE);
        if (dnode.getInt(0) != DNODE) {
            throw new DiskFormatException("no directory node in sector " + sector);
        }
        int end = Math.max(20, Math.min(DNODE_SIZE, dnode.getInt(4)));
        int at = 20;
        while (at + 32 <= end) {
            int length = dnode.getShort(at) & 0xFFFF;
            if (length < 32 || length > end - at) {
                return;
            }
            ByteBuffer entry = dnode.slice(at, length).order(dnode.order());
            int flags = entry.get(2);
            if ((flags & 4) != 0 && seen.size() < 64 * 1024) {
                walk(directory, entry.getInt(length - 4) & 0xFFFF_FFFFL, seen, entries);
            }
            if ((flags & 8) != 0) {
                return;
            }
            if ((flags & 1) == 0 && entries.size() < MOST_ENTRIES) {
                entries.add(entry(directory, entry));
            }
            at += length;
        }
    }

    private static FileEntry entry(FileEntry directory, ByteBuffer e) {
        int nameLength = Math.min(e.get(30) & 0xFF, e.limit() - 31);
        String name = CODE_PAGE.decode(e.slice(31, nameLength)).toString();
        int attributes = e.get(3) & 0xFF;
        FileTimes times = new FileTimes(time(e, 8), time(e, 20), time(e, 16));
        return new FileEntry(
                directory.childPath(name),
                (attributes & 0x10) != 0 ? FileEntry.Kind.DIRECTORY : FileEntry.Kind.FILE,
                e.getInt(12) & 0xFFFF_FFFFL,
                times,
                new FileAttributes.Dos(attributes & 0x3F),
                "",
                e.getInt(4) & 0xFFFF_FFFFL);
    }

    /** Seconds since 1970 in local time. */
    private static Optional<LocalDateTime> time(ByteBuffer e, int at) {
        return FileTimes.unix(e.getInt(at) & 0xFFFF_FFFFL);
    }

    @Override
    public FileContent open(FileEntry file) throws IOException {
        ByteBuffer fnode = fnode(file.id());
        return new MappedContent(
                volume, fnode.getInt(160) & 0xFFFF_FFFFL, new HpfsExtents(volume, fnode.slice(56, 104)));
    }

    private ByteBuffer fnode(long sector) throws IOException {
        ByteBuffer fnode = volume.read(sector * SECTOR, SECTOR);
        if (fnode.getInt(0) != FNODE) {
            throw new DiskFormatException("no file node in sector " + sector);
        }
        return fnode;
    }
}
