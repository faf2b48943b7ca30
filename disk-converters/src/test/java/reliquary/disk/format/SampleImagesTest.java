package reliquary.disk.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;
import reliquary.disk.Oracle;
import reliquary.disk.Samples;

/** Images that other programs made, with the hash of their content as stated beside them or as those programs read it. */
class SampleImagesTest {
    private static final String EXT2 = "a6c2f0e39afe6c6ab432ca5465349fcefe8dc944398e97b2d957d3f89dbb5d80";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "go-ewf/test.ntfs.dd.E01,      ewf,       4efccac3f92a14da89ae9bca7231644ba25c65c09772c1f06b4e490e691f28ca",
        "qemu/empty.bochs,             bochs,     85e614bc2ef17bec493b849dbeea34687ba52d7b1fedc4e5fc3729b0fb059aad",
        "qemu/parallels-v1,            parallels, 15faf41ebc93b5f734341cb7a2d909001e3f7306960f9d8bc63894f2a8e5bc45",
        "qemu/simple-pattern.cloop,    cloop,     7c77af2771e0f86b7ec9707374c7416037fedae45cb0e6e27fbdf55688a5dd12",
        "dfvfs/ext2.E01,               ewf,       " + EXT2,
        "dfvfs/ext2.qcow2,             qcow2,     " + EXT2,
        "dfvfs/ext2.splitraw.000,      splitraw,  " + EXT2,
        "dfvfs/ext2.splitraw.001,      splitraw,  " + EXT2,
        "dfvfs/ext2.vmdk,              vmdk,      " + EXT2,
        "qemu/simple-dmg.dmg,          dmg,       20647e0a98a830a6a250b91e0e6d7200a872caea07b87a3c19611f3dd031c9df",
        "dfvfs/hfsplus_zlib.dmg,       dmg,       c86d3616818e175caca2f6022f49e190e5b1cfe39b2e8f9373119e22aa7eaf58",
        "dfvfs/windows_volume.qcow2,   qcow2,     44abe9deca9658f331a2bdba2deb53192d04f35d157a1fb3ba0597b03f0524f2",
        "go-vmdk-parser/vmdk-monolith.img, vmdk,  de2f256064a0af797747c2b97505dc0b9f3df0de4f489eac731c23ae9ca9cc31",
    })
    void a_sample_reads_as_stated(String name, String format, String sha256) throws IOException {
        Path file = Samples.format(name);
        assertThat(DiskFormats.recognise(file).name()).isEqualTo(format);
        try (DiskImage image = DiskFormats.open(file)) {
            assertThat(Samples.sha256(image)).isEqualTo(sha256);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "qemu/iotest-version3.vmdk,   vmdk, vmdk",
        "qemu/virtualpc-dynamic.vhd,  vhd,  vpc",
        "dfvfs/ext2.vhd,              vhd,  vpc",
        "dfvfs/hfsplus.raw,           raw,  raw",
    })
    void a_sample_without_a_stated_hash_reads_as_qemu_reads_it(String name, String format, String qemu)
            throws IOException {
        Path file = Samples.format(name);
        Oracle.need("qemu-img");
        Path copy = folder.resolve("copy.qcow2");
        Oracle.run("qemu-img", "convert", "-f", qemu, "-O", "qcow2", file, copy);
        assertThat(DiskFormats.recognise(file).name()).isEqualTo(format);
        try (DiskImage image = DiskFormats.open(file);
                DiskImage expected = DiskFormats.open(copy)) {
            SameContent.assertSame(image, expected);
        }
    }

    /** What is stated is the hash of what {@code ewfexport -t -} prints: the disk and then the program's last line. */
    @ParameterizedTest
    @CsvSource({
        "go-ewf/test.ntfs.dd.E01, a4635b179524d69ac9c6f1e10b710108ab342b8cf65003054c32a0c640126dc4",
        "dfvfs/ext2.E01,          3c1915e0b95d3fbbe3cc6e5c7206a58a6688b384d581642302828aca7bb83d4f",
    })
    void the_stated_hash_of_an_e01_is_that_of_its_disk_and_the_line_ewfexport_ends_with(String name, String sha256)
            throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (DiskImage image = DiskFormats.open(Samples.format(name))) {
            ByteBuffer disk = ByteBuffer.allocate((int) image.size());
            image.read(0, disk);
            digest.update(disk.flip());
        }
        digest.update("ewfexport: SUCCESS\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(sha256);
    }

    /** The checksums are wrong, which QEMU refuses; with the right ones it reads the same disk. */
    @Test
    void a_vhd_with_wrong_checksums_reads_as_qemu_reads_it_once_corrected() throws IOException {
        Path file = Samples.format("dfvfs/image.vhd");
        Oracle.need("qemu-img");
        ByteBuffer corrected = ByteBuffer.wrap(Files.readAllBytes(file));
        corrected.putInt(512 + 36, VhdFooter.checksum(corrected, 512, 1024, 36));
        for (int footer : new int[] {0, corrected.limit() - 512}) {
            corrected.putInt(footer + 64, VhdFooter.checksum(corrected, footer, 512, 64));
        }
        Path copy = Files.write(folder.resolve("corrected.vhd"), corrected.array());
        Path raw = folder.resolve("raw");
        Oracle.run("qemu-img", "convert", "-f", "vpc", "-O", "raw", copy, raw);
        try (DiskImage image = DiskFormats.open(file);
                DiskImage expected = RawImage.open(raw)) {
            SameContent.assertSame(image, expected);
        }
    }

    @Test
    void a_differencing_vhd_reads_through_to_its_parent() throws IOException {
        try (DiskImage image = DiskFormats.open(Samples.format("dfvfs/image-differential.vhd"));
                DiskImage parent = DiskFormats.open(Samples.format("dfvfs/image.vhd"))) {
            SameContent.assertSame(image, parent); // nothing was written since it was made
        }
    }

    /** The tables state a CRC-32 of each part, without the runs that are to be ignored. */
    @ParameterizedTest
    @ValueSource(strings = {"qemu/simple-dmg.dmg", "dfvfs/hfsplus_zlib.dmg"})
    void a_dmg_has_the_checksums_that_it_states(String name) throws IOException {
        Path file = Samples.format(name);
        try (DiskImage image = DiskFormats.open(file);
                ImageFile stored = ImageFile.open(file)) {
            List<byte[]> tables = DmgTables.read(stored, stored.read(stored.size() - 512, 512, "the trailer"));
            assertThat(tables).hasSizeGreaterThan(5);
            for (byte[] table : tables) {
                ByteBuffer mish = ByteBuffer.wrap(table);
                CRC32 crc = new CRC32();
                for (int at = 204; at < table.length; at += 40) {
                    if (mish.getInt(at) != 2) {
                        ByteBuffer run = ByteBuffer.allocate((int) mish.getLong(at + 16) * 512);
                        image.read((mish.getLong(8) + mish.getLong(at + 8)) * 512, run);
                        crc.update(run.flip());
                    }
                }
                assertThat((int) crc.getValue()).isEqualTo(mish.getInt(72));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DiscUtils/btrfs.vhdx.gz",
        "DiscUtils/vhdx-log-replay.vhdx.gz",
        "qemu/iotest-dynamic-1G.vhdx.bz2",
        "velociraptor/test.vhdx.zip"
    })
    void a_vhdx_reads_as_qemu_reads_it_after_replaying_its_log(String name) throws IOException {
        Path packed = Samples.format(name);
        Oracle.need("qemu-img");
        Path file = unpack(packed);
        Path replayed = Files.copy(file, folder.resolve("replayed.vhdx"));
        Oracle.ask("qemu-img", "check", "-r", "all", replayed);
        Path copy = folder.resolve("copy.qcow2");
        Oracle.run("qemu-img", "convert", "-f", "vhdx", "-O", "qcow2", replayed, copy);
        try (DiskImage image = DiskFormats.open(file);
                DiskImage expected = DiskFormats.open(copy)) {
            SameContent.assertSame(image, expected);
        }
    }

    private Path unpack(Path packed) throws IOException {
        String name = packed.toString();
        Path file = folder.resolve("unpacked.vhdx");
        try (InputStream in = Files.newInputStream(packed)) {
            if (name.endsWith(".zip")) {
                ZipInputStream zip = new ZipInputStream(in);
                zip.getNextEntry();
                Files.copy(zip, file);
            } else {
                Files.copy(name.endsWith(".gz") ? new GZIPInputStream(in) : new BZip2CompressorInputStream(in), file);
            }
        }
        return file;
    }

    @ParameterizedTest
    @ValueSource(strings = {"go-ewf/test.ntfs.dd.E01", "dfvfs/ext2.E01"})
    void the_hashes_that_an_e01_states_hold(String name) throws IOException {
        try (DiskImage image = DiskFormats.open(Samples.format(name))) {
            List<StoredHash.Check> checks = StoredHash.check(image);
            assertThat(checks).isNotEmpty().allMatch(StoredHash.Check::holds);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "qemu/afl9.vmdk,                   VMDK capacity of",
        "go-vmdk-parser/vmdk-invalid.img,  vmdk",
    })
    void a_malformed_sample_is_refused_in_one_line(String name, String reason) {
        Path file = Samples.format(name);
        assertThatThrownBy(() -> {
                    try (DiskImage image = DiskFormats.open(file)) {
                        Samples.sha256(image);
                    }
                })
                .isInstanceOf(DiskFormatException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining(file.toString())
                .message()
                .hasLineCount(1);
    }

    @Test
    void no_sample_is_changed_by_reading() throws IOException {
        Path file = Samples.format("dfvfs/ext2.vmdk");
        var modified = Files.getLastModifiedTime(file);
        try (DiskImage image = DiskFormats.open(file)) {
            assertThat(image.writable()).isFalse();
            Samples.sha256(image);
        }
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(modified);
        assertThat(Samples.sha256(file)).isEqualTo("578b5f75af790030113a92c4227c6e53dad53a17e65cb491781dc75b3cef31f8");
    }
}
