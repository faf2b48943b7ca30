package reliquary.disk.fs.ntfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;
import reliquary.disk.MemoryDisk;
import reliquary.disk.Oracle;
import reliquary.disk.Samples;
import reliquary.disk.Volume;
import reliquary.disk.format.DiskFormats;
import reliquary.disk.fs.FileEntry;
import reliquary.disk.fs.FileWalk;
import reliquary.disk.fs.SourceTree;

final class NtfsFileSystemTest {
    private static final String[] SYSTEM_FILES = {
        "$AttrDef",
        "$BadClus",
        "$Bitmap",
        "$Boot",
        "$Extend",
        "$LogFile",
        "$MFT",
        "$MFTMirr",
        "$Secure",
        "$UpCase",
        "$Volume",
        "System Volume Information"
    };

    @TempDir
    Path folder;

    private Path blank() throws IOException {
        Oracle.need("mkntfs");
        Path image = folder.resolve("ntfs.img");
        Files.write(image, new byte[8 << 20]);
        Oracle.run("mkntfs", "-q", "-F", "-L", "ARCHIVE", "-c", 1024, image);
        return image;
    }

    /** Mounts a volume with the driver of ntfs-3g, which needs FUSE and root, and runs a shell script in it. */
    private void inside(Path image, String script) throws IOException {
        Path mount = Files.createDirectories(folder.resolve("mount"));
        String options = "compression,streams_interface=windows,big_writes";
        if (!Oracle.installed("ntfs-3g")
                || Oracle.ask("ntfs-3g", "-o", options, image, mount).status() != 0) {
            Assumptions.abort("ntfs-3g cannot mount here");
        }
        try {
            Oracle.run("sh", "-e", "-c", "cd '" + mount + "'\n" + script);
        } finally {
            Oracle.run("umount", mount);
        }
    }

    @Test
    void all_that_ntfs_3g_put_there_is_read() throws IOException {
        Path image = blank();
        Path tree = SourceTree.create(folder, false);
        inside(image, "cp -r --preserve=timestamps '" + tree + "/.' .");
        NtfsFileSystem files = NtfsFileSystem.open(Volume.of(MemoryDisk.of(image)));
        assertThat(files.label()).isEqualTo("ARCHIVE");
        assertThat(files.facts()).containsEntry("version", "3.1").containsEntry("state", "clean");
        SourceTree.assertSame(files, tree, SYSTEM_FILES);
    }

    @Test
    void compressed_and_sparse_files_are_read() throws IOException {
        Oracle.need("setfattr");
        Path image = blank();
        Path text = Files.writeString(folder.resolve("text"), "the same line again and again\n".repeat(20_000));
        Path noise = folder.resolve("noise");
        byte[] random = new byte[200_000];
        new java.util.Random(7).nextBytes(random);
        Files.write(noise, random);
        inside(
                image,
                "mkdir c; setfattr -h -v 0x00000810 -n system.ntfs_attrib_be c\ncp '" + text + "' c/text; cp '" + noise
                        + "' c/noise\ntruncate -s 3000000 sparse; printf end >> sparse");
        NtfsFileSystem files = NtfsFileSystem.open(Volume.of(MemoryDisk.of(image)));
        FileEntry compressed = files.find("/c/text").orElseThrow();
        assertThat(files.open(compressed)).isInstanceOf(CompressedContent.class);
        assertThat(files.open(compressed).readAll(1 << 20)).isEqualTo(Files.readAllBytes(text));
        assertThat(files.open(files.find("/c/noise").orElseThrow()).readAll(1 << 20))
                .isEqualTo(random);
        byte[] sparse = files.open(files.find("/sparse").orElseThrow()).readAll(4 << 20);
        assertThat(sparse)
                .hasSize(3_000_003)
                .endsWith("end".getBytes(StandardCharsets.US_ASCII))
                .startsWith(new byte[4096]);
    }

