package reliquary.disk.fs.minix;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import reliquary.disk.DiskFormatException;
import reliquary.disk.Volume;
import reliquary.disk.fs.BlockPointers;
import reliquary.disk.fs.FileAttributes;
import reliquary.disk.fs.FileContent;
import reliquary.disk.fs.FileEntry;
import reliquary.disk.fs.FileSystem;
import reliquary.disk.fs.FileTimes;
import reliquary.disk.fs.NameEncoding;
import reliquary.disk.fs.UnixInode;

/**
 * The Minix file system (Tanenbaum, "Operating Systems: Design and Implementation", section 5.6; Linux minix_fs.h).
 *
 * <p>Superblock at byte 1024, little-endian. Versions 1 and 2: 0 u16 inodes, 4 u16 and 6 u16 blocks of the bit maps, 10 u16
 * log2 of blocks in a zone, 16 u16 magic. Version 3: 0 u32 inodes, 6 u16 and 8 u16 blocks of the bit maps, 12 u16 log2, 24
 * u16 magic, 28 u16 block size. Inode of version 1, 32 bytes: u16 mode, u16 user, u32 size, u32 changed, u8 group, u8
 * links, nine u16 zones; later, 64 bytes: u16 mode, links, user, group, u32 size, read, changed, inode changed, ten u32
 * zones.
 */
public final class MinixFileSystem implements FileSystem {
    private static final int ROOT = 1;
    private static final int SUPERBLOCK = 1024;

    private final Volume volume;
    private final Version version;
    private final long inodes;
    private final int blockSize;
    private final long inodeTable;
    private final BlockPointers.Layout layout;

    private enum Version {
        V1_SHORT(0x137F, 1, 14),
        V1_LONG(0x138F, 1, 30),
        V2_SHORT(0x2468, 2, 14),
        V2_LONG(0x2478, 2, 30),
        V3(0x4D5A, 3, 60);

        final int magic;
        final int number;
        final int nameLength;

        Version(int magic, int number, int nameLength) {
            this.magic = magic;
            this.number = number;
            this.nameLength = nameLength;
        }
    }

    private MinixFileSystem(Volume volume, Version version, ByteBuffer sb) throws DiskFormatException {
        boolean three = version == Version.V3;
        this.volume = volume;
        this.version = version;
        this.inodes = three ? sb.getInt(0) & 0xFFFF_FFFFL : sb.getShort(0) & 0xFFFF;
        this.blockSize = three ? sb.getShort(28) & 0xFFFF : 1024;
        int maps = (sb.getShort(three ? 6 : 4) & 0xFFFF) + (sb.getShort(three ? 8 : 6) & 0xFFFF);
        int zoneShift = sb.getShort(three ? 12 : 10) & 0xFFFF;
        if (Integer.bitCount(blockSize) != 1 || blockSize < 1024 || zoneShift > 4) {
            throw new DiskFormatException("a Minix file system with blocks of " + blockSize + " bytes, zones of 2^"
                    + zoneShift + " blocks cannot be right");
        }
        this.inodeTable = (2L + maps) * blockSize;
        int zone = blockSize << zoneShift;
        this.layout = new BlockPointers.Layout(
                volume, zone, zone, 7, version.number == 1 ? 2 : 4, ByteOrder.LITTLE_ENDIAN, false);
    }

    /** Whether the volume has such a superblock. */
    public static boolean matches(Volume volume) throws IOException {
        return volume.contains(SUPERBLOCK, 1024)
                && version(volume.read(SUPERBLOCK, 1024)).isPresent();
    }

    private static Optional<Version> version(ByteBuffer sb) {
        for (Version v : Version.values()) {
            if ((sb.getShort(v == Version.V3 ? 24 : 16) & 0xFFFF) == v.magic) {
                return Optional.of(v);
            }
        }
        return Optional.empty();
    }

    /** Opens a volume. */
    public static MinixFileSystem open(Volume volume) throws IOException {
        ByteBuffer sb = volume.read(SUPERBLOCK, 1024);
        Version version = version(sb)
                .orElseThrow(() -> new DiskFormatException("no Minix superblock at byte 1024 of the volume"));
        return new MinixFileSystem(volume, version, sb);
    }

