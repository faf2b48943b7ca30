package reliquary.disk.fs.ext;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import reliquary.disk.DiskFormatException;
import reliquary.disk.Volume;
import reliquary.disk.fs.BlockPointers;
import reliquary.disk.fs.BytesContent;
import reliquary.disk.fs.FileAttributes;
import reliquary.disk.fs.FileContent;
import reliquary.disk.fs.FileEntry;
import reliquary.disk.fs.FileSystem;
import reliquary.disk.fs.FileTimes;
import reliquary.disk.fs.MappedContent;
import reliquary.disk.fs.NameEncoding;
import reliquary.disk.fs.UnixInode;

/**
 * ext2, ext3 and ext4 (Linux kernel documentation, "ext4 Data Structures and Algorithms"). A journal is not replayed;
 * {@link #facts()} says when one waits.
 *
 * <p>An inode, little-endian: 0 u16 mode, 2 u16 user, 4 u32 size, 8/12/16 u32 read, inode changed, changed, 24 u16 group, 28
 * u32 sectors, 32 u32 flags, 40 block map of 60 bytes, 108 u32 size, high half, 120/122 u16 user and group, high halves.
 */
public final class ExtFileSystem implements FileSystem {
    private static final int ROOT = 2;
    private static final int USES_EXTENTS = 0x80000;
    private static final int INLINE = 0x1000_0000;
    private static final int ENCRYPTED = 0x800;
    private static final int MAP_AT = 40;
    private static final int MAP_LENGTH = 60;
    private static final int REFUSED = ExtSuperblock.COMPRESSION | ExtSuperblock.JOURNAL_DEVICE;

    private final Volume volume;
    private final ExtSuperblock sb;
    private final BlockPointers.Layout layout;

    private ExtFileSystem(Volume volume, ExtSuperblock sb) {
        this.volume = volume;
        this.sb = sb;
        this.layout =
                new BlockPointers.Layout(volume, sb.blockSize(), sb.blockSize(), 12, 4, ByteOrder.LITTLE_ENDIAN, false);
    }

    /** Whether the volume has such a superblock. */
    public static boolean matches(Volume volume) throws IOException {
        return ExtSuperblock.read(volume).isPresent();
    }

    /** Opens a volume. */
    public static ExtFileSystem open(Volume volume) throws IOException {
        ExtSuperblock sb = ExtSuperblock.read(volume)
                .orElseThrow(() -> new DiskFormatException("no ext superblock at byte 1024 of the volume"));
        if (sb.has(REFUSED)) {
            throw new DiskFormatException("an ext file system with features " + Integer.toHexString(sb.incompatible())
                    + " cannot be read: compressed, or the journal of another volume");
        }
        return new ExtFileSystem(volume, sb);
    }

    @Override
    public String type() {
        return sb.version();
    }

    @Override
    public String label() {
        return sb.label();
    }

