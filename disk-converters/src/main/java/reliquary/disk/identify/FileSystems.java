package reliquary.disk.identify;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import reliquary.disk.Volume;
import reliquary.disk.fs.FileSystem;
import reliquary.disk.fs.cpm.CpmFileSystem;
import reliquary.disk.fs.ext.ExtFileSystem;
import reliquary.disk.fs.fat.FatFileSystem;
import reliquary.disk.fs.hpfs.HpfsFileSystem;
import reliquary.disk.fs.iso9660.IsoFileSystem;
import reliquary.disk.fs.minix.MinixFileSystem;
import reliquary.disk.fs.ntfs.NtfsFileSystem;
import reliquary.disk.fs.sysv.SysvFileSystem;
import reliquary.disk.fs.ufs.UfsFileSystem;

/** The file systems in the order in which they are tried, and the way in: {@link #open}. */
public final class FileSystems {
    /** The surest marks first; FAT late, as others keep a FAT-like boot sector; CP/M, which has no mark, last. */
    private static final List<Kind> ORDER = List.of(
            new Kind("NTFS", NtfsFileSystem::matches, NtfsFileSystem::open),
            new Kind("HPFS", HpfsFileSystem::matches, HpfsFileSystem::open),
            new Kind("ext", ExtFileSystem::matches, ExtFileSystem::open),
            new Kind("UFS", UfsFileSystem::matches, UfsFileSystem::open),
            new Kind("s5fs", SysvFileSystem::matches, SysvFileSystem::open),
            new Kind("ISO 9660", IsoFileSystem::matches, IsoFileSystem::open),
            new Kind("Minix", MinixFileSystem::matches, MinixFileSystem::open),
            new Kind("FAT", FatFileSystem::matches, FatFileSystem::open),
            new Kind("CP/M", CpmFileSystem::matches, CpmFileSystem::open));

    private FileSystems() {}

    /** Whether a volume may hold the file system. */
    private interface Probe {
        boolean matches(Volume volume) throws IOException;
    }

    private interface Opener {
        FileSystem open(Volume volume) throws IOException;
    }

    private record Kind(String name, Probe probe, Opener opener) {}

    /**
     * Opens the file system of a volume; empty if it has none of those that can be read.
     *
     * @throws reliquary.disk.DiskFormatException if it has the marks of one but is damaged
     */
    public static Optional<FileSystem> open(Volume volume) throws IOException {
        for (Kind kind : ORDER) {
            if (kind.probe.matches(volume)) {
                return Optional.of(kind.opener.open(volume));
            }
        }
        return Optional.empty();
    }
}
