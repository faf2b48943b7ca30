package reliquary.disk.fs.sysv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reliquary.disk.Volume;
import reliquary.disk.fs.FileEntry;

/** No tool of today makes such volumes, so they are built here after the manual pages. */
final class SysvFileSystemTest {
    static Stream<Arguments> volumes() {
        return Stream.of(
                Arguments.of("System V s5fs", SysvVolume.systemV(1)),
                Arguments.of("System V s5fs", SysvVolume.systemV(2)),
                Arguments.of("System V s5fs", SysvVolume.systemV(3)),
                Arguments.of("XENIX s5fs", SysvVolume.xenix()),
                Arguments.of("Coherent s5fs", SysvVolume.coherent()));
    }

    @ParameterizedTest
    @MethodSource("volumes")
    void files_are_read_through_all_levels_of_blocks(String type, SysvVolume volume) throws IOException {
        byte[] small = "unix\n".getBytes();
        byte[] large = new byte[110 * 1024 + 77];
        new Random(3).nextBytes(large);
        volume.file("small", small).file("fourteen-bytes", large).file("empty", new byte[0]);
        SysvFileSystem files = SysvFileSystem.open(Volume.of(volume.disk()));
        assertThat(files.type()).isEqualTo(type);
        assertThat(files.list(files.root()))
                .extracting(FileEntry::name)
                .containsExactly("small", "fourteen-bytes", "empty");
        assertThat(files.open(files.find("/small").orElseThrow()).readAll(100)).isEqualTo(small);
        FileEntry entry = files.find("/fourteen-bytes").orElseThrow();
        assertThat(files.open(entry).readAll(1 << 20)).isEqualTo(large);
        assertThat(entry.times().modified().orElseThrow()).hasYear(1989);
    }
}
