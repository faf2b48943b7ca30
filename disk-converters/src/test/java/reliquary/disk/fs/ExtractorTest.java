package reliquary.disk.fs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reliquary.disk.MemoryDisk;
import reliquary.disk.Volume;
import reliquary.disk.fs.fat.BlankFat;
import reliquary.disk.fs.fat.FatFileSystem;

final class ExtractorTest {
    private static final LocalDateTime NOON = LocalDateTime.of(1994, 3, 1, 12, 0, 2);

    @TempDir
    Path folder;

    private final List<String> told = new ArrayList<>();

    private Extractor extractor(FileSystem files, long most) {
        return new Extractor(files, folder.resolve("out"), most, new Extractor.Observer() {
            @Override
            public void extracted(FileEntry entry, Path file, long bytes) {
                told.add(entry.path());
            }

            @Override
            public void skipped(FileEntry entry, String reason) {
                told.add(entry.path() + ": " + reason);
            }
        });
    }

    @Test
    void a_tree_is_copied_with_its_times() throws IOException {
        FatFileSystem files = FatFileSystem.open(Volume.of(BlankFat.FLOPPY_1440K.format()));
        files.makeDirectory("/DOCS", NOON);
        files.write("/DOCS/A.TXT", new ByteArrayInputStream("text".getBytes()), NOON);
        extractor(files, 1 << 20).extract(files.root());
        Path copied = folder.resolve("out/DOCS/A.TXT");
        assertThat(copied).hasContent("text");
        assertThat(Files.getLastModifiedTime(copied).toInstant()).hasToString("1994-03-01T12:00:02Z");
    }

    @Test
    void names_that_lead_elsewhere_stay_inside() throws IOException {
        MemoryDisk disk = BlankFat.FLOPPY_1440K.format();
        FatFileSystem files = FatFileSystem.open(Volume.of(disk));
        files.write("/AAAAAAAA.AAA", new ByteArrayInputStream("x".getBytes()), NOON);
        ByteBuffer slot = disk.bytes().slice(19 * 512, 32);
        assertThat(slot.get(0)).isEqualTo((byte) 'A');
        slot.put(0, "../../..".getBytes()).put(8, "/ET".getBytes());
        extractor(files, 1 << 20).extract(files.root());
        try (Stream<Path> all = Files.walk(folder)) {
            assertThat(all.filter(Files::isRegularFile))
                    .allMatch(p -> p.startsWith(folder.resolve("out")))
                    .hasSize(1);
        }
    }

    @Test
    void copying_ends_at_the_limit() throws IOException {
        FatFileSystem files = FatFileSystem.open(Volume.of(BlankFat.FLOPPY_1440K.format()));
        files.write("/BIG", new ByteArrayInputStream(new byte[500_000]), NOON);
        extractor(files, 100_000).extract(files.root());
        assertThat(told).anyMatch(t -> t.contains("more than 100000 bytes"));
        assertThat(Files.size(folder.resolve("out/BIG"))).isLessThanOrEqualTo(100_000);
    }

    @ParameterizedTest
    @CsvSource({
        "CON, _CON",
        "con.txt, _con.txt",
        "LPT1, _LPT1",
        "COM10, COM10",
        "../x, .._x",
        "'..', __",
        "'.', _",
        "'a:b', a_b",
        "'trailing. ', trailing__",
        "'C:\\x', C__x",
        "'', _"
    })
    void names_become_harmless(String guest, String host) {
        assertThat(HostName.of(guest)).isEqualTo(host);
    }

    @Property(tries = 2000)
    void any_name_becomes_one_element_of_a_path(@ForAll String name) {
        String safe = HostName.of(name);
        assertThat(safe)
                .isNotEmpty()
                .doesNotContain("/", "\\", ":", "\0")
                .isNotEqualTo(".")
                .isNotEqualTo("..");
        assertThat(HostName.of(safe)).isEqualTo(safe);
    }
}
