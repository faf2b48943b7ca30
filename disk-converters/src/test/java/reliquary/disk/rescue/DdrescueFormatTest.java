package reliquary.disk.rescue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reliquary.disk.ByteRange;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;
import reliquary.disk.MediaKind;
import reliquary.disk.Oracle;
import reliquary.disk.Samples;
import reliquary.disk.UnreadableRangeException;
import reliquary.disk.format.DiskFormats;

class DdrescueFormatTest {
    private static final String MAP = """
            # Mapfile. Created by GNU ddrescue version 1.27
            # Command line: ddrescue /dev/sdb disk.img disk.map
            # current_pos  current_status  current_pass
            0x00012600     ?               1
            #      pos        size  status
            0x00000000  0x00010000  +
            0x00010000  0x00000200  -
            0x00010200  0x00000400  /
            0x00010600  0x00009A00  +
            0x0001A000  0x00001000  *
            0x0001B000  0x00005000  +
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"disk.map", "disk.mapfile", "disk.log", "disk.img.map"})
    void bad_areas_are_unreadable_and_the_rest_is_read(String mapName) throws IOException {
        byte[] content = new byte[0x20000];
        new Random(1).nextBytes(content);
        Path image = Files.write(folder.resolve("disk.img"), content);
        Files.writeString(folder.resolve(mapName), MAP);
        assertThat(DiskFormats.recognise(image).name()).isEqualTo("ddrescue");
        try (DiskImage disk = DiskFormats.open(image)) {
            assertThat(disk.unreadable())
                    .containsExactly(new ByteRange(0x10000, 0x600), new ByteRange(0x1A000, 0x1000));
            ByteBuffer sector = ByteBuffer.allocate(512);
            disk.read(0x10600, sector);
            assertThat(sector.array()).isEqualTo(Arrays.copyOfRange(content, 0x10600, 0x10800));
            for (long offset : new long[] {0x0FFFF, 0x10000, 0x105FF, 0x1AFFF}) {
                assertThatThrownBy(() -> disk.read(offset, ByteBuffer.allocate(2)))
                        .isInstanceOf(UnreadableRangeException.class);
            }
        }
    }

    @Test
    void an_end_that_was_never_written_belongs_to_the_disk() throws IOException {
        Path image = Files.write(folder.resolve("disk.img"), new byte[0x1A000]);
        Files.writeString(folder.resolve("disk.map"), MAP.replace("0x0001B000  0x00005000  +", "0x1B000 0x5000 ?"));
        try (DiskImage disk = DiskFormats.open(image)) {
            assertThat(disk.size()).isEqualTo(0x20000);
            assertThat(disk.unreadable()).last().isEqualTo(new ByteRange(0x1A000, 0x6000));
        }
    }

    @Test
    void a_rescued_cd_is_still_a_cd() throws IOException {
        Path image = Files.copy(Samples.guest("mikeos-4.5.iso"), folder.resolve("cd.iso"));
        Files.writeString(folder.resolve("cd.log"), MAP.replace("# Mapfile.", "# Rescue Logfile."));
        try (DiskImage cd = DiskFormats.open(image)) {
            assertThat(cd.media()).isEqualTo(MediaKind.CD);
            assertThat(cd.sectorSize()).isEqualTo(2048);
            assertThat(cd.unreadable()).hasSize(2);
        }
    }

    @Test
    void a_log_of_something_else_is_not_a_map() throws IOException {
        Path image = Files.write(folder.resolve("disk.img"), new byte[4096]);
        Files.writeString(folder.resolve("disk.log"), "Mar 1 09:30 server: started\n");
        assertThat(DiskFormats.recognise(image).name()).isEqualTo("raw");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0x10 0x20", "x 0x20 +", "0x0 0x200 !", "0x00 -5 -", "0x7fffffffffffffff 0x7fffffffffffffff +"})
    void a_line_that_is_no_block_is_refused_by_its_number(String line) throws IOException {
        Path image = Files.write(folder.resolve("disk.img"), new byte[4096]);
        Path map = Files.writeString(
                folder.resolve("disk.map"), "# Mapfile. Created by GNU ddrescue version 1.27\n0 + 1\n" + line + "\n");
        assertThatThrownBy(() -> DiskFormats.open(image))
                .isInstanceOf(DiskFormatException.class)
                .hasMessageStartingWith(map + ": line 3: ");
    }

    @Test
    void what_ddrescue_itself_writes_is_understood() throws IOException {
        byte[] content = new byte[256 * 512];
        new Random(2).nextBytes(content);
        Files.write(folder.resolve("source"), content);
        Files.writeString(
                folder.resolve("bad.map"),
                "0x0 + 1\n0x0 0x4000 +\n0x4000 0x400 -\n0x4400 0x1A000 +\n0x1E400 0x200 -\n0x1E600 0x1A00 +\n");
        Path image = folder.resolve("disk.img");
        Oracle.run(
                "ddrescue",
                "-q",
                "-H",
                folder.resolve("bad.map"),
                folder.resolve("source"),
                image,
                folder.resolve("disk.map"));
        try (DiskImage disk = DiskFormats.open(image)) {
            assertThat(disk.size()).isEqualTo(content.length);
            assertThat(disk.unreadable()).containsExactly(new ByteRange(0x4000, 0x400), new ByteRange(0x1E400, 0x200));
            ByteBuffer middle = ByteBuffer.allocate(0x1A000);
            disk.read(0x4400, middle);
            assertThat(middle.array()).isEqualTo(Arrays.copyOfRange(content, 0x4400, 0x1E400));
        }
    }
}