    @Override
    public Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("block size", sb.blockSize() + " bytes");
        facts.put("blocks", Long.toString(sb.blocks()));
        facts.put("inodes", Long.toString(sb.inodes()));
        facts.put("revision", Integer.toString(sb.revision()));
        facts.put("state", (sb.state() & 1) != 0 ? "clean" : "not cleanly unmounted");
        if (sb.has(ExtSuperblock.NEEDS_RECOVERY)) {
            facts.put("journal", "waits to be replayed; files are shown without it");
        }
        if (!sb.lastMounted().isEmpty()) {
            facts.put("last mounted on", sb.lastMounted());
        }
        return facts;
    }

    @Override
    public FileEntry root() throws IOException {
        return inode(ROOT).entry("/", "");
    }

    @Override
    public List<FileEntry> list(FileEntry directory) throws IOException {
        UnixInode inode = inode(directory.id());
        inode.checkDirectory();
        FileContent content = content(directory.id(), inode);
        List<FileEntry> entries = new ArrayList<>();
        for (long at = 0; at < inode.size(); at += sb.blockSize()) {
            int length = (int) Math.min(sb.blockSize(), inode.size() - at);
            ByteBuffer block = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
            content.readFully(at, block);
            addEntries(directory, block.flip(), entries);
        }
        return entries;
    }

    /** A block of a directory: u32 inode, u16 length of the entry, u8 length of the name, u8 type, name. */
    private void addEntries(FileEntry directory, ByteBuffer block, List<FileEntry> entries) throws IOException {
        int at = 0;
        while (at + 8 <= block.limit()) {
            long number = block.getInt(at) & 0xFFFF_FFFFL;
            int length = block.getShort(at + 4) & 0xFFFF;
            length = length >= 65_532 ? block.limit() - at : length;
            int nameLength =
                    sb.has(ExtSuperblock.FILE_TYPE) ? block.get(at + 6) & 0xFF : block.getShort(at + 6) & 0xFFFF;
            if (length < 8 || length > block.limit() - at || nameLength > length - 8) {
                return;
            }
            String name = NameEncoding.decode(block.slice(at + 8, nameLength));
            if (number != 0 && !name.equals(".") && !name.equals("..") && entries.size() < MOST_ENTRIES) {
                entries.add(entry(directory.childPath(name), number));
            }
            at += length;
        }
    }

    private FileEntry entry(String path, long number) {
        try {
            UnixInode inode = inode(number);
            boolean link = inode.attributes().kind() == FileEntry.Kind.SYMBOLIC_LINK;
            return inode.entry(path, link ? UnixInode.linkTarget(content(number, inode)) : "");
        } catch (IOException e) {
            return FileEntry.unreadable(path, number);
        }
    }

    @Override
    public FileContent open(FileEntry file) throws IOException {
        return content(file.id(), inode(file.id()));
    }

    private FileContent content(long number, UnixInode inode) throws IOException {
        ByteBuffer raw = raw(number);
        int flags = raw.getInt(32);
        ByteBuffer map = raw.slice(MAP_AT, MAP_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        boolean shortLink = inode.attributes().kind() == FileEntry.Kind.SYMBOLIC_LINK
                && inode.size() < MAP_LENGTH
                && (flags & USES_EXTENTS) == 0;
        if ((flags & ENCRYPTED) != 0) {
            throw new DiskFormatException("inode " + number + " is encrypted");
        }
        if (shortLink || (flags & INLINE) != 0) {
            if (inode.size() > MAP_LENGTH) {
                throw new DiskFormatException("inode " + number + " keeps its content in extended attributes");
            }
            return new BytesContent(map.slice(0, (int) inode.size()));
        }
        return (flags & USES_EXTENTS) != 0
                ? new MappedContent(volume, inode.size(), new ExtentTree(volume, sb.blockSize(), map))
                : inode.pointers().content(inode.size());
    }

    private UnixInode inode(long number) throws IOException {
        ByteBuffer raw = raw(number);
        FileAttributes.Unix attributes = new FileAttributes.Unix(
                raw.getShort(0) & 0xFFFF,
                raw.getShort(2) & 0xFFFF | (raw.getShort(120) & 0xFFFFL) << 16,
                raw.getShort(24) & 0xFFFF | (raw.getShort(122) & 0xFFFFL) << 16);
        boolean file = attributes.kind() == FileEntry.Kind.FILE;
        long size = raw.getInt(4) & 0xFFFF_FFFFL | (file ? (long) raw.getInt(108) << 32 : 0);
        FileTimes times = new FileTimes(time(raw, 16, 136), time(raw, 144, 148), time(raw, 8, 140));
        long[] pointers = new long[15];
        for (int i = 0; i < pointers.length; i++) {
            pointers[i] = raw.getInt(MAP_AT + i * 4) & 0xFFFF_FFFFL;
        }
        return new UnixInode(number, attributes, Math.max(0, size), times, new BlockPointers(layout, pointers));
    }

    /** Seconds, and where the inode has room for them, two more bits of seconds below 30 bits of nanoseconds. */
    private static Optional<LocalDateTime> time(ByteBuffer raw, int at, int extraAt) {
        if (at + 4 > raw.limit()) {
            return Optional.empty();
        }
        boolean hasExtra =
                raw.limit() > 128 && extraAt + 4 <= 128 + (raw.getShort(128) & 0xFFFF) && extraAt + 4 <= raw.limit();
        int extra = hasExtra ? raw.getInt(extraAt) : 0;
        return FileTimes.unix(raw.getInt(at) + ((long) (extra & 3) << 32), Math.min(999_999_999, extra >>> 2));
    }

    private ByteBuffer raw(long number) throws IOException {
        if (number < 1 || number > sb.inodes()) {
            throw new DiskFormatException("inode " + number + " does not exist; the last one is " + sb.inodes());
        }
        long group = (number - 1) / sb.inodesPerGroup();
        ByteBuffer descriptor = volume.read(descriptorOffset(group), sb.descriptorSize());
        long table = descriptor.getInt(8) & 0xFFFF_FFFFL;
        if (sb.descriptorSize() >= 64) {
            table |= (long) descriptor.getInt(40) << 32;
        }
        long offset = table * sb.blockSize() + (number - 1) % sb.inodesPerGroup() * sb.inodeSize();
        return volume.read(offset, sb.inodeSize());
    }

    private long descriptorOffset(long group) {
        long perBlock = sb.blockSize() / sb.descriptorSize();
        long block = group / perBlock;
        if (!sb.has(ExtSuperblock.META_GROUPS) || block < sb.firstMetaGroup()) {
            return (sb.firstDataBlock() + 1) * sb.blockSize() + group * sb.descriptorSize();
        }
        long first = block * perBlock;
        long start = first * sb.blocksPerGroup() + sb.firstDataBlock();
        return (start + (hasSuperblock(first) ? 1 : 0)) * sb.blockSize() + group % perBlock * sb.descriptorSize();
    }

    /** Whether a group keeps a copy of the superblock; with the sparse feature only 0, 1 and powers of 3, 5 and 7 do. */
    private boolean hasSuperblock(long group) {
        boolean sparse = (sb.readOnly() & 1) != 0;
        return !sparse || group <= 1 || isPower(group, 3) || isPower(group, 5) || isPower(group, 7);
    }

    private static boolean isPower(long value, long base) {
        long power = base;
        while (power < value) {
            power *= base;
        }
        return power == value;
    }
}
