package reliquary.disk.fs.cpm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reliquary.disk.MemoryDisk;
import reliquary.disk.Oracle;
import reliquary.disk.Volume;
import reliquary.disk.fs.FileEntry;

final class CpmFileSystemTest {
    @ParameterizedTest
    @CsvSource({"ibmpc-514ss, 163840", "ibmpc-514ds, 327680", "cpm86-720, 737280"})
    void what_cpmtools_put_there_is_read(String format, int size, @TempDir Path folder) throws IOException {
        Oracle.need("mkfs.cpm");
        Path image = folder.resolve("cpm.img");
        byte[] blank = new byte[size];
        java.util.Arrays.fill(blank, (byte) 0xE5);
        Files.write(image, blank);
        byte[] content = new byte[50_048];
        new Random(5).nextBytes(content);
        Path large = Files.write(folder.resolve("large.dat"), content);
        Path small = Files.write(folder.resolve("pip.cmd"), new byte[128]);
        Oracle.run("cpmcp", "-f", format, image, large, "0:large.dat");
        Oracle.run("cpmcp", "-f", format, image, small, "3:pip.cmd");
        CpmFileSystem files = CpmFileSystem.open(Volume.of(MemoryDisk.of(image)));
        assertThat(files.list(files.root())).extracting(FileEntry::name).containsExactly("LARGE.DAT", "3:PIP.CMD");
        assertThat(files.open(files.find("/LARGE.DAT").orElseThrow()).readAll(1 << 20))
                .isEqualTo(content);
    }

    @Test
    void a_floppy_full_of_zeros_is_not_taken_for_cpm() throws IOException {
        assertThat(CpmFileSystem.matches(Volume.of(new MemoryDisk(163_840)))).isFalse();
    }
}
