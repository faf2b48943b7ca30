package reliquary.disk.fs.minix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reliquary.disk.MemoryDisk;
import reliquary.disk.Oracle;
import reliquary.disk.Volume;
import reliquary.disk.fs.FileEntry;

/** mkfs.minix makes the volumes; the files are put there by hand, as Linux's tools need a mount. */
final class MinixFileSystemTest {
    @TempDir
    Path folder;

    private MemoryDisk blank(Object... options) throws IOException {
        Oracle.need("mkfs.minix");
        Path image = folder.resolve("minix.img");
        Files.write(image, new byte[2 << 20]);
        Object[] command = java.util.Arrays.copyOf(options, options.length + 1);
        command[options.length] = image;
        Oracle.run("mkfs.minix", command);
        return MemoryDisk.of(image);
    }

    @ParameterizedTest
    @CsvSource({"-1, -n14, Minix 1", "-1, -n30, Minix 1", "-2, -n14, Minix 2", "-2, -n30, Minix 2", "-3, -n60, Minix 3"
    })
    void a_fresh_volume_of_every_version_is_empty(String version, String names, String type) throws IOException {
        MinixFileSystem files = MinixFileSystem.open(Volume.of(blank(version, names)));
        assertThat(files.type()).isEqualTo(type);
        assertThat(files.list(files.root())).isEmpty();
        assertThat(files.root().isDirectory()).isTrue();
    }

    @Test
    void a_file_with_single_and_double_indirect_zones_is_read() throws IOException {
        MemoryDisk disk = blank("-1", "-n14");
        ByteBuffer b = disk.bytes();
        int inodes = (2 + b.getShort(1024 + 4) + b.getShort(1024 + 6)) * 1024;
        int rootZone = b.getShort(inodes + 14);
        int size = (7 + 512 + 2) * 1024 - 100;
        b.putShort(inodes + 32, (short) 0x81A4).putInt(inodes + 36, size).putInt(inodes + 40, 836_000_000);
        int data = 1000;
        for (int i = 0; i < 7; i++) {
            b.putShort(inodes + 32 + 14 + i * 2, (short) (data + i));
        }
        int single = 900;
        int twice = 901;
        int inner = 902;
        b.putShort(inodes + 32 + 28, (short) single).putShort(inodes + 32 + 30, (short) twice);
        for (int i = 0; i < 512; i++) {
            b.putShort(single * 1024 + i * 2, (short) (data + 7 + i));
        }
        b.putShort(twice * 1024, (short) inner);
        b.putShort(inner * 1024, (short) (data + 519)).putShort(inner * 1024 + 2, (short) 0);
        byte[] expected = new byte[size];
        for (int at = 0; at < 520 * 1024; at++) {
            expected[at] = (byte) (at * 31 >> 5);
        }
        b.put(data * 1024, expected, 0, 520 * 1024);
        b.putShort(rootZone * 1024 + 32, (short) 2)
                .put(rootZone * 1024 + 34, "FILE".getBytes(StandardCharsets.US_ASCII));
        b.putInt(inodes + 4, 48);
        MinixFileSystem files = MinixFileSystem.open(Volume.of(disk));
        FileEntry file = files.find("/FILE").orElseThrow();
        assertThat(file.times().modified().orElseThrow()).hasYear(1996);
        assertThat(files.open(file).readAll(1 << 20)).isEqualTo(expected);
    }
}
