package reliquary.disk.fs.fat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The BIOS parameter block of a FAT boot sector ("Microsoft FAT Specification", August 2005, section 3; its DOS 2.0 form
 * in the MS-DOS 2.0 OEM documentation).
 *
 * <p>Little-endian, at byte 11 of the boot sector:
 *
 * <pre>
 * 11 u16 bytes per sector      13 u8 sectors per cluster   14 u16 reserved sectors   16 u8 number of FATs
 * 17 u16 root entries          19 u16 sectors              21 u8 media descriptor    22 u16 sectors per FAT
 * 24 u16 sectors per track     26 u16 heads                28 u32 hidden sectors     32 u32 sectors if 19 is 0
 * FAT32: 36 u32 sectors per FAT, 40 u16 flags, 44 u32 root cluster, 48 u16 FSINFO sector, 50 u16 backup boot sector
 * </pre>
 *
 * @param bytesPerSector 128 to 8192, a power of two
 * @param sectorsPerCluster 1 to 128, a power of two
 * @param reservedSectors sectors before the first FAT, the boot sector included
 * @param fats number of FATs, 1 to 15
 * @param rootEntries slots of the fixed root directory; 0 on FAT32
 * @param totalSectors size of the volume in sectors
 * @param media media descriptor byte, also the low byte of FAT entry 0
 * @param sectorsPerFat size of one FAT in sectors
 * @param sectorsPerTrack of the drive it was formatted on; 0 if not stated
 * @param heads of the drive it was formatted on; 0 if not stated
 * @param hiddenSectors sectors before the volume on the disk
 * @param mirrorFlags FAT32: bit 7 set if only the FAT in bits 0-3 is in use; otherwise 0
 * @param rootCluster first cluster of the root directory; 0 where the root is fixed
 * @param fsInfoSector sector of the FSINFO structure; 0 or 0xFFFF if there is none
 * @param backupBootSector sector of the copy of the boot sector; 0 or 0xFFFF if there is none
 */
public record BiosParameterBlock(
        int bytesPerSector,
        int sectorsPerCluster,
        int reservedSectors,
        int fats,
        int rootEntries,
        long totalSectors,
        int media,
        long sectorsPerFat,
        int sectorsPerTrack,
        int heads,
        long hiddenSectors,
        int mirrorFlags,
        long rootCluster,
        int fsInfoSector,
        int backupBootSector) {

    /** Bytes of a boot sector that {@link #parse} looks at. */
    public static final int LENGTH = 90;

    /**
     * The BPB of a boot sector, if the sector has one that can be right.
     *
     * @param bootSector at least {@link #LENGTH} bytes from position 0, any byte order
     */
    public static Optional<BiosParameterBlock> parse(ByteBuffer bootSector) {
        ByteBuffer b = bootSector.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        if (b.limit() < LENGTH) {
            return Optional.empty();
        }
        int smallTotal = u16(b, 19);
        int smallFat = u16(b, 22);
        boolean wide = smallFat == 0;
        BiosParameterBlock bpb = new BiosParameterBlock(
                u16(b, 11),
                b.get(13) & 0xFF,
                u16(b, 14),
                b.get(16) & 0xFF,
                u16(b, 17),
                smallTotal != 0 ? smallTotal : b.getInt(32) & 0xFFFF_FFFFL,
                b.get(21) & 0xFF,
                wide ? b.getInt(36) & 0xFFFF_FFFFL : smallFat,
                u16(b, 24),
                u16(b, 26),
                // DOS 2 had 16 bits here and code behind them; only a volume too large for byte 19 must have all 32.
                smallTotal != 0 && !wide ? u16(b, 28) : b.getInt(28) & 0xFFFF_FFFFL,
                wide ? u16(b, 40) : 0,
                wide ? b.getInt(44) & 0xFFFF_FFFFL : 0,
                wide ? u16(b, 48) : 0,
                wide ? u16(b, 50) : 0);
        return bpb.plausible() ? Optional.of(bpb) : Optional.empty();
    }

    private static int u16(ByteBuffer b, int at) {
        return b.getShort(at) & 0xFFFF;
    }

    private boolean plausible() {
        return Integer.bitCount(bytesPerSector) == 1
                && bytesPerSector >= 128
                && bytesPerSector <= 8192
                && Integer.bitCount(sectorsPerCluster) == 1
                && reservedSectors >= 1
                && fats >= 1
                && fats <= 15
                && (media >= 0xF0 || media == 0xED)
                && sectorsPerFat >= 1
                && (rootEntries > 0 || rootCluster >= 2)
                && totalSectors > firstDataSector();
    }

    /** Sectors that the fixed root directory takes; 0 on FAT32. */
    public long rootSectors() {
        return ((long) rootEntries * 32 + bytesPerSector - 1) / bytesPerSector;
    }

    /** First sector of a FAT, counted from 0. */
    public long fatSector(int copy) {
        return reservedSectors + copy * sectorsPerFat;
    }

    /** First sector of the fixed root directory. */
    public long rootSector() {
        return reservedSectors + fats * sectorsPerFat;
    }

    /** First sector of cluster 2. */
    public long firstDataSector() {
        return rootSector() + rootSectors();
    }

    /** Number of data clusters; the numbers of the clusters go from 2 to this plus 1. */
    public long clusters() {
        long byArea = (totalSectors - firstDataSector()) / sectorsPerCluster;
        long byFat = Math.min(sectorsPerFat * bytesPerSector * 8 / fatBits(byArea), 0x0FFF_FFF7L) - 2;
        return Math.max(0, Math.min(byArea, byFat));
    }

    /** Bytes in a cluster. */
    public int clusterSize() {
        return bytesPerSector * sectorsPerCluster;
    }

    /** Width of a FAT entry in bits: 12, 16 or 32 (specification, section 3.5). */
    public int fatBits() {
        return fatBits((totalSectors - firstDataSector()) / sectorsPerCluster);
    }

    private int fatBits(long count) {
        if (rootEntries == 0) {
            return 32;
        }
        return count < 4085 ? 12 : 16;
    }
}
