package reliquary.disk.fs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A folder of files as real systems have them, to be put on a file system by its own tool and found there again. */
public final class SourceTree {
    private static final LocalDateTime CHANGED = LocalDateTime.of(1996, 7, 4, 9, 30, 10);

    private SourceTree() {}

    /** Creates the files: empty, small, larger than any direct blocks reach, in deep folders, with many neighbours. */
    public static Path create(Path folder, boolean withLinks) throws IOException {
        Path root = Files.createDirectories(folder.resolve("tree"));
        Random random = new Random(1);
        write(root.resolve("empty"), new byte[0]);
        write(root.resolve("small.txt"), "only a line\n".getBytes());
        byte[] large = new byte[700_001];
        random.nextBytes(large);
        write(root.resolve("large.bin"), large);
        Path deep = Files.createDirectories(root.resolve("one/two/three"));
        write(deep.resolve("deep.txt"), "deep".getBytes());
        Path many = Files.createDirectories(root.resolve("many"));
        for (int i = 0; i < 300; i++) {
            write(many.resolve("file-number-" + i + ".dat"), new byte[] {(byte) i});
        }
        if (withLinks) {
            Files.createSymbolicLink(root.resolve("shortlink"), Path.of("one/two"));
            Files.createSymbolicLink(root.resolve("longlink"), Path.of("x".repeat(200)));
        }
        return root;
    }

    private static void write(Path file, byte[] content) throws IOException {
        Files.write(file, content);
        Files.setLastModifiedTime(file, FileTime.from(CHANGED.toInstant(ZoneOffset.UTC)));
    }

    /** Checks that everything of the folder is on the file system with name, kind, size, time and content, and no more. */
    public static void assertSame(FileSystem files, Path folder, String... besides) throws IOException {
        assertSame(files, files.root(), folder, new TreeSet<>(List.of(besides)));
    }

    private static void assertSame(FileSystem files, FileEntry directory, Path folder, TreeSet<String> besides)
            throws IOException {
        List<FileEntry> entries = files.list(directory);
        TreeSet<String> names = new TreeSet<>();
        for (FileEntry entry : entries) {
            if (!besides.contains(entry.name())) {
                names.add(entry.name());
                Path original = folder.resolve(entry.name());
                if (entry.isDirectory()) {
                    assertSame(files, entry, original, new TreeSet<>());
                } else if (entry.kind() == FileEntry.Kind.SYMBOLIC_LINK) {
                    assertThat(entry.linkTarget())
                            .isEqualTo(Files.readSymbolicLink(original).toString());
                } else {
                    assertFile(files, entry, original);
                }
            }
        }
        try (Stream<Path> originals = Files.list(folder)) {
            assertThat(names)
                    .containsExactlyElementsOf(new TreeSet<>(
                            originals.map(p -> p.getFileName().toString()).toList()));
        }
    }

    private static void assertFile(FileSystem files, FileEntry entry, Path original) throws IOException {
        byte[] expected = Files.readAllBytes(original);
        FileContent content = files.open(entry);
        assertThat(entry.size()).as(entry.path()).isEqualTo(expected.length);
        ByteArrayOutputStream found = new ByteArrayOutputStream();
        try (InputStream in = content.stream()) {
            in.transferTo(found);
        }
        assertThat(found.toByteArray()).as(entry.path()).isEqualTo(expected);
        if (expected.length > 100_000) {
            ByteBuffer middle = ByteBuffer.allocate(5000);
            content.readFully(99_999, middle);
            assertThat(middle.flip())
                    .isEqualTo(ByteBuffer.wrap(expected, 99_999, 5000).slice());
        }
        entry.times()
                .modified()
                .ifPresent(t -> assertThat(t)
                        .as(entry.path())
                        .isEqualTo(LocalDateTime.ofInstant(
                                Instant.ofEpochSecond(lastModified(original)), ZoneOffset.UTC)));
    }

    private static long lastModified(Path file) {
        try {
            return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).to(java.util.concurrent.TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
