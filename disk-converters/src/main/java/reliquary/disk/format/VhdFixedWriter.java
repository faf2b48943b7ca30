package reliquary.disk.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import reliquary.disk.DiskImage;
import reliquary.disk.Geometry;

/** Writes a fixed VHD: the disk, filled up to whole sectors, and the footer. */
final class VhdFixedWriter implements DiskWriter {
    private static final int BLOCK = 64 * 1024;
    private final OutFile file;
    private final long size;

    VhdFixedWriter(OutFile file, DiskImage disk) throws IOException {
        this.file = file;
        this.size = sizeFor(disk);
    }

    /** Whole sectors of 512 bytes. */
    static long sizeFor(DiskImage disk) {
        return (disk.size() + 511) / 512 * 512;
    }

    @Override
    public void write(long offset, ByteBuffer data) throws IOException {
        file.writeSparse(offset, data, BLOCK);
    }

    @Override
    public void finish(String sha256) throws IOException {
        file.write(size, footer(size, VhdFooter.FIXED, sha256).toBytes());
    }

    /** The creator is one whose disks have the size that the footer says, not that of the geometry. */
    static VhdFooter footer(long size, int type, String sha256) {
        Geometry geometry = VhdGeometry.of(size);
        return new VhdFooter(
                type == VhdFooter.FIXED ? -1 : VhdFooter.LENGTH,
                0,
                "win ",
                size,
                geometry.cylinders(),
                geometry.heads(),
                geometry.sectors(),
                type,
                ContentId.uuid(sha256, "vhd"));
    }
}
