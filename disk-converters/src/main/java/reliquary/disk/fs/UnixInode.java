package reliquary.disk.fs;

import java.io.IOException;
import reliquary.disk.DiskFormatException;

/**
 * What the inodes of UNIX file systems have in common.
 *
 * @param number from 1
 * @param attributes type, permissions, owner
 * @param size in bytes
 * @param times in UTC
 * @param pointers block numbers in the order of the inode: direct ones, then one each of single, double and triple
 *     indirect
 */
public record UnixInode(
        long number, FileAttributes.Unix attributes, long size, FileTimes times, BlockPointers pointers) {
    /** Larger than any directory in practice; what claims more is damaged. */
    private static final long LARGEST_DIRECTORY = 64 << 20;

    private static final int LONGEST_LINK = 4096;

    /** The directory entry that names this inode. */
    public FileEntry entry(String path, String linkTarget) {
        return new FileEntry(path, attributes.kind(), size, times, attributes, linkTarget, number);
    }

    /** Refuses to read what is no directory, or too large a one. */
    public void checkDirectory() throws DiskFormatException {
        if (attributes.kind() != FileEntry.Kind.DIRECTORY) {
            throw new DiskFormatException("inode " + number + " is no directory");
        }
        if (size > LARGEST_DIRECTORY) {
            throw new DiskFormatException("inode " + number + ": a directory of " + size + " bytes cannot be right");
        }
    }

    /** The target of a symbolic link that is kept as a file's content. */
    public static String linkTarget(FileContent content) throws IOException {
        return NameEncoding.decodePadded(java.nio.ByteBuffer.wrap(content.readAll(LONGEST_LINK)));
    }
}
