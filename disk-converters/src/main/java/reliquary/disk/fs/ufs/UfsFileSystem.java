package reliquary.disk.fs.ufs;

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
import reliquary.disk.fs.BytesContent;
import reliquary.disk.fs.FileContent;
import reliquary.disk.fs.FileEntry;
import reliquary.disk.fs.FileSystem;
import reliquary.disk.fs.NameEncoding;
import reliquary.disk.fs.UnixInode;

/**
 * UFS1 and UFS2 of the BSDs, Solaris and UnixWare in either byte order (McKusick and others, "A Fast File System for
 * UNIX"; FreeBSD ufs/ffs/fs.h, ufs/ufs/dinode.h, ufs/ufs/dir.h).
 */
public final class UfsFileSystem implements FileSystem {
    private static final int ROOT = 2;

    private final UfsSuperblock sb;
    private final UfsInodes inodes;

    private UfsFileSystem(Volume volume, UfsSuperblock sb) {
        this.sb = sb;
        this.inodes = new UfsInodes(volume, sb);
    }

    /** Whether the volume has such a superblock. */
    public static boolean matches(Volume volume) throws IOException {
        return UfsSuperblock.read(volume).isPresent();
    }

    /** Opens a volume. */
    public static UfsFileSystem open(Volume volume) throws IOException {
        Optional<UfsSuperblock> sb = UfsSuperblock.read(volume);
        return new UfsFileSystem(
                volume, sb.orElseThrow(() -> new DiskFormatException("no UFS superblock on the volume")));
    }

    @Override
    public String type() {
        return sb.two() ? "UFS2" : "UFS1";
    }

    @Override
    public String label() {
        return sb.label();
    }

    @Override
    public Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("block size", sb.blockSize() + " bytes");
        facts.put("fragment size", sb.fragmentSize() + " bytes");
        facts.put("cylinder groups", Integer.toString(sb.groups()));
        if (!sb.lastMounted().isEmpty()) {
            facts.put("last mounted on", sb.lastMounted());
        }
        if (sb.order() == ByteOrder.BIG_ENDIAN) {
            facts.put("byte order", "big-endian");
        }
        return facts;
    }

    @Override
    public FileEntry root() throws IOException {
        return inodes.read(ROOT).entry("/", "");
    }

    @Override
    public List<FileEntry> list(FileEntry directory) throws IOException {
        UnixInode inode = inodes.read(directory.id());
        inode.checkDirectory();
        FileContent content = inode.pointers().content(inode.size());
        List<FileEntry> entries = new ArrayList<>();
        for (long at = 0; at < inode.size(); at += 512) {
            ByteBuffer block = ByteBuffer.allocate((int) Math.min(512, inode.size() - at));
            content.readFully(at, block);
            addEntries(directory, block.flip().order(sb.order()), entries);
        }
        return entries;
    }

    /** 512 bytes of a directory: u32 inode, u16 length, then u8 type and u8 length of the name, or u16 length, name. */
    private void addEntries(FileEntry directory, ByteBuffer block, List<FileEntry> entries) throws IOException {
        int at = 0;
        while (at + 8 <= block.limit()) {
            long number = block.getInt(at) & 0xFFFF_FFFFL;
            int length = block.getShort(at + 4) & 0xFFFF;
            int nameLength = sb.typedEntries() ? block.get(at + 7) & 0xFF : block.getShort(at + 6) & 0xFFFF;
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
            UnixInode inode = inodes.read(number);
            boolean link = inode.attributes().kind() == FileEntry.Kind.SYMBOLIC_LINK;
            return inode.entry(path, link ? UnixInode.linkTarget(content(inode)) : "");
        } catch (IOException e) {
            return FileEntry.unreadable(path, number);
        }
    }

    @Override
    public FileContent open(FileEntry file) throws IOException {
        return content(inodes.read(file.id()));
    }

    private FileContent content(UnixInode inode) throws IOException {
        Optional<ByteBuffer> within = inode.attributes().kind() == FileEntry.Kind.SYMBOLIC_LINK
                ? inodes.shortLink(inode.number(), inode.size())
                : Optional.empty();
        return within.isPresent()
                ? new BytesContent(within.get())
                : inode.pointers().content(inode.size());
    }
}
