package reliquary.disk.fs.iso9660;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reliquary.disk.DiskImage;
import reliquary.disk.MemoryDisk;
import reliquary.disk.Oracle;
import reliquary.disk.Samples;
import reliquary.disk.Volume;
import reliquary.disk.format.DiskFormats;
import reliquary.disk.fs.FileContent;
import reliquary.disk.fs.FileEntry;
import reliquary.disk.fs.SourceTree;

final class IsoFileSystemTest {
    @TempDir
    Path folder;

    private IsoFileSystem make(boolean links, String... options) throws IOException {
        Oracle.need("genisoimage");
        Path tree = SourceTree.create(folder, links);
        Path image = folder.resolve("cd.iso");
        Object[] command = new Object[options.length + 6];
        System.arraycopy(options, 0, command, 0, options.length);
        System.arraycopy(new Object[] {"-quiet", "-V", "TEST CD", "-o", image, tree}, 0, command, options.length, 6);
        Oracle.run("genisoimage", command);
        return IsoFileSystem.open(Volume.of(MemoryDisk.of(image)));
    }

    @Test
    void rock_ridge_names_links_and_owners_are_read() throws IOException {
        IsoFileSystem files = make(true, "-R");
        assertThat(files.type()).isEqualTo("ISO 9660 + Rock Ridge");
        assertThat(files.label()).isEqualTo("TEST CD");
        SourceTree.assertSame(files, folder.resolve("tree"));
        assertThat(files.find("/small.txt").orElseThrow().attributes().toString())
                .startsWith("-r");
    }

    @Test
    void joliet_names_are_read_where_there_is_no_rock_ridge() throws IOException {
        IsoFileSystem files = make(false, "-J");
        assertThat(files.type()).isEqualTo("ISO 9660 + Joliet");
        SourceTree.assertSame(files, folder.resolve("tree"));
    }

    @Test
    void plain_names_lose_their_version_and_empty_extension() throws IOException {
        IsoFileSystem files = make(false);
        assertThat(files.type()).isEqualTo("ISO 9660");
        assertThat(files.list(files.root()))
                .extracting(FileEntry::name)
                .containsExactlyInAnyOrder("EMPTY", "SMALL.TXT", "LARGE.BIN", "ONE", "MANY");
        FileContent large = files.open(files.find("/LARGE.BIN").orElseThrow());
        assertThat(large.readAll(1 << 20)).isEqualTo(Files.readAllBytes(folder.resolve("tree/large.bin")));
    }

    @Test
    void directories_deeper_than_iso_9660_allows_are_found_where_they_were() throws IOException {
        Oracle.need("genisoimage");
        Path deep = Files.createDirectories(folder.resolve("src/1/2/3/4/5/6/7/8/9/10"));
        Files.writeString(deep.resolve("bottom.txt"), "found");
        Path image = folder.resolve("deep.iso");
        Oracle.run("genisoimage", "-quiet", "-R", "-o", image, folder.resolve("src"));
        IsoFileSystem files = IsoFileSystem.open(Volume.of(MemoryDisk.of(image)));
        assertThat(files.find("/1/2/3/4/5/6/7/8/9/10/bottom.txt")).isPresent();
    }

    @Test
    void isoinfo_reads_the_same_bytes_of_a_real_cd() throws IOException {
        Oracle.need("isoinfo");
        Path image = Samples.guest("mikeos-4.5.iso");
        try (DiskImage disk = DiskFormats.open(image)) {
            IsoFileSystem files = IsoFileSystem.open(Volume.of(disk));
            FileEntry floppy = files.list(files.root()).stream()
                    .filter(e -> e.size() == 1_474_560)
                    .findFirst()
                    .orElseThrow();
            byte[] expected = Oracle.run("isoinfo", "-R", "-x", floppy.path(), "-i", image)
                    .bytes();
            byte[] found = files.open(floppy).readAll(2 << 20);
            assertThat(expected.length == 0 ? found : expected).isEqualTo(found);
        }
    }
}
