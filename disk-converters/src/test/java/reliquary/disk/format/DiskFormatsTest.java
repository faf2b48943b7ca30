package reliquary.disk.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;
import reliquary.disk.Samples;

class DiskFormatsTest {
    @TempDir
    Path folder;

    @Test
    void what_is_no_file_is_refused_by_name() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty.img"));
        assertRefused(folder, "is a directory");
        assertRefused(folder.resolve("missing.img"), "no such file");
        assertRefused(empty, "the file is empty");
    }

    @Test
    void a_device_is_refused_and_not_waited_for() {
        Path device = Path.of("/dev/zero");
        Assumptions.assumeTrue(Files.exists(device), "no /dev/zero");
        assertRefused(device, "is a device or pipe");
    }

    private static void assertRefused(Path file, String reason) {
        assertThatThrownBy(() -> DiskFormats.open(file))
                .isInstanceOf(DiskFormatException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining(reason);
    }

    @Test
    void a_file_that_is_nothing_else_is_raw() throws IOException {
        Path file = Files.write(folder.resolve("disk.001"), new byte[1000]);
        assertThat(DiskFormats.recognise(file).name()).isEqualTo("raw");
    }

    @Test
    void numbered_files_side_by_side_are_one_disk_from_whichever_part() throws IOException {
        for (String part : new String[] {"disk.001", "disk.002", "disk.003", "disk.005"}) {
            byte[] bytes = new byte[1000];
            bytes[0] = (byte) part.charAt(7);
            Files.write(folder.resolve(part), bytes);
        }
        for (String part : new String[] {"disk.001", "disk.002", "disk.003"}) {
            try (DiskImage disk = DiskFormats.open(folder.resolve(part))) {
                assertThat(disk.size()).isEqualTo(3000);
                java.nio.ByteBuffer b = java.nio.ByteBuffer.allocate(1002);
                disk.read(999, b);
                assertThat(b.array()[1]).isEqualTo((byte) '2');
                assertThat(b.array()[1001]).isEqualTo((byte) '3');
            }
        }
        assertThat(DiskFormats.recognise(folder.resolve("disk.005")).name()).isEqualTo("raw");
    }

    @Test
    void lettered_files_of_split_are_one_disk() throws IOException {
        Path raw = SparseContent.example().writeTo(folder.resolve("disk.raw"));
        byte[] all = Files.readAllBytes(raw);
        int part = 300_000;
        for (int i = 0; i * part < all.length; i++) {
            String name = "disk.raw." + (char) ('a' + i / 26) + (char) ('a' + i % 26);
            Files.write(
                    folder.resolve(name),
                    java.util.Arrays.copyOfRange(all, i * part, Math.min(all.length, (i + 1) * part)));
        }
        try (DiskImage in = RawImage.open(raw);
                DiskImage found = DiskFormats.open(folder.resolve("disk.raw.aa"))) {
            SameContent.assertSame(found, in);
        }
    }

    @Test
    void a_windows_path_to_a_parent_is_found_beside_the_child() throws IOException {
        Path parent = Files.write(folder.resolve("parent.vhd"), new byte[1]);
        assertThat(LinkedFile.find(folder.resolve("child.vhd"), "C:\\Users\\me\\parent.vhd", "parent"))
                .isEqualTo(parent);
    }

    @Test
    void inspecting_an_image_of_another_kind_under_a_wrong_name_goes_by_its_content() throws IOException {
        Path misnamed = Files.copy(Samples.format("dfvfs/ext2.vmdk"), folder.resolve("disk.img"));
        assertThat(DiskFormats.recognise(misnamed).name()).isEqualTo("vmdk");
    }
}
