package reliquary.disk.cd;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.NonWritableChannelException;
import java.util.List;
import java.util.Optional;
import reliquary.disk.ByteRange;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;
import reliquary.disk.Geometry;
import reliquary.disk.MediaKind;
import reliquary.disk.format.Zeros;

/**
 * The drive that firmware emulates from a CD (El Torito 1.0, 2.2 and figure 3): a window onto the CD's sectors.
 *
 * <p>A floppy is as large as its media type says; what would lie behind the end of the CD reads as zeros, because
 * mastering tools cut off an image's empty end. A hard disk is as large as its partition table says.
 */
final class BootImage implements DiskImage {
    private static final int SECTOR = 512;
    private static final int PARTITION_TABLE = 446;
    private static final int PARTITION_ENTRY = 16;

    private final DiskImage cd;
    private final long start;
    private final long size;
    private final Optional<Geometry> geometry;
    private final MediaKind media;

    private BootImage(DiskImage cd, long start, long size, Optional<Geometry> geometry, MediaKind media) {
        this.cd = cd;
        this.start = start;
        this.size = size;
        this.geometry = geometry;
        this.media = media;
    }

    static BootImage of(DiskImage cd, ElTorito.Entry entry) throws IOException {
        long start = entry.loadRba() * CdImage.SECTOR;
        if (start + SECTOR > cd.size()) {
            throw new DiskFormatException("El Torito boot image in sector " + entry.loadRba()
                    + " lies behind the end of the CD, sector " + cd.size() / CdImage.SECTOR);
        }
        return switch (entry.emulation()) {
            case FLOPPY_1200K -> floppy(cd, start, new Geometry(80, 2, 15));
            case FLOPPY_1440K -> floppy(cd, start, new Geometry(80, 2, 18));
            case FLOPPY_2880K -> floppy(cd, start, new Geometry(80, 2, 36));
            case HARD_DISK -> hardDisk(cd, start);
            case NONE ->
                new BootImage(
                        cd,
                        start,
                        Math.min((long) entry.sectorCount() * SECTOR, cd.size() - start),
                        Optional.empty(),
                        MediaKind.CD);
            case RESERVED ->
                throw new DiskFormatException(
                        "El Torito boot media type above 4 is reserved; 0 to 4 are no emulation, three floppies, hard disk");
        };
    }

    private static BootImage floppy(DiskImage cd, long start, Geometry geometry) {
        return new BootImage(cd, start, geometry.totalSectors() * SECTOR, Optional.of(geometry), MediaKind.FLOPPY);
    }

    private static BootImage hardDisk(DiskImage cd, long start) throws IOException {
        ByteBuffer mbr = ByteBuffer.allocate(SECTOR).order(ByteOrder.LITTLE_ENDIAN);
        cd.read(start, mbr);
        if (mbr.getShort(510) != (short) 0xAA55) {
            throw new DiskFormatException(
                    "El Torito hard disk image at byte " + start + " has no partition table (55h AAh at its byte 510)");
        }
        long sectors = 1;
        Optional<Geometry> geometry = Optional.empty();
        for (int at = PARTITION_TABLE; at < 510; at += PARTITION_ENTRY) {
            long end = Integer.toUnsignedLong(mbr.getInt(at + 8)) + Integer.toUnsignedLong(mbr.getInt(at + 12));
            if (mbr.get(at + 4) != 0 && end > sectors) {
                sectors = end;
                geometry = endGeometry(mbr, at);
            }
        }
        long size = Math.min(sectors * SECTOR, cd.size() - start);
        return new BootImage(cd, start, size, geometry, MediaKind.HARD_DISK);
    }

    /** The specification takes heads and sectors from the partition's last cylinder, head and sector. */
    private static Optional<Geometry> endGeometry(ByteBuffer mbr, int at) {
        int head = mbr.get(at + 5) & 0xFF;
        int sector = mbr.get(at + 6) & 0x3F;
        int cylinder = (mbr.get(at + 6) & 0xC0) << 2 | mbr.get(at + 7) & 0xFF;
        return sector == 0 ? Optional.empty() : Optional.of(new Geometry(cylinder + 1, head + 1, sector));
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public boolean writable() {
        return false;
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
        if (offset < 0 || offset + target.remaining() > size) {
            throw new EOFException("read at " + offset + " passes the end of the disk at " + size);
        }
        int stored = (int) Math.max(0, Math.min(target.remaining(), cd.size() - start - offset));
        if (stored > 0) {
            ByteBuffer part = target.slice(target.position(), stored);
            cd.read(start + offset, part);
            target.position(target.position() + stored);
        }
        Zeros.put(target, target.remaining());
    }

    @Override
    public void write(long offset, ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public void flush() {
        // nothing is ever written
    }

    @Override
    public Optional<Geometry> geometry() {
        return geometry;
    }

    @Override
    public MediaKind media() {
        return media;
    }

    @Override
    public List<ByteRange> unreadable() {
        ByteRange window = new ByteRange(start, size);
        return cd.unreadable().stream()
                .filter(window::overlaps)
                .map(r -> {
                    long from = Math.max(r.offset(), start);
                    return new ByteRange(from - start, Math.min(r.end(), start + size) - from);
                })
                .toList();
    }

    @Override
    public void close() {
        // the CD belongs to whoever opened it
    }
}
