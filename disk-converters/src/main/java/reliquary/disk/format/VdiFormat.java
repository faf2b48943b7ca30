package reliquary.disk.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import reliquary.disk.DiskImage;

/**
 * VDI of VirtualBox, header version 1 (VirtualBox source, VDICore.h; little-endian): 64 signature, 68 version, 76 type,
 * 340 block map offset, 344 data offset, 348 cylinders/heads/sectors, 360 sector size, 368 disk size (64 bits), 376 block
 * size, 384 blocks, 392 own id, 424 id of the disk below. A child names its parent by id only, so the parent is looked
 * for beside it.
 */
final class VdiFormat implements LayeredFormat {
    static final int SIGNATURE = 0xBEDA107F;
    static final int HEADER = 512;
    static final long UNALLOCATED = 0xFFFF_FFFFL;
    private static final long DISCARDED = 0xFFFF_FFFEL;
    private static final int DIFFERENCING = 4;
    private static final int SIBLINGS_LOOKED_AT = 1000;

    @Override
    public String name() {
        return "vdi";
    }

    @Override
    public boolean matches(ByteBuffer head, ByteBuffer tail, Path file) {
        return head.limit() >= HEADER && head.getInt(64) == SIGNATURE;
    }

    @Override
    public DiskImage open(Path path, Ancestry ancestry) throws IOException {
        Opened opened = new Opened();
        try {
            ImageFile file = opened.add(ImageFile.open(path));
            ByteBuffer b = file.readLittle(0, HEADER, "the VDI header");
            Map map = readMap(file, b, opened);
            int type = b.getInt(76);
            if (type < 1 || type > DIFFERENCING) {
                throw file.damaged(76, "VDI type " + Integer.toUnsignedString(type) + " is not known; 1 to 4 are");
            }
            if (type >= 3 && !id(b, 424).equals(new UUID(0, 0))) {
                Path parent = findParent(file, id(b, 424));
                map = map.above(opened.add(ancestry.openBelow(path, parent, false)));
            }
            return new MappedImage(ImageFacts.of(b.getLong(368), b.getInt(348), b.getInt(352), b.getInt(356)), map);
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static Map readMap(ImageFile file, ByteBuffer b, Opened opened) throws IOException {
        if (b.getInt(68) >>> 16 != 1) {
            throw file.damaged(68, "VDI version " + (b.getInt(68) >>> 16) + " is not read; 1 is");
        }
        long size = b.getLong(368);
        long blockSize = Integer.toUnsignedLong(b.getInt(376));
        long extra = Integer.toUnsignedLong(b.getInt(380));
        long blocks = Integer.toUnsignedLong(b.getInt(384));
        long table = Integer.toUnsignedLong(b.getInt(340));
        if (b.getInt(360) != 512 && b.getInt(360) != 0) {
            throw file.damaged(360, "VDI sector size " + Integer.toUnsignedString(b.getInt(360)) + " is not 512");
        }
        if (blockSize < 4096 || blockSize > 1L << 30 || Long.bitCount(blockSize) != 1 || extra != 0) {
            throw file.damaged(376, "VDI block size " + blockSize + " with " + extra + " bytes ahead is not read");
        }
        if (size < 0 || size > blocks * blockSize) {
            throw file.damaged(368, "VDI disk size " + Long.toUnsignedString(size) + " does not fit its blocks");
        }
        if (blocks > (file.size() - table) / 4) {
            throw file.damaged(384, "the VDI block map of " + blocks + " entries passes the end of the file");
        }
        MetadataCache tables = new MetadataCache(file, ByteOrder.LITTLE_ENDIAN);
        long data = Integer.toUnsignedLong(b.getInt(344));
        return new Map(file, tables, table, data, blockSize, Optional.empty(), opened);
    }

    private static Path findParent(ImageFile file, UUID wanted) throws IOException {
        Path folder = file.path().toAbsolutePath().getParent();
        int looked = 0;
        try (DirectoryStream<Path> siblings = Files.newDirectoryStream(folder, "*.{vdi,VDI}")) {
            for (Path sibling : siblings) {
                if (looked++ < SIBLINGS_LOOKED_AT && Files.isRegularFile(sibling) && hasId(sibling, wanted)) {
                    return sibling;
                }
            }
        }
        throw file.refused("its parent, the VDI with id " + wanted + ", is missing; put that file beside it");
    }

    private static boolean hasId(Path candidate, UUID wanted) throws IOException {
        try (ImageFile other = ImageFile.open(candidate)) {
            if (other.size() < HEADER) {
                return false;
            }
            ByteBuffer b = other.readLittle(0, HEADER, "the VDI header");
            return b.getInt(64) == SIGNATURE && id(b, 392).equals(wanted);
        }
    }

    private static UUID id(ByteBuffer b, int at) {
        return Vhdx.guid(b, at);
    }

    private record Map(
            ImageFile file,
            MetadataCache tables,
            long table,
            long data,
            long blockSize,
            Optional<DiskImage> parent,
            Opened opened)
            implements BlockMap {
        Map above(DiskImage below) {
            return new Map(file, tables, table, data, blockSize, Optional.of(below), opened);
        }

        @Override
        public Piece at(long offset) throws IOException {
            long within = offset % blockSize;
            long left = blockSize - within;
            long block = tables.int32(table + 4 * (offset / blockSize));
            if (block == UNALLOCATED) {
                return BlockMap.below(parent, offset, left);
            }
            return block == DISCARDED
                    ? new Piece.Zero(left)
                    : new Piece.Stored(file, data + block * blockSize + within, left);
        }

        @Override
        public void close() throws IOException {
            opened.close();
        }
    }
}
