package reliquary.disk.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import reliquary.disk.DiskImage;

/**
 * QCOW version 1, numbers big-endian (QEMU block/qcow.c, "struct QCowHeader"): offset 8 backing name offset (64 bits),
 * 16 backing name length, 24 disk size (64), 32 cluster bits (8), 33 L2 bits (8), 36 encryption, 40 L1 offset (64).
 */
final class QcowFormat implements LayeredFormat {
    private static final int HEADER = 48;

    @Override
    public String name() {
        return "qcow";
    }

    @Override
    public boolean matches(ByteBuffer head, ByteBuffer tail, Path file) {
        head.order(ByteOrder.BIG_ENDIAN);
        return head.limit() >= HEADER && head.getInt(0) == Qcow2Header.MAGIC && head.getInt(4) == 1;
    }

    @Override
    public DiskImage open(Path path, Ancestry ancestry) throws IOException {
        Opened opened = new Opened();
        try {
            ImageFile file = opened.add(ImageFile.open(path));
            ByteBuffer b = file.read(0, HEADER, "the QCOW header");
            int clusterBits = b.get(32);
            int l2Bits = b.get(33);
            long size = b.getLong(24);
            if (clusterBits < 9 || clusterBits > 16 || l2Bits < 6 || l2Bits > 13) {
                throw file.damaged(
                        32, "QCOW cluster bits " + clusterBits + " and L2 bits " + l2Bits + " are impossible");
            }
            if (b.getInt(36) != 0) {
                throw file.damaged(36, "QCOW encrypted with method " + b.getInt(36) + "; decrypt it first");
            }
            long reach = 1L << (clusterBits + l2Bits);
            long l1 = b.getLong(40);
            if (size < 0 || l1 < 0 || l1 > file.size() || size / reach > (file.size() - l1) / 8) {
                throw file.damaged(24, "QCOW L1 table for a disk of " + size + " bytes passes the end of the file");
            }
            Optional<DiskImage> below = ancestry.openBelow(path, backingName(file, b), false);
            below.ifPresent(opened::add);
            MetadataCache tables = new MetadataCache(file, ByteOrder.BIG_ENDIAN);
            return new MappedImage(
                    ImageFacts.ofSize(size), new Map(file, tables, l1, clusterBits, l2Bits, below, opened));
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static Optional<String> backingName(ImageFile file, ByteBuffer header) throws IOException {
        long offset = header.getLong(8);
        int length = header.getInt(16);
        if (offset == 0) {
            return Optional.empty();
        }
        if (length < 1 || length > 1023) {
            throw file.damaged(16, "QCOW backing file name of " + Integer.toUnsignedString(length) + " bytes");
        }
        byte[] name = file.read(offset, length, "the backing file name").array();
        return Optional.of(new String(name, StandardCharsets.UTF_8));
    }

    private record Map(
            ImageFile file,
            MetadataCache tables,
            long l1,
            int clusterBits,
            int l2Bits,
            Optional<DiskImage> parent,
            Opened opened)
            implements BlockMap {
        @Override
        public Piece at(long offset) throws IOException {
            int size = 1 << clusterBits;
            int within = (int) (offset & (size - 1));
            long reach = 1L << (clusterBits + l2Bits);
            long table = tables.int64(l1 + 8 * (offset / reach));
            if (table == 0) {
                return BlockMap.below(parent, offset, reach - offset % reach);
            }
            long entry = tables.int64(table + 8 * (offset % reach >> clusterBits));
            if (entry == 0) {
                return BlockMap.below(parent, offset, size - within);
            }
            if (entry > 0) {
                return new Piece.Stored(file, entry + within, size - within);
            }
            int bits = 63 - clusterBits;
            long at = entry & ((1L << bits) - 1);
            long length = entry >>> bits & (size - 1);
            return new Piece.Packed(
                    at,
                    size,
                    within,
                    () -> Inflate.bare(
                            file.read(at, length, "a compressed cluster").array(), size));
        }

        @Override
        public void close() throws IOException {
            opened.close();
        }
    }
}
