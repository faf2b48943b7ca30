package reliquary.disk.fs;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files on a volume, for reading.
 *
 * <p>Nothing is held in memory in proportion to a number that stands on the volume: a listing grows only with entries
 * that were really read and ends at {@link #MOST_ENTRIES}. Damage is a
 * {@link reliquary.disk.DiskFormatException} with one line.
 */
public interface FileSystem {
    /** The most entries that one directory is read to. */
    int MOST_ENTRIES = 200_000;

    /** The name that people know it by: {@code FAT16}, {@code ext2}, {@code ISO 9660 + Joliet}. */
    String type();

    /** The volume's label; empty if it has none. */
    String label();

    /** What else its first structures state, for people: cluster size, creator, whether it was left clean. */
    Map<String, String> facts();

    /** The directory at the top; its path is {@code /}. */
    FileEntry root() throws IOException;

    /** What lies in a directory, in the order of the disk, without {@code .} and {@code ..}. */
    List<FileEntry> list(FileEntry directory) throws IOException;

    /** The content of a file, or of a directory that has a stream of its own. */
    FileContent open(FileEntry file) throws IOException;

    /** Further named contents of a file: NTFS alternate streams, whose names come as {@code file:stream}. */
    default List<FileEntry> streams(FileEntry file) throws IOException {
        return List.of();
    }

    /**
     * The entry at a path such as {@code /DOS/MODE.COM}; both slashes separate, and where no name is spelt exactly so,
     * one that differs only in case is taken.
     */
    default Optional<FileEntry> find(String path) throws IOException {
        FileEntry at = root();
        for (String name : path.split("[/\\\\]")) {
            if (name.isEmpty()) {
                continue;
            }
            if (!at.isDirectory()) {
                return Optional.empty();
            }
            Optional<FileEntry> next = child(list(at), name);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            at = next.get();
        }
        return Optional.of(at);
    }

    private static Optional<FileEntry> child(List<FileEntry> entries, String name) {
        Optional<FileEntry> exact =
                entries.stream().filter(e -> e.name().equals(name)).findFirst();
        return exact.or(() ->
                entries.stream().filter(e -> e.name().equalsIgnoreCase(name)).findFirst());
    }
}
