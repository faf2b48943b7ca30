package reliquary.disk.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;

/** Damaged archives: each is read as far as it goes or refused in one line, in bounded time and memory. */
@Timeout(30)
class HostileArchiveTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"GZ, 200", "BZ2, 50", "XZ, 200", "ZST, 200", "LZ4, 200"})
    void a_mutated_compressed_file_is_read_or_refused_in_one_line(Compression compression, int rounds)
            throws IOException {
        mutate(
                "x." + compression.label(),
                Packed.compressed(compression, Arrays.copyOfRange(ArchiveFormatTest.floppy(), 120_000, 140_000)),
                rounds);
    }

    @ParameterizedTest
    @CsvSource({"ZIP, 300", "TAR, 300", "SEVEN_Z, 200"})
    void a_mutated_archive_is_read_or_refused_in_one_line(Container.Kind kind, int rounds) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("readme.txt", new byte[700]);
        files.put("disk.img", Arrays.copyOf(ArchiveFormatTest.floppy(), 8192));
        mutate("x." + kind.label(), Packed.archive(kind, files), rounds);
    }

    private void mutate(String name, byte[] original, int rounds) throws IOException {
        ArchiveFormat format = new ArchiveFormat(new ArchiveLimits(4, 100, 4 << 20, 64 << 20));
        for (int seed = 0; seed < rounds; seed++) {
            Random random = new Random(seed);
            byte[] bytes = original.clone();
            for (int i = random.nextInt(8); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            Path file = Files.write(folder.resolve(name), bytes);
            try (DiskImage disk = format.open(file)) {
                assertThat(disk.size()).isPositive();
            } catch (DiskFormatException e) {
                assertThat(e.getMessage()).startsWith(file.toString()).doesNotContain("\n");
            }
        }
    }
}
