package reliquary.disk.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import reliquary.disk.DiskImage;

/**
 * Bochs redolog of the subtype "Growing" (Bochs iodev/hdimage/hdimage.h, "redolog_header_t"; little-endian): 0 magic, 32
 * type, 48 subtype, 64 version, 68 header size, 72 catalog entries, 76 bitmap size, 80 extent size, disk size at 84
 * (version 1) or 88 (version 2). Each extent is a bitmap of its sectors and the sectors, both in whole sectors.
 */
final class BochsFormat implements DiskFormat {
    private static final byte[] MAGIC = "Bochs Virtual HD Image\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] REDOLOG = "Redolog\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] GROWING = "Growing\0".getBytes(StandardCharsets.US_ASCII);
    private static final int SECTOR = 512;
    private static final int VERSION_1 = 0x0001_0000;
    private static final int VERSION_2 = 0x0002_0000;

    @Override
    public String name() {
        return "bochs";
    }

    @Override
    public boolean matches(ByteBuffer head, ByteBuffer tail, Path file) {
        return Magic.at(head, 0, MAGIC);
    }

    @Override
    public DiskImage open(Path path) throws IOException {
        ImageFile file = ImageFile.open(path);
        try {
            ByteBuffer b = file.readLittle(0, SECTOR, "the Bochs header");
            if (!Magic.at(b, 32, REDOLOG) || !Magic.at(b, 48, GROWING)) {
                throw file.damaged(32, "of the Bochs images only growing redologs stand alone and are read");
            }
            int version = b.getInt(64);
            if (version != VERSION_1 && version != VERSION_2) {
                throw file.damaged(64, "Bochs version 0x" + Integer.toHexString(version) + " is not known");
            }
            long header = Integer.toUnsignedLong(b.getInt(68));
            long catalog = Integer.toUnsignedLong(b.getInt(72));
            long bitmap = Integer.toUnsignedLong(b.getInt(76));
            long extent = Integer.toUnsignedLong(b.getInt(80));
            long size = b.getLong(version == VERSION_1 ? 84 : 88);
            if (header < 92 || catalog > (file.size() - header) / 4) {
                throw file.damaged(72, "the Bochs catalog of " + catalog + " entries passes the end of the file");
            }
            if (extent < SECTOR || extent % SECTOR != 0 || extent > 1L << 30 || bitmap < extent / SECTOR / 8) {
                throw file.damaged(76, "Bochs extents of " + extent + " bytes with a bitmap of " + bitmap);
            }
            if (size < 0 || size > catalog * extent) {
                throw file.damaged(84, "a Bochs disk of " + Long.toUnsignedString(size) + " bytes exceeds its catalog");
            }
            MetadataCache tables = new MetadataCache(file, ByteOrder.LITTLE_ENDIAN);
            long bitmapSpace = (bitmap + SECTOR - 1) / SECTOR * SECTOR;
            return new MappedImage(
                    ImageFacts.ofSize(size), new Map(file, tables, header, header + 4 * catalog, bitmapSpace, extent));
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private record Map(ImageFile file, MetadataCache tables, long catalog, long data, long bitmapSpace, long extent)
            implements BlockMap {
        private static final long UNUSED = 0xFFFF_FFFFL;

        @Override
        public Piece at(long offset) throws IOException {
            long within = offset % extent;
            long entry = tables.int32(catalog + 4 * (offset / extent));
            if (entry == UNUSED) {
                return new Piece.Zero(extent - within);
            }
            long start = data + entry * (bitmapSpace + extent);
            long sector = within / SECTOR;
            long left = SECTOR - within % SECTOR;
            boolean here = (tables.int8(start + sector / 8) >> (sector % 8) & 1) != 0;
            return here ? new Piece.Stored(file, start + bitmapSpace + within, left) : new Piece.Zero(left);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