    @Override
    public String type() {
        return "Minix " + version.number;
    }

    @Override
    public String label() {
        return "";
    }

    @Override
    public Map<String, String> facts() {
        return Map.of("names", "up to " + version.nameLength + " characters");
    }

    @Override
    public FileEntry root() throws IOException {
        return inode(ROOT).entry("/", "");
    }

    @Override
    public List<FileEntry> list(FileEntry directory) throws IOException {
        UnixInode inode = inode(directory.id());
        inode.checkDirectory();
        FileContent content = inode.pointers().content(inode.size());
        int numberWidth = version == Version.V3 ? 4 : 2;
        ByteBuffer slot = ByteBuffer.allocate(numberWidth + version.nameLength).order(ByteOrder.LITTLE_ENDIAN);
        List<FileEntry> entries = new ArrayList<>();
        for (long at = 0; at + slot.capacity() <= inode.size(); at += slot.capacity()) {
            content.readFully(at, slot.clear());
            long number = numberWidth == 4 ? slot.getInt(0) & 0xFFFF_FFFFL : slot.getShort(0) & 0xFFFF;
            String name = NameEncoding.decodePadded(slot.slice(numberWidth, version.nameLength));
            if (number != 0 && !name.equals(".") && !name.equals("..") && entries.size() < MOST_ENTRIES) {
                entries.add(entry(directory.childPath(name), number));
            }
        }
        return entries;
    }

    private FileEntry entry(String path, long number) {
        try {
            UnixInode inode = inode(number);
            boolean link = inode.attributes().kind() == FileEntry.Kind.SYMBOLIC_LINK;
            return inode.entry(
                    path, link ? UnixInode.linkTarget(inode.pointers().content(inode.size())) : "");
        } catch (IOException e) {
            return FileEntry.unreadable(path, number);
        }
    }

    @Override
    public FileContent open(FileEntry file) throws IOException {
        UnixInode inode = inode(file.id());
        return inode.pointers().content(inode.size());
    }

    private UnixInode inode(long number) throws IOException {
        if (number < 1 || number > inodes) {
            throw new DiskFormatException("inode " + number + " does not exist; the last one is " + inodes);
        }
        int size = version.number == 1 ? 32 : 64;
        ByteBuffer raw = volume.read(inodeTable + (number - 1) * size, size);
        return version.number == 1 ? first(number, raw) : later(number, raw);
    }

    private UnixInode first(long number, ByteBuffer raw) {
        long[] zones = new long[9];
        for (int i = 0; i < zones.length; i++) {
            zones[i] = raw.getShort(14 + i * 2) & 0xFFFF;
        }
        return new UnixInode(
                number,
                new FileAttributes.Unix(raw.getShort(0) & 0xFFFF, raw.getShort(2) & 0xFFFF, raw.get(12) & 0xFF),
                raw.getInt(4) & 0xFFFF_FFFFL,
                FileTimes.modified(FileTimes.unix(raw.getInt(8) & 0xFFFF_FFFFL)),
                new BlockPointers(layout, zones));
    }

    private UnixInode later(long number, ByteBuffer raw) {
        long[] zones = new long[10];
        for (int i = 0; i < zones.length; i++) {
            zones[i] = raw.getInt(24 + i * 4) & 0xFFFF_FFFFL;
        }
        return new UnixInode(
                number,
                new FileAttributes.Unix(raw.getShort(0) & 0xFFFF, raw.getShort(4) & 0xFFFF, raw.getShort(6) & 0xFFFF),
                raw.getInt(8) & 0xFFFF_FFFFL,
                new FileTimes(
                        FileTimes.unix(raw.getInt(16) & 0xFFFF_FFFFL),
                        Optional.empty(),
                        FileTimes.unix(raw.getInt(12) & 0xFFFF_FFFFL)),
                new BlockPointers(layout, zones));
    }
}
