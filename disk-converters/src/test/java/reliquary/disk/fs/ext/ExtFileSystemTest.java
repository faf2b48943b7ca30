package reliquary.disk.fs.ext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;
import reliquary.disk.MemoryDisk;
import reliquary.disk.Oracle;
import reliquary.disk.Samples;
import reliquary.disk.Volume;
import reliquary.disk.format.DiskFormats;
import reliquary.disk.fs.FileEntry;
import reliquary.disk.fs.SourceTree;

final class ExtFileSystemTest {
    @TempDir
    Path folder;

    private MemoryDisk make(String type, String options, int blockSize) throws IOException {
        Oracle.need("mke2fs");
        Path tree = SourceTree.create(folder, true);
        Path image = folder.resolve("ext.img");
        Files.write(image, new byte[8 << 20]);
        Oracle.run(
                "mke2fs", "-q", "-F", "-t", type, "-O", options, "-b", blockSize, "-L", "ARCHIVE", "-d", tree, image);
        return MemoryDisk.of(image);
    }

    @ParameterizedTest
    @CsvSource({
        "ext2, none, 1024, ext2",
        "ext2, none, 4096, ext2",
        "ext2, filetype, 2048, ext2",
        "ext3, has_journal, 1024, ext3",
        "ext4, extent, 1024, ext4",
        "ext4, 64bit, 4096, ext4",
        "ext4, meta_bg|^resize_inode, 1024, ext4"
    })
    void all_that_mke2fs_put_there_is_read(String type, String options, int blockSize, String named)
            throws IOException {
        ExtFileSystem files = ExtFileSystem.open(Volume.of(make(type, options.replace('|', ','), blockSize)));
        assertThat(files.type()).isEqualTo(named);
        assertThat(files.label()).isEqualTo("ARCHIVE");
        SourceTree.assertSame(files, folder.resolve("tree"), "lost+found");
    }

    @Test
    void debugfs_reads_the_same_bytes_of_a_sample_of_another_program() throws IOException {
        Oracle.need("debugfs");
        Oracle.need("qemu-img");
        Path raw = folder.resolve("ext2.raw");
        Oracle.run("qemu-img", "convert", "-O", "raw", Samples.format("dfvfs/ext2.qcow2"), raw);
        try (DiskImage disk = DiskFormats.open(raw)) {
            ExtFileSystem files = ExtFileSystem.open(Volume.of(disk));
            FileEntry entry = files.find("/passwords.txt").orElseThrow();
            byte[] expected = Oracle.run(
                            "sh", "-c", "/usr/sbin/debugfs -R 'cat /passwords.txt' " + raw + " 2>/dev/null")
                    .bytes();
            assertThat(files.open(entry).readAll(10_000)).isEqualTo(expected);
            assertThat(files.find("/a_directory/another_file")).isPresent();
        }
    }

    @Test
    void an_extent_tree_that_leads_to_itself_is_refused() throws IOException {
        MemoryDisk disk = make("ext4", "extent", 1024);
        ExtFileSystem files = ExtFileSystem.open(Volume.of(disk));
        FileEntry large = files.find("/large.bin").orElseThrow();
        ByteBuffer node = ByteBuffer.allocate(1024).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        node.putShort(0, (short) 0xF30A)
                .putShort(2, (short) 1)
                .putShort(6, (short) 3)
                .putInt(16, 5);
        disk.bytes().put(5 * 1024, node, 0, 1024);
        ExtentTree tree = new ExtentTree(Volume.of(disk), 1024, node);
        assertThatThrownBy(() -> tree.pieceAt(0))
                .isInstanceOf(DiskFormatException.class)
                .hasMessageContaining("damaged");
        assertThat(large.size()).isEqualTo(700_001);
    }
}
