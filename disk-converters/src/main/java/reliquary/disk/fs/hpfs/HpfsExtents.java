package reliquary.disk.fs.hpfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import reliquary.disk.DiskFormatException;
import reliquary.disk.Volume;
import reliquary.disk.fs.MappedContent;

/**
 * The B+ tree of a file's extents (Linux fs/hpfs/hpfs.h). A node begins with u8 flags (80: inner), 4 u8 free and 5 u8 used
 * entries; from 8 on inner entries of 8 bytes: u32 first file sector behind it, u32 anode; or extents of 12: u32 file
 * sector, u32 length, u32 sector. An anode, in its own sector, has 37E40AAE first and its node at 12.
 */
final class HpfsExtents implements MappedContent.Mapping {
    private static final int ANODE = 0x37E4_0AAE;
    private static final int INNER = 0x80;
    private static final int DEEPEST = 16;

    private final Volume volume;
    private final ByteBuffer root;

    HpfsExtents(Volume volume, ByteBuffer root) {
        this.volume = volume;
        this.root = root.order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public MappedContent.Piece pieceAt(long position) throws IOException {
        long wanted = position / HpfsFileSystem.SECTOR;
        ByteBuffer node = root;
        for (int depth = 0; (node.get(0) & INNER) != 0; depth++) {
            if (depth > DEEPEST) {
                throw new DiskFormatException("an extent tree runs in a circle");
            }
            node = anode(child(node, wanted));
        }
        for (int i = 0; i < used(node, 12); i++) {
            int at = 8 + i * 12;
            long first = node.getInt(at) & 0xFFFF_FFFFL;
            long length = node.getInt(at + 4) & 0xFFFF_FFFFL;
            if (wanted >= first && wanted < first + length) {
                long within = position - first * HpfsFileSystem.SECTOR;
                long start = (node.getInt(at + 8) & 0xFFFF_FFFFL) * HpfsFileSystem.SECTOR;
                return new MappedContent.Piece(start + within, length * HpfsFileSystem.SECTOR - within);
            }
        }
        throw new DiskFormatException("no extent holds byte " + position + " of the file");
    }

    private static long child(ByteBuffer node, long wanted) throws DiskFormatException {
        for (int i = 0; i < used(node, 8); i++) {
            int at = 8 + i * 8;
            if (wanted < (node.getInt(at) & 0xFFFF_FFFFL)) {
                return node.getInt(at + 4) & 0xFFFF_FFFFL;
            }
        }
        throw new DiskFormatException("no branch of the extent tree holds sector " + wanted + " of the file");
    }

    private static int used(ByteBuffer node, int size) {
        return Math.min(node.get(5) & 0xFF, (node.limit() - 8) / size);
    }

    private ByteBuffer anode(long sector) throws IOException {
        ByteBuffer anode = volume.read(sector * HpfsFileSystem.SECTOR, HpfsFileSystem.SECTOR);
        if (anode.getInt(0) != ANODE) {
            throw new DiskFormatException("no allocation node in sector " + sector);
        }
        return anode.slice(12, HpfsFileSystem.SECTOR - 12).order(ByteOrder.LITTLE_ENDIAN);
    }
}
