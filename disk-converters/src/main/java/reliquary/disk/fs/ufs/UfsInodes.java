package reliquary.disk.fs.ufs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import reliquary.disk.DiskFormatException;
import reliquary.disk.Volume;
import reliquary.disk.fs.BlockPointers;
import reliquary.disk.fs.FileAttributes;
import reliquary.disk.fs.FileTimes;
import reliquary.disk.fs.UnixInode;

/**
 * The inodes of UFS (FreeBSD ufs/ufs/dinode.h).
 *
 * <p>UFS1, 128 bytes: 0 u16 mode, 4/6 u16 old user and group, 8 u64 size, 16/24/32 i32 read, changed, inode changed, 40
 * fifteen i32 pointers, 112/116 u32 user and group. UFS2, 256 bytes: 0 u16 mode, 4/8 u32 user and group, 16 u64 size,
 * 32/40/48/56 i64 read, changed, inode changed, created, 112 fifteen i64 pointers.
 */
final class UfsInodes {
    private static final int POINTERS = 15;

    private final Volume volume;
    private final UfsSuperblock sb;
    private final BlockPointers.Layout layout;

    UfsInodes(Volume volume, UfsSuperblock sb) {
        this.volume = volume;
        this.sb = sb;
        this.layout = new BlockPointers.Layout(
                volume, sb.blockSize(), sb.fragmentSize(), 12, sb.two() ? 8 : 4, sb.order(), false);
    }

    UnixInode read(long number) throws IOException {
        ByteBuffer raw = raw(number);
        return sb.two() ? second(number, raw) : first(number, raw);
    }

    /** The target of a symbolic link that is kept in place of the pointers. */
    Optional<ByteBuffer> shortLink(long number, long size) throws IOException {
        if (size >= sb.longestShortLink() || !sb.typedEntries()) {
            return Optional.empty();
        }
        return Optional.of(raw(number).slice(sb.two() ? 112 : 40, (int) size));
    }

    private UnixInode first(long number, ByteBuffer raw) {
        boolean wideOwner = sb.typedEntries();
        FileAttributes.Unix attributes = new FileAttributes.Unix(
                raw.getShort(0) & 0xFFFF,
                wideOwner ? raw.getInt(112) & 0xFFFF_FFFFL : raw.getShort(4) & 0xFFFF,
                wideOwner ? raw.getInt(116) & 0xFFFF_FFFFL : raw.getShort(6) & 0xFFFF);
        long[] pointers = new long[POINTERS];
        for (int i = 0; i < POINTERS; i++) {
            pointers[i] = raw.getInt(40 + i * 4) & 0xFFFF_FFFFL;
        }
        FileTimes times =
                new FileTimes(FileTimes.unix(raw.getInt(24)), Optional.empty(), FileTimes.unix(raw.getInt(16)));
        return new UnixInode(
                number, attributes, Math.max(0, raw.getLong(8)), times, new BlockPointers(layout, pointers));
    }

    private UnixInode second(long number, ByteBuffer raw) {
        FileAttributes.Unix attributes = new FileAttributes.Unix(
                raw.getShort(0) & 0xFFFF, raw.getInt(4) & 0xFFFF_FFFFL, raw.getInt(8) & 0xFFFF_FFFFL);
        long[] pointers = new long[POINTERS];
        for (int i = 0; i < POINTERS; i++) {
            pointers[i] = raw.getLong(112 + i * 8);
        }
        FileTimes times = new FileTimes(
                FileTimes.unix(raw.getLong(40)), FileTimes.unix(raw.getLong(56)), FileTimes.unix(raw.getLong(32)));
        return new UnixInode(
                number, attributes, Math.max(0, raw.getLong(16)), times, new BlockPointers(layout, pointers));
    }

    private ByteBuffer raw(long number) throws IOException {
        long group = number / sb.inodesPerGroup();
        if (number < 1 || group >= sb.groups()) {
            throw new DiskFormatException("inode " + number + " does not exist");
        }
        int size = sb.two() ? 256 : 128;
        long offset = sb.inodeFragment(group) * sb.fragmentSize() + number % sb.inodesPerGroup() * size;
        return volume.read(offset, size).order(sb.order());
    }
}
