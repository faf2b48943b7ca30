package reliquary.disk.fs;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Goes through a tree of files, safe from directories that contain themselves. */
public final class FileWalk {
    /** Deeper than any system allows paths to be. */
    private static final int DEEPEST = 128;

    private final FileSystem files;
    private final Visitor visitor;
    private final Set<Long> seen = new HashSet<>();
    private final long most;
    private long count;

    /** What is done with what is met. */
    public interface Visitor {
        /**
         * An entry, a directory before what lies in it.
         *
         * @return whether to go into it, if it is a directory
         */
        boolean entry(FileEntry entry) throws IOException;

        /** A directory that cannot be read, or that was met before; the walk goes on. */
        void problem(FileEntry directory, String line) throws IOException;
    }

    private FileWalk(FileSystem files, Visitor visitor, long most) {
        this.files = files;
        this.visitor = visitor;
        this.most = most;
    }

    /**
     * Visits everything below {@code start}, at most {@code most} entries.
     *
     * @return whether everything was visited
     */
    public static boolean below(FileSystem files, FileEntry start, long most, Visitor visitor) throws IOException {
        return new FileWalk(files, visitor, most).directory(start, 0);
    }

    private boolean directory(FileEntry directory, int depth) throws IOException {
        if (depth > DEEPEST) {
            visitor.problem(directory, "deeper than " + DEEPEST + " directories");
            return true;
        }
        if (!seen.add(directory.id())) {
            visitor.problem(directory, "a directory that contains itself or also stands elsewhere");
            return true;
        }
        return entries(directory, depth);
    }

    private boolean entries(FileEntry directory, int depth) throws IOException {
        List<FileEntry> entries;
        try {
            entries = files.list(directory);
        } catch (IOException e) {
            visitor.problem(directory, String.valueOf(e.getMessage()));
            return true;
        }
        for (FileEntry entry : entries) {
            if (++count > most) {
                return false;
            }
            if (visitor.entry(entry) && entry.isDirectory() && !directory(entry, depth + 1)) {
                return false;
            }
        }
        return true;
    }
}
