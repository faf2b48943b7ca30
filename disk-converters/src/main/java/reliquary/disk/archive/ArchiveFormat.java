package reliquary.disk.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import reliquary.disk.DiskImage;
import reliquary.disk.format.DiskFormat;

/**
 * A disk image of any format inside gz, bz2, xz, zst, lz4, zip (so also WinImage's IMZ), 7z or tar, up to four deep.
 *
 * <p>It is unpacked into a temporary file, because every reader of disks jumps about and no archive can be jumped in.
 */
public final class ArchiveFormat implements DiskFormat {
    private final ArchiveLimits limits;

    /** Archives within the usual limits. */
    public ArchiveFormat() {
        this(ArchiveLimits.DEFAULT);
    }

    /** Archives within limits of one's own. */
    public ArchiveFormat(ArchiveLimits limits) {
        this.limits = limits;
    }

    @Override
    public String name() {
        return "archive";
    }

    @Override
    public boolean matches(ByteBuffer head, ByteBuffer tail, Path file) {
        return Unpacker.isArchive(head);
    }

    @Override
    public DiskImage open(Path file) throws IOException {
        return new Unpacker(file, limits).open();
    }
}