    @Test
    void alternate_streams_have_names_of_their_own() throws IOException {
        Path image = blank();
        inside(image, "printf main > f; printf hidden > f:Zone.Identifier");
        NtfsFileSystem files = NtfsFileSystem.open(Volume.of(MemoryDisk.of(image)));
        FileEntry file = files.find("/f").orElseThrow();
        assertThat(files.open(file).readAll(10)).isEqualTo("main".getBytes(StandardCharsets.US_ASCII));
        FileEntry stream = files.streams(file).get(0);
        assertThat(stream.path()).isEqualTo("/f:Zone.Identifier");
        assertThat(files.open(stream).readAll(10)).isEqualTo("hidden".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void a_file_in_so_many_pieces_that_it_needs_an_attribute_list_is_read() throws IOException {
        Path image = blank();
        Path large = folder.resolve("pieces");
        byte[] random = new byte[1 << 20];
        new java.util.Random(9).nextBytes(random);
        Files.write(large, random);
        inside(
                image,
                "i=0; while [ $i -lt 1024 ]; do dd if='" + large
                        + "' of=pieces bs=1024 skip=$i seek=$i count=1 conv=notrunc status=none; "
                        + "head -c 1500 /dev/zero > fill$i; i=$((i+1)); done");
        NtfsFileSystem files = NtfsFileSystem.open(Volume.of(MemoryDisk.of(image)));
        assertThat(files.open(files.find("/pieces").orElseThrow()).readAll(2 << 20))
                .isEqualTo(random);
    }

    @Test
    void a_volume_of_windows_is_read_as_ntfscat_reads_it() throws IOException {
        Oracle.need("qemu-img");
        Path raw = folder.resolve("windows.raw");
        Oracle.run("qemu-img", "convert", "-O", "raw", Samples.format("dfvfs/windows_volume.qcow2"), raw);
        assertThat(compared(raw)).isPositive();
    }

    @Test
    void an_acquired_volume_is_read_as_ntfscat_reads_it_with_its_streams() throws IOException {
        Oracle.need("ewfexport");
        Path raw = folder.resolve("acquired");
        Oracle.run("ewfexport", "-q", "-u", "-f", "raw", "-t", raw, Samples.format("go-ewf/test.ntfs.dd.E01"));
        assertThat(compared(folder.resolve("acquired.raw"))).isGreaterThan(5);
    }

    private static int compared(Path raw) throws IOException {
        Oracle.need("ntfscat");
        AtomicInteger count = new AtomicInteger();
        try (DiskImage disk = DiskFormats.open(raw)) {
            NtfsFileSystem files = NtfsFileSystem.open(Volume.of(disk));
            FileWalk.below(files, files.root(), 10_000, new FileWalk.Visitor() {
                @Override
                public boolean entry(FileEntry entry) throws IOException {
                    if (entry.isFile() && !entry.path().startsWith("/$")) {
                        assertThat(content(files, entry))
                                .as(entry.path())
                                .isEqualTo(Oracle.run("ntfscat", "-f", raw, entry.path())
                                        .bytes());
                        count.incrementAndGet();
                        for (FileEntry stream : files.streams(entry)) {
                            String name = stream.name().substring(stream.name().indexOf(':') + 1);
                            assertThat(content(files, stream))
                                    .isEqualTo(Oracle.run("ntfscat", "-f", "-n", name, raw, entry.path())
                                            .bytes());
                        }
                    }
                    return !entry.path().startsWith("/$");
                }

                @Override
                public void problem(FileEntry directory, String line) {
                    throw new AssertionError(directory.path() + ": " + line);
                }
            });
        }
        return count.get();
    }

    private static byte[] content(NtfsFileSystem files, FileEntry entry) throws IOException {
        try (InputStream in = files.open(entry).stream()) {
            return in.readAllBytes();
        }
    }

    @Test
    void a_torn_file_record_is_refused() throws IOException {
        MemoryDisk disk = MemoryDisk.of(blank());
        NtfsBoot boot = NtfsBoot.read(Volume.of(disk)).orElseThrow();
        int record = (int) (boot.mftCluster() * boot.clusterSize());
        disk.bytes().putShort(record + 510, (short) 0x1234);
        assertThatThrownBy(() -> NtfsFileSystem.open(Volume.of(disk)))
                .isInstanceOf(DiskFormatException.class)
                .hasMessageContaining("torn");
    }
}
