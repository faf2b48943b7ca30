package reliquary.disk.cd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import reliquary.disk.ByteRange;
import reliquary.disk.DiskImage;
import reliquary.disk.MediaKind;

/** ECMA-130 data sectors as a CD-ROM drive hands them out: 2048 bytes each, never written. */
final class CdImage implements DiskImage {
    /** Bytes of user data in a sector of mode 1 or mode 2 form 1. */
    static final int SECTOR = 2048;

    private final DiskImage sectors;

    CdImage(DiskImage sectors) {
        this.sectors = sectors;
    }

    @Override
    public long size() {
        return sectors.size();
    }

    @Override
    public int sectorSize() {
        return SECTOR;
    }

    @Override
    public boolean writable() {
        return false;
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
        sectors.read(offset, target);
    }

    @Override
    public void write(long offset, ByteBuffer source) throws IOException {
        sectors.write(offset, source);
    }

    @Override
    public void flush() throws IOException {
        sectors.flush();
    }

    @Override
    public MediaKind media() {
        return MediaKind.CD;
    }

    @Override
    public List<ByteRange> unreadable() {
        return sectors.unreadable();
    }

    @Override
    public Extent extentAt(long offset) {
        return sectors.extentAt(offset);
    }

    @Override
    public void close() throws IOException {
        sectors.close();
    }
}
