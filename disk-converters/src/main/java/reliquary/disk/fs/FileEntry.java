package reliquary.disk.fs;

/**
 * One file, directory or other object of a file system: data only, asked about with the {@link FileSystem} it is from.
 *
 * @param path from the root with forward slashes; the root itself is {@code /}
 * @param kind what it is
 * @param size of its content in bytes, as the directory states it
 * @param times as far as recorded
 * @param attributes in the manner of its file system
 * @param linkTarget where a symbolic link points to; empty for everything else
 * @param id the file system's own handle: inode, first cluster, record offset
 */
public record FileEntry(
        String path, Kind kind, long size, FileTimes times, FileAttributes attributes, String linkTarget, long id) {

    /** What an entry is. */
    public enum Kind {
        FILE,
        DIRECTORY,
        SYMBOLIC_LINK,
        /** Device node, named pipe or socket: has no content. */
        SPECIAL
    }

    /** The root of a file system. */
    public static FileEntry root(FileTimes times, FileAttributes attributes, long id) {
        return new FileEntry("/", Kind.DIRECTORY, 0, times, attributes, "", id);
    }

    /** An entry whose name is there but nothing that it leads to can be read. */
    public static FileEntry unreadable(String path, long id) {
        return new FileEntry(path, Kind.SPECIAL, 0, FileTimes.NONE, new FileAttributes.None(), "", id);
    }

    /** The path of an entry of this directory; a slash within the name becomes an underscore. */
    public String childPath(String name) {
        String safe = name.replace('/', '_').replace('\0', '_');
        return path.equals("/") ? "/" + safe : path + "/" + safe;
    }

    /** The last part of the path; empty for the root. */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Whether it can be listed. */
    public boolean isDirectory() {
        return kind == Kind.DIRECTORY;
    }

    /** Whether it has content to open. */
    public boolean isFile() {
        return kind == Kind.FILE;
    }
}
