package reliquary.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import reliquary.disk.DiskImage;
import reliquary.disk.Volume;
import reliquary.disk.fs.FileSystem;
import reliquary.disk.identify.FileSystems;
import reliquary.disk.partition.Partition;
import reliquary.disk.partition.PartitionTable;

/** The quick look at a disk before it starts, at root directories only: an inspection takes longer than many a guest's boot. */
final class DiskGlance {
    /** The first files of systems that care which machine they start on; FreeDOS starts on all. */
    private static final List<String> SYSTEM_FILES = List.of(
            "/IO.SYS",
            "/MSDOS.SYS",
            "/IBMBIO.COM",
            "/IBMDOS.COM",
            "/DRBIOS.SYS",
            "/$$MOS.SYS",
            "/OS2BOOT",
            "/OS2LDR",
            "/NTLDR",
            "/KERNEL.MNT");

    private DiskGlance() {}

    /** Whether the disk has a system that cares for its machine, or partitions of other systems than DOS. */
    static boolean showsSystem(DiskImage disk) throws IOException {
        List<Partition> partitions = PartitionTable.of(disk).partitions();
        for (Partition partition : partitions) {
            if (!partition.container() && partition.range().offset() < disk.size()) {
                Optional<FileSystem> files = open(Volume.of(disk, partition.range()));
                if (files.isEmpty() || shows(files.get())) {
                    return true;
                }
            }
        }
        return partitions.isEmpty()
                && open(Volume.of(disk)).filter(DiskGlance::shows).isPresent();
    }

    private static Optional<FileSystem> open(Volume volume) {
        try {
            return FileSystems.open(volume);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean shows(FileSystem files) {
        return !files.type().startsWith("FAT") || SYSTEM_FILES.stream().anyMatch(path -> has(files, path));
    }

    private static boolean has(FileSystem files, String path) {
        try {
            return files.find(path).isPresent();
        } catch (IOException e) {
            return false;
        }
    }
}
