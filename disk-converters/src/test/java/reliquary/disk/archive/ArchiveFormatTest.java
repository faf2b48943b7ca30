package reliquary.disk.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;
import reliquary.disk.MediaKind;
import reliquary.disk.Samples;
import reliquary.disk.format.DiskFormats;

class ArchiveFormatTest {
    private static final byte[] FLOPPY = floppy();

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Compression.class)
    void an_image_in_a_compressed_file_is_opened(Compression compression) throws IOException {
        Path file = file("disk.img." + compression.label(), Packed.compressed(compression, FLOPPY));
        try (DiskImage disk = DiskFormats.open(file)) {
            assertThat(((UnpackedImage) disk).layers()).containsExactly(compression.label(), "raw");
            assertThat(content(disk)).isEqualTo(FLOPPY);
        }
    }

    @ParameterizedTest
    @EnumSource(Container.Kind.class)
    void the_image_among_other_files_is_found(Container.Kind kind) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("README.TXT", "the old server\r\n".getBytes());
        files.put("disks/boot.img", FLOPPY);
        files.put("__MACOSX/._boot.img", new byte[100]);
        try (DiskImage disk = DiskFormats.open(file("x.bin", Packed.archive(kind, files)))) {
            assertThat(((UnpackedImage) disk).layers()).containsExactly(kind.label(), "raw");
            assertThat(content(disk)).isEqualTo(FLOPPY);
        }
    }

    @ParameterizedTest
    @EnumSource(Container.Kind.class)
    void several_images_are_listed_in_one_line(Container.Kind kind) throws IOException {
        Path file = file("set.bin", Packed.archive(kind, Map.of("disk1.img", FLOPPY, "disk2.img", FLOPPY)));
        assertThatThrownBy(() -> DiskFormats.open(file))
                .isInstanceOf(DiskFormatException.class)
                .hasMessageStartingWith(file + ": holds several disk images, unpack the one that you want: ")
                .hasMessageContaining("disk1.img")
                .hasMessageContaining("disk2.img")
                .hasMessageNotContaining("\n");
    }

    @Test
    void an_archive_without_a_disk_says_what_it_holds() throws IOException {
        Path file =
                file("x.zip", Packed.archive(Container.Kind.ZIP, Map.of("a.txt", new byte[9], "b.txt", new byte[9])));
        assertThatThrownBy(() -> DiskFormats.open(file))
                .isInstanceOf(DiskFormatException.class)
                .hasMessageMatching(".*none of its files is a disk image: [ab].txt, [ab].txt");
    }

    @Test
    void four_layers_are_opened_and_a_fifth_is_refused() throws IOException {
        byte[] two =
                Packed.compressed(Compression.GZ, Packed.archive(Container.Kind.TAR, Map.of("server.img", FLOPPY)));
        byte[] four = Packed.compressed(Compression.XZ, Packed.archive(Container.Kind.ZIP, Map.of("b.tgz", two)));
        try (DiskImage disk = DiskFormats.open(file("four.xz", four))) {
            assertThat(((UnpackedImage) disk).layers()).containsExactly("xz", "zip", "gz", "tar", "raw");
            assertThat(content(disk)).isEqualTo(FLOPPY);
        }
        Path five = file("five.bz2", Packed.compressed(Compression.BZ2, four));
        assertThatThrownBy(() -> DiskFormats.open(five))
                .isInstanceOf(DiskFormatException.class)
                .hasMessageContaining("more than 4 archives in one another");
    }

    @Test
    void an_archive_cut_into_parts_is_put_together() throws IOException {
        byte[] whole = Packed.compressed(Compression.GZ, FLOPPY);
        Path first = file("disk.img.gz.aa", Arrays.copyOf(whole, 10_000));
        file("disk.img.gz.ab", Arrays.copyOfRange(whole, 10_000, 20_000));
        file("disk.img.gz.ac", Arrays.copyOfRange(whole, 20_000, whole.length));
        try (DiskImage disk = DiskFormats.open(first)) {
            assertThat(((UnpackedImage) disk).layers()).containsExactly("gz", "raw");
            assertThat(content(disk)).isEqualTo(FLOPPY);
        }
    }

    @ParameterizedTest
    @EnumSource(Container.Kind.class)
    void a_set_that_belongs_together_is_opened_as_one(Container.Kind kind) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("notes.txt", "copied 1999\n".getBytes());
        files.put("vm/server.001", Arrays.copyOf(FLOPPY, 100_000));
        files.put("vm/server.002", Arrays.copyOfRange(FLOPPY, 100_000, FLOPPY.length));
        try (DiskImage disk = DiskFormats.open(file("set.bin", Packed.archive(kind, files)))) {
            assertThat(((UnpackedImage) disk).layers()).containsExactly(kind.label(), "splitraw");
            assertThat(content(disk)).isEqualTo(FLOPPY);
        }
    }

    @Test
    void a_descriptor_is_opened_with_its_extents() throws IOException {
        String descriptor = "# Disk DescriptorFile\nversion=1\nCID=fffffffe\nparentCID=ffffffff\n"
                + "createType=\"monolithicFlat\"\nRW 320 FLAT \"server-flat.vmdk\" 0\n";
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("server-flat.vmdk", FLOPPY);
        files.put("server.vmdk", descriptor.getBytes());
        files.put("server.vmx", "memsize = \"16\"\n".getBytes());
        try (DiskImage disk = DiskFormats.open(file("vm.zip", Packed.archive(Container.Kind.ZIP, files)))) {
            assertThat(((UnpackedImage) disk).layers()).containsExactly("zip", "vmdk");
            assertThat(content(disk)).isEqualTo(FLOPPY);
        }
    }

    @Test
    void a_cue_sheet_speaks_for_the_files_beside_it() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("Game (Track 1).bin", new byte[300 * 2048]);
        files.put("Game (Track 2).bin", new byte[40 * 2352]);
        files.put(
                "Game.cue",
                ("FILE \"Game (Track 1).bin\" BINARY\nTRACK 01 MODE1/2048\nINDEX 01 00:00:00\n"
                                + "FILE \"Game (Track 2).bin\" BINARY\nTRACK 02 AUDIO\nINDEX 01 00:00:00\n")
                        .getBytes());
        try (DiskImage disk = DiskFormats.open(file("game.7z", Packed.archive(Container.Kind.SEVEN_Z, files)))) {
            assertThat(((UnpackedImage) disk).layers()).containsExactly("7z", "cue");
            assertThat(disk.size()).isEqualTo(340 * 2048);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DiscUtils/btrfs.vhdx.gz, gz",
        "DiscUtils/vhdx-log-replay.vhdx.gz, gz",
        "velociraptor/test.vhdx.zip, zip",
        "qemu/iotest-dynamic-1G.vhdx.bz2, bz2",
    })
    void a_packed_vhdx_is_opened(String sample, String layer) throws IOException {
        try (DiskImage disk = DiskFormats.open(Samples.format(sample))) {
            assertThat(((UnpackedImage) disk).layers()).containsExactly(layer, "vhdx");
            disk.read(0, ByteBuffer.allocate(65_536));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RAR,           526172211A0700",
        "cabinet,       4D53434600000000",
        "LHA,           245A2D6C68352D",
        "ARJ,           60EA2A001E",
        "compress (.Z), 1F9D90",
    })
    void an_archive_of_another_kind_is_refused_by_name_and_not_taken_for_a_disk(String title, String start)
            throws IOException {
        byte[] bytes = Arrays.copyOf(HexFormat.of().parseHex(start), 1024);
        Path file = file("old.bin", bytes);
        assertThatThrownBy(() -> DiskFormats.open(file))
                .isInstanceOf(DiskFormatException.class)
                .hasMessageStartingWith(file + ": a " + title + " archive; unpack it first");
    }

    @Test
    void what_expands_beyond_the_limit_is_refused() throws IOException {
        ArchiveFormat careful = new ArchiveFormat(new ArchiveLimits(4, 10, 1 << 20, 1 << 30));
        Path bomb = file("bomb.gz", Packed.compressed(Compression.GZ, new byte[8 << 20]));
        assertThatThrownBy(() -> careful.open(bomb))
                .isInstanceOf(DiskFormatException.class)
                .hasMessageContaining("bomb.gz: expands to more than 1048576 bytes");
        assertThat(unpackedFolders()).isZero();
    }

    @Test
    void a_name_that_climbs_out_of_the_folder_stays_inside() throws IOException {
        Path file = file("x.tar", Packed.archive(Container.Kind.TAR, Map.of("../../../tmp/relic-escaped.img", FLOPPY)));
        try (DiskImage disk = DiskFormats.open(file)) {
            assertThat(content(disk)).isEqualTo(FLOPPY);
            assertThat(Path.of("/tmp/relic-escaped.img")).doesNotExist();
        }
    }

    @Test
    void what_was_unpacked_is_deleted_when_the_image_is_closed() throws IOException {
        long before = unpackedFolders();
        DiskImage disk = DiskFormats.open(file("disk.img.gz", Packed.compressed(Compression.GZ, FLOPPY)));
        assertThat(unpackedFolders()).isEqualTo(before + 1);
        disk.close();
        assertThat(unpackedFolders()).isEqualTo(before);
    }

    @Test
    void winimages_imz_is_a_zip_with_one_image() throws IOException {
        try (DiskImage disk = DiskFormats.open(Samples.format("fluxfox/sector_test_360k.imz"))) {
            assertThat(disk.media()).isEqualTo(MediaKind.FLOPPY);
            assertThat(Samples.sha256(disk)).isEqualTo(Samples.sha256(Samples.format("fluxfox/sector_test_360k.img")));
        }
    }

    @Test
    void a_compressed_cd_is_a_cd() throws IOException {
        try (DiskImage disk = DiskFormats.open(Samples.format("DiscUtils/apple-test.iso.gz"))) {
            assertThat(((UnpackedImage) disk).layers()).containsExactly("gz", "iso");
            assertThat(disk.media()).isEqualTo(MediaKind.CD);
        }
    }

    private static long unpackedFolders() throws IOException {
        String own = "relic-" + ProcessHandle.current().pid() + "-";
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(f -> f.getFileName().toString().startsWith(own)).count();
        }
    }

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private static byte[] content(DiskImage disk) throws IOException {
        ByteBuffer all = ByteBuffer.allocate((int) disk.size());
        disk.read(0, all);
        return all.array();
    }

    /** 160 KB: a boot sector, zeros, and random bytes to the last, so that no layer can shorten it unseen. */
    static byte[] floppy() {
        byte[] bytes = new byte[163_840];
        new Random(1).nextBytes(bytes);
        Arrays.fill(bytes, 0, 131_072, (byte) 0);
        bytes[0] = (byte) 0xEB;
        bytes[510] = 0x55;
        bytes[511] = (byte) 0xAA;
        return bytes;
    }
}
