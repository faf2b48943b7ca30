package reliquary.disk.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import reliquary.disk.DiskFormatException;
import reliquary.disk.format.Zeros;

/** A temporary folder with unpacked files; gone when it is closed, at the latest when the JVM ends. */
final class UnpackCache implements AutoCloseable {
    private static final int BLOCK = 64 << 10;

    /** Space that must stay free where the cache lies. */
    private static final long RESERVE = 64L << 20;

    private static final int LONGEST_NAME = 100;

    private final Path folder;
    private final List<Path> files = new ArrayList<>();
    private final long allowed;
    private long written;

    /**
     * An empty cache.
     *
     * @param allowed bytes that may be written to it
     */
    UnpackCache(long allowed) throws IOException {
        this.allowed = allowed;
        this.folder =
                Files.createTempDirectory("relic-" + ProcessHandle.current().pid() + "-");
        folder.toFile().deleteOnExit();
    }

    /** Where a member of that name goes; whatever the name says, it is inside the folder. */
    Path place(String name) {
        String safe = name.replaceAll("[^A-Za-z0-9._+ ()-]", "_").replaceFirst("^[. ]+", "_");
        int excess = Math.max(0, safe.length() - LONGEST_NAME);
        return folder.resolve(safe.isEmpty() ? "image" : safe.substring(excess));
    }

    /** Writes a stream to its end; blocks of zeros become holes. */
    Path unpack(String name, InputStream in) throws IOException {
        Path file = place(name);
        try (FileChannel out = FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE))) {
            files.add(file);
            file.toFile().deleteOnExit();
            byte[] block = new byte[BLOCK];
            long size = 0;
            for (int n = in.readNBytes(block, 0, BLOCK); n > 0; n = in.readNBytes(block, 0, BLOCK)) {
                check(n);
                if (!Zeros.only(ByteBuffer.wrap(block), 0, n)) {
                    write(out, size, ByteBuffer.wrap(block, 0, n));
                }
                size += n;
            }
            if (size > 0 && out.size() < size) {
                write(out, size - 1, ByteBuffer.wrap(new byte[1]));
            }
        }
        return file;
    }

    private static void write(FileChannel out, long at, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            at += out.write(bytes, at);
        }
    }

    private void check(int more) throws IOException {
        written += more;
        if (written > allowed) {
            throw new DiskFormatException("expands to more than " + allowed
                    + " bytes, which no disk of its size would; unpack it by hand if you trust it");
        }
        if (written % (BLOCK * 1024L) == 0 && Files.getFileStore(folder).getUsableSpace() < RESERVE) {
            throw new IOException("no room to unpack it in " + folder.getParent() + " after " + written
                    + " bytes; set -Djava.io.tmpdir to a larger place");
        }
    }

    @Override
    public void close() {
        try {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
