package reliquary.disk.fs.fat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import reliquary.disk.DiskFormatException;
import reliquary.disk.MemoryDisk;
import reliquary.disk.Oracle;
import reliquary.disk.Volume;
import reliquary.disk.fs.FileEntry;

/** Any sequence of changes leaves what a simple model says, on a volume that fsck.fat has nothing to say against. */
final class FatSequenceTest {
    private static final LocalDateTime NOON = LocalDateTime.of(1994, 3, 1, 12, 0, 2);

    sealed interface Step {}

    record Write(String path, int size, long seed) implements Step {}

    record Mkdir(String path) implements Step {}

    record Delete(String path) implements Step {}

    record Rename(String from, String to) implements Step {}

    record Attributes(String path, int bits) implements Step {}

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<String> name = Arbitraries.of(
                "A.TXT",
                "readme",
                "Long file name.text",
                "MiXed.c",
                "ÄÖÜ.DAT",
                "日本語.txt",
                "two.dots.txt",
                "B",
                ".hidden",
                "long file NAME.text",
                "x".repeat(200));
        Arbitrary<String> folder = Arbitraries.of("", "/DIR", "/dir two", "/DIR/SUB");
        Arbitrary<String> path = Combinators.combine(folder, name).as((f, n) -> f + "/" + n);
        Arbitrary<String> directory = Arbitraries.of("/DIR", "/dir two", "/DIR/SUB", "/A.TXT");
        Arbitrary<String> any = Arbitraries.oneOf(path, directory);
        Arbitrary<Integer> size = Arbitraries.integers().between(0, 30_000);
        Arbitrary<Step> step = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(
                        6, Combinators.combine(path, size, Arbitraries.longs()).as(Write::new)),
                net.jqwik.api.Tuple.of(3, directory.map(Mkdir::new)),
                net.jqwik.api.Tuple.of(3, any.map(Delete::new)),
                net.jqwik.api.Tuple.of(3, Combinators.combine(any, any).as(Rename::new)),
                net.jqwik.api.Tuple.of(
                        1, Combinators.combine(any, Arbitraries.of(0, 1, 2, 32)).as(Attributes::new)));
        return step.list().ofMinSize(1).ofMaxSize(40);
    }

    @Property(tries = 80, shrinking = ShrinkingMode.BOUNDED, edgeCases = EdgeCasesMode.NONE)
    void files_are_what_the_model_says_and_fsck_is_content(@ForAll("steps") List<Step> steps, @ForAll BlankFat kind)
            throws IOException {
        MemoryDisk disk = kind.format();
        FatFileSystem files = FatFileSystem.open(Volume.of(disk));
        Model model = new Model();
        for (Step step : steps) {
            boolean expected = model.apply(step);
            assertThat(done(files, step)).as("%s", step).isEqualTo(expected);
        }
        Map<String, byte[]> found = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        collect(FatFileSystem.open(Volume.of(disk)), files.root(), found);
        assertThat(found.keySet()).containsExactlyElementsOf(model.content.keySet());
        found.forEach((path, bytes) -> assertThat(bytes).as(path).isEqualTo(model.content.get(path)));
        checkWithOracles(disk, found.size());
    }

    /** fsck.fat finds nothing wrong, and mdir counts as many files and directories. */
    private static void checkWithOracles(MemoryDisk disk, int count) throws IOException {
        Path file = Files.createTempFile("fat", ".img");
        try {
            Files.write(file, disk.bytes().array());
            if (Oracle.installed("fsck.fat")) {
                Oracle.Answer answer = Oracle.ask("fsck.fat", "-n", "-v", file);
                assertThat(answer.status()).as(answer.text()).isZero();
            }
            if (Oracle.installed("mdir")) {
                String listing =
                        Oracle.ask("mdir", "-a", "-b", "-/", "-i", file, "::").text();
                assertThat(listing.lines().filter(l -> l.startsWith("::")))
                        .as(listing)
                        .hasSize(count);
            }
        } finally {
            Files.delete(file);
        }
    }

    private static boolean done(FatFileSystem files, Step step) throws IOException {
        try {
            if (step instanceof Write w) {
                files.write(w.path, new ByteArrayInputStream(content(w)), NOON);
            } else if (step instanceof Mkdir m) {
                files.makeDirectory(m.path, NOON);
            } else if (step instanceof Delete d) {
                files.delete(d.path);
            } else if (step instanceof Rename r) {
                files.rename(r.from, r.to);
            } else if (step instanceof Attributes a) {
                files.setAttributes(a.path, a.bits);
            }
            return true;
        } catch (DiskFormatException e) {
            assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
            return false;
        }
    }

    private static byte[] content(Write w) {
        byte[] bytes = new byte[w.size];
        new Random(w.seed).nextBytes(bytes);
        return bytes;
    }

    private static void collect(FatFileSystem files, FileEntry directory, Map<String, byte[]> into) throws IOException {
        for (FileEntry entry : files.list(directory)) {
            into.put(
                    entry.path(),
                    entry.isDirectory() ? Model.DIRECTORY : files.open(entry).readAll(1 << 20));
            if (entry.isDirectory()) {
                collect(files, entry, into);
            }
        }
    }

    /** Paths with their content; names are equal whatever their case. */
    private static final class Model {
        static final byte[] DIRECTORY = {-1, 'd', 'i', 'r'};
        final TreeMap<String, byte[]> content = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        private final TreeMap<String, Integer> attributes = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

        boolean apply(Step step) {
            if (step instanceof Write w) {
                return write(w.path, FatSequenceTest.content(w));
            } else if (step instanceof Mkdir m) {
                return parentIsThere(m.path) && content.putIfAbsent(m.path, DIRECTORY) == null;
            } else if (step instanceof Delete d) {
                return delete(d.path);
            } else if (step instanceof Rename r) {
                return rename(r.from, r.to);
            } else if (step instanceof Attributes a && content.containsKey(a.path)) {
                attributes.put(a.path, a.bits);
                return true;
            }
            return false;
        }

        private boolean write(String path, byte[] bytes) {
            if (!parentIsThere(path) || isDirectory(path) || readOnly(path)) {
                return false;
            }
            String spelt = content.containsKey(path) ? content.ceilingKey(path) : path;
            content.put(spelt, bytes);
            return true;
        }

        private boolean delete(String path) {
            boolean empty = below(path).isEmpty();
            if (!content.containsKey(path) || !empty || !isDirectory(path) && readOnly(path)) {
                return false;
            }
            content.remove(path);
            attributes.remove(path);
            return true;
        }

        private boolean rename(String from, String to) {
            boolean same = from.equalsIgnoreCase(to);
            boolean within = to.toLowerCase().startsWith(from.toLowerCase() + "/");
            if (!content.containsKey(from) || !parentIsThere(to) || within || content.containsKey(to) && !same) {
                return false;
            }
            List<String> moved = new java.util.ArrayList<>(below(from));
            moved.add(from);
            for (String path : moved) {
                String target = to + path.substring(from.length());
                byte[] bytes = content.remove(path);
                content.put(target, bytes);
                Integer bits = attributes.remove(path);
                if (bits != null) {
                    attributes.put(target, bits);
                }
            }
            return true;
        }

        private List<String> below(String path) {
            return content.keySet().stream()
                    .filter(p -> p.toLowerCase().startsWith(path.toLowerCase() + "/"))
                    .toList();
        }

        private boolean parentIsThere(String path) {
            String parent = path.substring(0, path.lastIndexOf('/'));
            return parent.isEmpty() || isDirectory(parent);
        }

        private boolean isDirectory(String path) {
            return Arrays.equals(content.get(path), DIRECTORY);
        }

        private boolean readOnly(String path) {
            return (attributes.getOrDefault(path, 0) & 1) != 0;
        }
    }
}
