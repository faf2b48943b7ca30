package reliquary.disk.fs.sysv;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import reliquary.disk.Volume;

/**
 * The superblocks of the System V family (Linux sysv_fs.h, which names its sources).
 *
 * <p>System V Release 2 and 4, at byte 512, little-endian: 0 u16 block behind the inodes, 440 name 6, 446 pack 6, 504 u32
 * FD187E20, 508 u32 type (1: blocks of 512, 2: 1024, 3: 2048 bytes). XENIX, at byte 1024: 0 u16 block behind the inodes,
 * 632 name, 638 pack, 1016 u32 002B5544, 1020 u32 type. Coherent, at byte 512: 0 u16 block behind the inodes, 484 name
 * and 490 pack, which stand in for a magic number; its 32-bit numbers have their halves exchanged.
 *
 * @param system who wrote it
 * @param blockSize 512, 1024 or 2048 bytes
 * @param inodeEnd the block behind the last one with inodes
 */
record SysvSuperblock(String system, int blockSize, int inodeEnd, boolean wordSwapped, String name, String pack) {
    private static final int SYSV = 0xFD18_7E20;
    private static final int SCO_EXTENDED = 0xFD18_7E21;
    private static final int XENIX = 0x002B_5544;
    private static final int SECTOR = 512;

    /** The superblock of a volume, if it has one. */
    static Optional<SysvSuperblock> read(Volume volume) throws IOException {
        if (!volume.contains(0, 2048)) {
            return Optional.empty();
        }
        ByteBuffer b = volume.read(0, 2048);
        ByteBuffer second = b.slice(SECTOR, SECTOR).order(b.order());
        ByteBuffer fourth = b.slice(1024, 1024).order(b.order());
        int magic = second.getInt(504);
        Optional<SysvSuperblock> found = Optional.empty();
        if (magic == SYSV || magic == SCO_EXTENDED) {
            found = of(magic == SYSV ? "System V" : "SCO EAFS", second, 508, 440, false);
        } else if (fourth.getInt(1016) == XENIX) {
            found = of("XENIX", fourth, 1020, 632, false);
        } else if (isCoherent(second)) {
            found = of("Coherent", second, -1, 484, true);
        }
        return found.filter(s -> s.inodeEnd > 2 && (long) s.inodeEnd * s.blockSize <= volume.size());
    }

    private static boolean isCoherent(ByteBuffer b) {
        String name = text(b, 484);
        String pack = text(b, 490);
        return name.equals("noname") && pack.equals("nopack") || name.equals("xxxxx") && pack.equals("xxxxx");
    }

    private static Optional<SysvSuperblock> of(String system, ByteBuffer b, int typeAt, int nameAt, boolean swapped) {
        int type = typeAt < 0 ? 1 : b.getInt(typeAt) & 0xFF;
        if (type < 1 || type > 3) {
            return Optional.empty();
        }
        int end = b.getShort(0) & 0xFFFF;
        return Optional.of(new SysvSuperblock(system, 256 << type, end, swapped, text(b, nameAt), text(b, nameAt + 6)));
    }

    private static String text(ByteBuffer b, int at) {
        byte[] bytes = new byte[6];
        b.get(at, bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1).split("\0", 2)[0].strip();
    }
}
