package reliquary.disk.format;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import reliquary.disk.ByteRange;
import reliquary.disk.DiskImage;

/**
 * QCOW2, versions 2 and 3 (QEMU docs/interop/qcow2.txt): the active layer, with backing file, deflate or zstd
 * compressed clusters, an external data file and extended L2 entries. Encrypted images are refused.
 */
final class Qcow2Format implements LayeredFormat {
    private static final long KNOWN_FEATURES = Qcow2Header.INCOMPATIBLE_DIRTY
            | Qcow2Header.INCOMPATIBLE_CORRUPT
            | Qcow2Header.INCOMPATIBLE_DATA_FILE
            | Qcow2Header.INCOMPATIBLE_COMPRESSION
            | Qcow2Header.INCOMPATIBLE_EXTENDED_L2;

    @Override
    public String name() {
        return "qcow2";
    }

    @Override
    public boolean matches(ByteBuffer head, ByteBuffer tail, Path file) {
        head.order(ByteOrder.BIG_ENDIAN);
        return head.limit() >= 8 && head.getInt(0) == Qcow2Header.MAGIC && head.getInt(4) != 1;
    }

    @Override
    public DiskImage open(Path path, Ancestry ancestry) throws IOException {
        Opened opened = new Opened();
        try {
            ImageFile file = opened.add(ImageFile.open(path));
            Qcow2Header header = Qcow2Header.read(file);
            checkFeatures(file, header);
            ImageFile data = file;
            if ((header.incompatible() & Qcow2Header.INCOMPATIBLE_DATA_FILE) != 0) {
                String name = header.text(Qcow2Header.EXTENSION_DATA_FILE)
                        .orElseThrow(() -> file.refused("names no external data file"));
                data = opened.add(ImageFile.open(LinkedFile.find(path, name, "external data file")));
            }
            // what our own overlays call raw, for QEMU, may have more to it, such as a map of unreadable places
            boolean rawBelow = !header.extensions().containsKey(ReadErrors.EXTENSION)
                    && header.text(Qcow2Header.EXTENSION_BACKING_FORMAT)
                            .filter("raw"::equals)
                            .isPresent();
            Optional<DiskImage> below = ancestry.openBelow(path, header.backingFile(), rawBelow);
            below.ifPresent(opened::add);
            return new MappedImage(ImageFacts.ofSize(header.size()), new Map(header, file, data, below, opened));
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static void checkFeatures(ImageFile file, Qcow2Header header) throws IOException {
        if (header.cryptMethod() != 0) {
            throw file.damaged(32, "QCOW2 encrypted with method " + header.cryptMethod() + "; decrypt it first");
        }
        if ((header.incompatible() & ~KNOWN_FEATURES) != 0) {
            throw file.damaged(72, "QCOW2 features 0x" + Long.toHexString(header.incompatible()) + " are not known");
        }
        if (header.compressionType() > 1) {
            throw file.damaged(104, "QCOW2 compression type " + header.compressionType() + " is not known");
        }
        if (header.extendedL2() && header.clusterBits() < 14) {
            throw file.damaged(20, "QCOW2 clusters too small for extended L2 entries");
        }
    }

    /** L1 and L2 lookup. */
    private record Map(
            Qcow2Header header,
            ImageFile file,
            ImageFile data,
            Optional<DiskImage> parent,
            Opened opened,
            MetadataCache tables,
            int entryBytes,
            long entriesPerTable,
            List<ByteRange> holes)
            implements BlockMap {
        private static final long OFFSET = 0x00FF_FFFF_FFFF_FE00L;
        private static final long COMPRESSED = 1L << 62;
        private static final long ZERO = 1;

        Map(Qcow2Header header, ImageFile file, ImageFile data, Optional<DiskImage> parent, Opened opened) {
            this(
                    header,
                    file,
                    data,
                    parent,
                    opened,
                    new MetadataCache(file, ByteOrder.BIG_ENDIAN),
                    header.extendedL2() ? 16 : 8,
                    header.clusterSize() / (header.extendedL2() ? 16 : 8),
                    ReadErrors.decode(header.extensions().getOrDefault(ReadErrors.EXTENSION, new byte[0])));
        }

        @Override
        public Piece at(long offset) throws IOException {
            long size = header.clusterSize();
            long cluster = offset >>> header.clusterBits();
            long within = offset & (size - 1);
            long table = tables.int64(header.l1Offset() + 8 * (cluster / entriesPerTable)) & OFFSET;
            if (table == 0) {
                long next = (cluster / entriesPerTable + 1) * entriesPerTable * size;
                return BlockMap.below(parent, offset, next - offset);
            }
            long entryAt = table + entryBytes * (cluster % entriesPerTable);
            long entry = tables.int64(entryAt);
            if ((entry & COMPRESSED) != 0) {
                return compressed(entry, (int) within);
            }
            if (header.extendedL2()) {
                return subcluster(offset, within, entry, tables.int64(entryAt + 8));
            }
            if ((entry & ZERO) != 0) {
                return new Piece.Zero(size - within);
            }
            return (entry & OFFSET) == 0 && !(entry < 0 && data != file)
                    ? BlockMap.below(parent, offset, size - within)
                    : stored(offset, (entry & OFFSET) + within, size - within);
        }

        private Piece stored(long offset, long at, long length) {
            for (ByteRange hole : holes) {
                if (hole.offset() <= offset && offset < hole.end()) {
                    return new Piece.Unreadable(hole, Math.min(length, hole.end() - offset));
                }
                if (hole.offset() > offset) {
                    length = Math.min(length, hole.offset() - offset);
                }
            }
            return new Piece.Stored(data, at, length);
        }

        @Override
        public List<ByteRange> unreadable() {
            List<ByteRange> below = parent.map(DiskImage::unreadable).orElse(List.of());
            return ReadErrors.remaining(
                    below, holes, header.clusterSize(), offset -> !(at(offset) instanceof Piece.Below));
        }

        /** Bits 0 to 31 of the bitmap: the subcluster is stored; bits 32 to 63: it is zero. */
        private Piece subcluster(long offset, long within, long entry, long bitmap) throws IOException {
            long size = header.clusterSize() / 32;
            int index = (int) (within / size);
            long left = size - within % size;
            if ((bitmap >>> (32 + index) & 1) != 0) {
                return new Piece.Zero(left);
            }
            return (bitmap >>> index & 1) != 0
                    ? new Piece.Stored(data, (entry & OFFSET) + within, left)
                    : BlockMap.below(parent, offset, left);
        }

        private Piece compressed(long entry, int within) {
            int bits = 62 - (header.clusterBits() - 8);
            long offset = entry & ((1L << bits) - 1);
            long sectors = (entry & ~(3L << 62)) >>> bits;
            long length = (sectors + 1) * 512 - offset % 512;
            int size = (int) header.clusterSize();
            return new Piece.Packed(offset, size, within, () -> unpack(offset, length, size));
        }

        private byte[] unpack(long offset, long length, int size) throws IOException {
            long there = Math.min(length, file.size() - offset);
            byte[] packed = file.read(offset, Math.max(0, there), "a compressed cluster")
                    .array();
            if (header.compressionType() == 0) {
                return Inflate.bare(packed, size);
            }
            return unpackZstd(packed, size);
        }

        @Override
        public void close() throws IOException {
            opened.close();
        }
    }

    /** Unpacks one zstd frame; what follows it in its last sector is not part of it. */
    private static byte[] unpackZstd(byte[] packed, int size) throws IOException {
        try {
            long frame = Zstd.findFrameCompressedSize(packed, 0, packed.length);
            byte[] out = new byte[size];
            long n = Zstd.decompressByteArray(out, 0, size, packed, 0, (int) frame);
            if (Zstd.isError(n) || n != size) {
                throw new IOException("a compressed cluster has " + n + " bytes instead of " + size);
            }
            return out;
        } catch (ZstdException e) {
            throw new IOException("a compressed cluster is damaged: " + e.getMessage(), e);
        }
    }
}
