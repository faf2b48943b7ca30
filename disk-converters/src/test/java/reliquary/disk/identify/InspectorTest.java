package reliquary.disk.identify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;
import reliquary.disk.MemoryDisk;
import reliquary.disk.Oracle;
import reliquary.disk.Samples;
import reliquary.disk.format.DiskFormats;

final class InspectorTest {
    private final Inspector inspector = new Inspector(SignatureTable.builtIn());

    private Inspection guest(String name) throws IOException {
        try (DiskImage disk = DiskFormats.open(Samples.guest(name))) {
            return inspector.inspect(disk);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "freedos-min-360.img, FAT12, FreeDOS",
        "freedos-min-720.img, FAT12, FreeDOS",
        "freedos-min-1440.img, FAT12, FreeDOS",
        "freedos-hd20.img, FAT16, FreeDOS",
        "mikeos-4.5.flp, FAT12, MikeOS 4.5",
        "mikeos-4.5.iso, ISO 9660, MikeOS",
        "kolibrios-copyimages.img, FAT12, KolibriOS 0.7.7.0",
        "pcmos386-501-9user-patched.img, FAT12, PC-MOS/386",
        "openbsd-floppy.img, UFS1, OpenBSD",
        "deb-grub-rescue-floppy.img, ISO 9660 + Rock Ridge, GRUB",
        "deb-memtest86+ia32.iso, ISO 9660 + Rock Ridge, Memtest86+ 6.10"
    })
    void every_real_system_is_recognised_by_its_files(String guest, String fileSystem, String system)
            throws IOException {
        Inspection found = guest(guest);
        assertThat(found.volumes().get(0).fileSystem()).isEqualTo(fileSystem);
        assertThat(found.systems().get(0)).hasToString(system);
        assertThat(found.systems().get(0).evidence()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "bootos-osall-360.img, bootOS",
        "floppybird-1440.img, Floppy Bird",
        "colorforth-2023.img, colorForth",
        "freedos-min-360.img, FreeDOS",
        "pcmos386-501-9user-patched.img, PC-MOS/386"
    })
    void systems_without_files_are_recognised_by_their_boot_sector(String guest, String bootCode) throws IOException {
        assertThat(guest(guest).bootCode()).extracting(Finding::name).contains(bootCode);
    }

    @Test
    void the_boot_floppy_of_a_cd_is_looked_into() throws IOException {
        Inspection found = guest("mikeos-4.5.iso");
        assertThat(found.systems()).extracting(Finding::toString).contains("MikeOS 4.5");
        assertThat(found.volumes()).extracting(VolumeReport::id).containsExactly("", "boot");
        assertThat(found.bootCode()).extracting(Finding::name).contains("El Torito");
        try (DiskImage disk = DiskFormats.open(Samples.guest("mikeos-4.5.iso"))) {
            ImagePath place = ImagePath.parse(Samples.guest("mikeos-4.5.iso") + ":boot/KERNEL.BIN");
            assertThat(place.open(disk).find(place.path())).isPresent();
        }
    }

    @Test
    void a_boot_sector_may_state_the_version() throws IOException {
        assertThat(guest("pcmos386-501-9user-patched.img").bootCode())
                .extracting(Finding::toString)
                .contains("PC-MOS/386 5.01");
    }

    @Test
    void the_tools_of_a_development_machine_are_found_with_their_versions() throws IOException {
        Inspection found = guest("freedos-hd20.img");
        assertThat(found.applications())
                .extracting(Finding::toString)
                .contains("Microsoft Macro Assembler 5.10", "Microsoft LINK 3.65")
                .anyMatch(a -> a.startsWith("NASM"));
        assertThat(found.volumes())
                .singleElement()
                .satisfies(v -> assertThat(v.id()).isEqualTo("1"));
    }

    @Test
    void what_cannot_be_read_is_still_described() throws IOException {
        MemoryDisk disk = new MemoryDisk(1 << 20);
        disk.bytes().put(0, "XFSB".getBytes(StandardCharsets.US_ASCII));
        VolumeReport volume = inspector.inspect(disk).volumes().get(0);
        assertThat(volume.fileSystem()).isEqualTo("XFS");
        assertThat(volume.readable()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'mkfs.xfs -q -L ARCHIVE', XFS, 320",
        "'mkfs.btrfs -q -L ARCHIVE', btrfs, 120",
        "'mkswap -q -L ARCHIVE', Linux swap, 1"
    })
    void volumes_of_other_systems_are_named_with_their_label(String command, String name, int mib, @TempDir Path folder)
            throws IOException {
        Path image = folder.resolve("image");
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength((long) mib << 20);
        }
        String[] words = (command + " " + image).split(" ");
        Oracle.run(words[0], (Object[]) Arrays.copyOfRange(words, 1, words.length));
        try (DiskImage disk = DiskFormats.open(image)) {
            VolumeReport volume = inspector.inspect(disk).volumes().get(0);
            assertThat(volume.fileSystem()).isEqualTo(name);
            assertThat(volume.label()).isEqualTo("ARCHIVE");
        }
    }

    @Test
    void people_add_signatures_of_their_own() throws IOException {
        String yaml = "boot-sectors:\n  - {name: House system, marks: [{at: 3, text: HOUSE}]}\n";
        SignatureTable own = SignatureTable.read(new ByteArrayInputStream(yaml.getBytes()), "own.yaml");
        MemoryDisk disk = new MemoryDisk(368_640);
        disk.bytes().put(3, "HOUSE".getBytes(StandardCharsets.US_ASCII));
        Inspection found = new Inspector(SignatureTable.builtIn().with(own)).inspect(disk);
        assertThat(found.bootCode()).extracting(Finding::name).containsExactly("House system");
    }

    @Test
    void a_mistake_in_a_table_is_shown_with_its_line() {
        String yaml = "systems:\n  - name: X\n    clues: [{sure: certain}]\n";
        assertThatThrownBy(() -> SignatureTable.read(new ByteArrayInputStream(yaml.getBytes()), "own.yaml"))
                .isInstanceOf(DiskFormatException.class)
                .hasMessageStartingWith("own.yaml:3:")
                .hasMessageContaining("file");
    }
}
