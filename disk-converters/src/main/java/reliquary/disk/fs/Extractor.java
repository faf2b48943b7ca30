package reliquary.disk.fs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Copies files of a guest into a folder of the host. Whatever the guest's names say, nothing outside that folder is touched:
 * names are made harmless, existing files are never replaced, links are not created and never followed.
 */
public final class Extractor {
    private final FileSystem files;
    private final Path target;
    private final Observer observer;
    private final long mostBytes;
    private final Set<Long> seen = new HashSet<>();
    private long bytes;

    /** What is told while files are copied. */
    public interface Observer {
        /** A file was written, {@code bytes} long. */
        void extracted(FileEntry entry, Path file, long bytes);

        /** An entry was left out or is incomplete, and why, in one line. */
        void skipped(FileEntry entry, String reason);
    }

    private record Pending(FileEntry entry, Path folder) {}

    /**
     * An extractor into {@code target}, which is created if need be.
     *
     * @param mostBytes in all; copying ends there, as a sparse file may claim any size
     */
    public Extractor(FileSystem files, Path target, long mostBytes, Observer observer) {
        this.files = files;
        this.target = target;
        this.mostBytes = mostBytes;
        this.observer = observer;
    }

    /**
     * Copies an entry with everything below it.
     *
     * @throws IOException if the host cannot write; trouble with single entries is told to the observer instead
     */
    public void extract(FileEntry start) throws IOException {
        Files.createDirectories(target);
        Deque<Pending> pending = new ArrayDeque<>();
        if (start.isDirectory()) {
            addChildren(start, target, pending);
        } else {
            pending.add(new Pending(start, target));
        }
        while (!pending.isEmpty()) {
            Pending next = pending.pop();
            switch (next.entry.kind()) {
                case DIRECTORY -> directory(next, pending);
                case FILE -> file(next);
                case SYMBOLIC_LINK -> observer.skipped(next.entry, "a link to " + next.entry.linkTarget());
                case SPECIAL -> observer.skipped(next.entry, "not a file");
            }
        }
    }

    private void directory(Pending next, Deque<Pending> pending) throws IOException {
        Path folder = free(next.folder, next.entry.name());
        Files.createDirectory(folder);
        addChildren(next.entry, folder, pending);
    }

    private void addChildren(FileEntry directory, Path folder, Deque<Pending> pending) {
        if (!seen.add(directory.id())) {
            observer.skipped(directory, "a directory that contains itself or also stands elsewhere");
            return;
        }
        try {
            for (FileEntry child : files.list(directory)) {
                pending.push(new Pending(child, folder));
            }
        } catch (IOException e) {
            observer.skipped(directory, String.valueOf(e.getMessage()));
        }
    }

    private void file(Pending next) throws IOException {
        Path file = free(next.folder, next.entry.name());
        long before = bytes;
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            copy(next.entry, out);
        }
        LocalDateTime changed = next.entry.times().modified().orElse(LocalDateTime.of(1980, 1, 1, 0, 0));
        Files.setLastModifiedTime(file, FileTime.from(changed.toInstant(ZoneOffset.UTC)));
        observer.extracted(next.entry, file, bytes - before);
    }

    private void copy(FileEntry entry, OutputStream out) throws IOException {
        InputStream in;
        try {
            in = files.open(entry).stream();
        } catch (IOException e) {
            observer.skipped(entry, String.valueOf(e.getMessage()));
            return;
        }
        byte[] buffer = new byte[64 * 1024];
        while (true) {
            int n;
            try {
                n = in.read(buffer);
            } catch (IOException e) {
                observer.skipped(entry, "incomplete: " + e.getMessage());
                return;
            }
            if (n < 0) {
                return;
            }
            if (bytes + n > mostBytes) {
                observer.skipped(entry, "incomplete: more than " + mostBytes + " bytes in all");
                return;
            }
            out.write(buffer, 0, n);
            bytes += n;
        }
    }

    /** A path in the folder that does not exist yet, also on a host where names differ only in case. */
    private Path free(Path folder, String guestName) throws IOException {
        String name = HostName.of(guestName);
        for (int n = 1; n < 10_000; n++) {
            String candidate = n == 1 ? name : name + String.format(Locale.ROOT, "~%d", n);
            Path path = folder.resolve(candidate);
            if (!path.normalize().startsWith(target.normalize())) {
                throw new IOException("\"" + guestName + "\" would leave " + target);
            }
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                return path;
            }
        }
        throw new FileAlreadyExistsException(folder.resolve(name).toString());
    }
}
