package reliquary.disk.fs.sysv;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
 * s5fs, the file system of System V, SCO UNIX, XENIX and Coherent (System V Interface: fs(4), inode(4), dir(4)).
 *
 * <p>Inodes of 64 bytes from block 2 on: u16 mode, u16 links, u16 user, u16 group, u32 size, thirteen block numbers of 3
 * bytes, u8 generation, u32 read, changed, inode changed. Directory entries of 16 bytes: u16 inode, name 14.
 */
public final class SysvFileSystem implements FileSystem {
    private static final int ROOT = 2;
    private static final int INODE = 64;
    private static final int SLOT = 16;
    private static final int FIRST_INODE_BLOCK = 2;
    private static final int POINTERS = 13;

    private final Volume volume;
    private final SysvSuperblock sb;
    private final BlockPointers.Layout layout;

    private SysvFileSystem(Volume volume, SysvSuperblock sb) {
        this.volume = volume;
        this.sb = sb;
        this.layout = new BlockPointers.Layout(
                volume, sb.blockSize(), sb.blockSize(), 10, 4, ByteOrder.LITTLE_ENDIAN, sb.wordSwapped());
    }

    /** Whether the volume has such a superblock. */
    public static boolean matches(Volume volume) throws IOException {
        return SysvSuperblock.read(volume).isPresent();
    }

    /** Opens a volume. */
    public static SysvFileSystem open(Volume volume) throws IOException {
        return new SysvFileSystem(
                volume,
                SysvSuperblock.read(volume)
                        .orElseThrow(() -> new DiskFormatException("no System V superblock on the volume")));
    }

    @Override
    public String type() {
        return sb.system() + " s5fs";
    }

    @Override
    public String label() {
        return sb.name();
    }

    @Override
    public Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("block size", sb.blockSize() + " bytes");
        if (!sb.pack().isEmpty()) {
            facts.put("pack", sb.pack());
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
        FileContent content = inode.pointers().content(inode.size());
        ByteBuffer slot = ByteBuffer.allocate(SLOT).order(ByteOrder.LITTLE_ENDIAN);
        List<FileEntry> entries = new ArrayList<>();
        for (long at = 0; at + SLOT <= inode.size(); at += SLOT) {
            content.readFully(at, slot.clear());
            int number = slot.getShort(0) & 0xFFFF;
            String name = NameEncoding.decodePadded(slot.slice(2, SLOT - 2));
            if (number != 0 && !name.equals(".") && !name.equals("..") && entries.size() < MOST_ENTRIES) {
                entries.add(entry(directory.childPath(name), number));
            }
        }
        return entries;
    }

    private FileEntry entry(String path, int number) {
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
        long last = (long) (sb.inodeEnd() - FIRST_INODE_BLOCK) * sb.blockSize() / INODE;
        if (number < 1 || number > last) {
            throw new DiskFormatException("inode " + number + " does not exist; the last one is " + last);
        }
        ByteBuffer raw = volume.read((long) FIRST_INODE_BLOCK * sb.blockSize() + (number - 1) * INODE, INODE);
        long[] pointers = new long[POINTERS];
        for (int i = 0; i < POINTERS; i++) {
            pointers[i] = pointer(raw, 12 + i * 3);
        }
        FileAttributes.Unix attributes =
                new FileAttributes.Unix(raw.getShort(0) & 0xFFFF, raw.getShort(4) & 0xFFFF, raw.getShort(6) & 0xFFFF);
        FileTimes times = new FileTimes(FileTimes.unix(u32(raw, 56)), Optional.empty(), FileTimes.unix(u32(raw, 52)));
        return new UnixInode(number, attributes, u32(raw, 8), times, new BlockPointers(layout, pointers));
    }

    private long u32(ByteBuffer raw, int at) {
        long value = raw.getInt(at) & 0xFFFF_FFFFL;
        return sb.wordSwapped() ? (value & 0xFFFF) << 16 | value >> 16 : value;
    }

    private long pointer(ByteBuffer raw, int at) {
        int a = raw.get(at) & 0xFF;
        int b = raw.get(at + 1) & 0xFF;
        int c = raw.get(at + 2) & 0xFF;
        return sb.wordSwapped() ? a << 16 | c << 8 | b : c << 16 | b << 8 | a;
    }
}
