package reliquary.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reliquary.disk.format.DiskFormats;
import reliquary.disk.fs.FileEntry;
import reliquary.disk.fs.FileSystem;
import reliquary.disk.fs.FileWalk;
import reliquary.disk.fs.fat.BlankFat;
import reliquary.disk.fs.fat.FatFileSystem;
import reliquary.disk.identify.FileSystems;
import reliquary.disk.identify.Inspection;
import reliquary.disk.identify.Inspector;
import reliquary.disk.identify.SignatureTable;
import reliquary.disk.partition.PartitionTable;

/**
 * Damaged on purpose: whatever bytes are changed, reading ends, in time and with nothing but an IOException of one line.
 * The JVM's heap limit of the build is the bound for memory.
 */
final class HostileDisksTest {
    private static final int MUTANTS = 1000;
    private static final long MOST_READ = 4 << 20;

    /** Volumes made by the file systems' own tools, or by hand where there is none. */
    enum Victim {
        FAT12(""),
        FAT16(""),
        FAT32(""),
        EXT2("mke2fs -q -F -t ext2 -b 1024 -d TREE IMAGE 2048"),
        EXT4("mke2fs -q -F -t ext4 -b 1024 -d TREE IMAGE 2048"),
        NTFS("mkntfs -q -F IMAGE"),
        ISO("genisoimage -quiet -R -J -o IMAGE TREE"),
        UFS1("makefs -t ffs -s 2m -o version=1 IMAGE TREE"),
        UFS2("makefs -t ffs -s 2m -o version=2 IMAGE TREE"),
        MINIX("mkfs.minix -3 IMAGE");

        private final String command;

        Victim(String command) {
            this.command = command;
        }

        byte[] make(Path folder) throws IOException {
            if (command.isEmpty()) {
                return fat();
            }
            Path tree = Files.createDirectories(folder.resolve("tree/sub"));
            Files.writeString(tree.resolve("hello.txt"), "hello ".repeat(2000));
            Files.write(tree.getParent().resolve("large"), new byte[300_000]);
            Files.createSymbolicLink(tree.getParent().resolve("link"), Path.of("sub/hello.txt"));
            Path image = folder.resolve("image");
            if (this == NTFS || this == MINIX) {
                Files.write(image, new byte[2 << 20]);
            }
            String[] words = command.split(" ");
            Object[] arguments = Stream.of(words)
                    .skip(1)
                    .map(w -> w.equals("TREE") ? folder.resolve("tree") : w.equals("IMAGE") ? image : w)
                    .toArray();
            Oracle.run(words[0], arguments);
            return Files.readAllBytes(image);
        }

        private byte[] fat() throws IOException {
            MemoryDisk disk =
                    BlankFat.valueOf(this == FAT12 ? "FLOPPY_360K" : name()).format();
            FatFileSystem files = FatFileSystem.open(Volume.of(disk));
            files.makeDirectory("/Some folder", java.time.LocalDateTime.of(1990, 1, 1, 0, 0));
            files.write(
                    "/Some folder/A longer name.txt",
                    new java.io.ByteArrayInputStream(new byte[20_000]),
                    java.time.LocalDateTime.of(1990, 1, 1, 0, 0));
            return disk.bytes().array();
        }
    }

    @ParameterizedTest
    @EnumSource(Victim.class)
    @Timeout(60)
    void a_damaged_volume_is_read_to_its_end_or_refused(Victim victim, @TempDir Path folder) throws IOException {
        byte[] healthy = victim.make(folder);
        for (int seed = 0; seed < MUTANTS; seed++) {
            Map<Integer, Byte> before = damage(healthy, new Random(seed));
            readAll(new MemoryDisk(healthy), victim + " " + seed);
            before.forEach((at, value) -> healthy[at] = value);
        }
    }

    /** Changes some bytes, mostly such as are not zero, as structures are; sometimes a whole field to an extreme; returns what was there. */
    private static Map<Integer, Byte> damage(byte[] bytes, Random random) {
        Map<Integer, Byte> before = new HashMap<>();
        int changes = 1 + random.nextInt(8);
        while (changes > 0) {
            int at = random.nextInt(bytes.length);
            for (int tries = 0; bytes[at] == 0 && tries < 200; tries++) {
                at = random.nextInt(random.nextBoolean() ? Math.min(bytes.length, 128 * 1024) : bytes.length);
            }
            int width = Math.min(1 << random.nextInt(3), bytes.length - at);
            int kind = random.nextInt(4);
            for (int i = 0; i < width; i++) {
                before.putIfAbsent(at + i, bytes[at + i]);
                bytes[at + i] = switch (kind) {
                    case 0 -> (byte) 0xFF;
                    case 1 -> 0;
                    case 2 -> (byte) (i == width - 1 ? 0x7F : 0xFF);
                    default -> (byte) random.nextInt(256);
                };
            }
            changes--;
        }
        return before;
    }

    private static void readAll(DiskImage disk, String name) {
        AtomicLong left = new AtomicLong(MOST_READ);
        try {
            PartitionTable.of(disk);
            FileSystem files = FileSystems.open(Volume.of(disk)).orElse(null);
            if (files != null) {
                assertThat(files.facts()).isNotNull();
                assertThat(files.label()).isNotNull();
                FileWalk.below(files, files.root(), 2000, new Reader(files, left));
            }
        } catch (IOException e) {
            assertThat(e.getMessage()).as(name).isNotBlank().doesNotContain("\n");
        } catch (RuntimeException | Error e) {
            throw new AssertionError(name, e);
        }
    }

    private record Reader(FileSystem files, AtomicLong left) implements FileWalk.Visitor {
        @Override
        public boolean entry(FileEntry entry) {
            if (entry.isFile() && left.get() > 0) {
                try (InputStream in = files.open(entry).stream()) {
                    byte[] buffer = new byte[64 * 1024];
                    int n = in.read(buffer);
                    while (n >= 0 && left.addAndGet(-n) > 0) {
                        n = in.read(buffer);
                    }
                    files.streams(entry);
                } catch (IOException e) {
                    assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
                }
            }
            return true;
        }

        @Override
        public void problem(FileEntry directory, String line) {
            assertThat(line).isNotBlank().doesNotContain("\n");
        }
    }

    @Test
    @Timeout(60)
    void damaged_systems_are_inspected_all_the_same() throws IOException {
        byte[] healthy;
        try (DiskImage disk = DiskFormats.open(Samples.guest("freedos-min-360.img"))) {
            healthy = new byte[(int) disk.size()];
            disk.read(0, java.nio.ByteBuffer.wrap(healthy));
        }
        Inspector inspector = new Inspector(SignatureTable.builtIn());
        for (int seed = 0; seed < 60; seed++) {
            byte[] mutant = healthy.clone();
            damage(mutant, new Random(seed));
            Inspection found = inspector.inspect(new MemoryDisk(mutant));
            assertThat(found.volumes()).isNotEmpty();
        }
    }
}
