package reliquary.disk.fs.ufs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reliquary.disk.DiskImage;
import reliquary.disk.MemoryDisk;
import reliquary.disk.Oracle;
import reliquary.disk.Samples;
import reliquary.disk.Volume;
import reliquary.disk.format.DiskFormats;
import reliquary.disk.fs.SourceTree;

final class UfsFileSystemTest {
    @ParameterizedTest
    @CsvSource({"1, le, 8192, 1024", "1, le, 4096, 512", "1, be, 8192, 1024", "2, le, 16384, 2048"})
    void all_that_makefs_put_there_is_read(int version, String order, int block, int fragment, @TempDir Path folder)
            throws IOException {
        Oracle.need("makefs");
        Path tree = SourceTree.create(folder, true);
        Path image = folder.resolve("ufs.img");
        String options = "version=" + version + ",bsize=" + block + ",fsize=" + fragment;
        Oracle.run("makefs", "-t", "ffs", "-B", order, "-s", "12m", "-o", options, image, tree);
        UfsFileSystem files = UfsFileSystem.open(Volume.of(MemoryDisk.of(image)));
        assertThat(files.type()).isEqualTo("UFS" + version);
        SourceTree.assertSame(files, tree);
    }

    @Test
    void the_boot_floppy_of_a_bsd_holds_its_kernel() throws IOException {
        try (DiskImage disk = DiskFormats.open(Samples.guest("openbsd-floppy.img"))) {
            UfsFileSystem files = UfsFileSystem.open(Volume.of(disk));
            assertThat(files.list(files.root())).anyMatch(e -> e.name().startsWith("bsd") && e.size() > 500_000);
        }
    }
}
