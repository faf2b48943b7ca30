package reliquary.disk.fs.ntfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import reliquary.disk.Volume;

/**
 * The boot sector (Russon and Fledel, "NTFS Documentation", file $Boot): 3 "NTFS    ", 11 u16 bytes per sector, 13 u8
 * sectors per cluster (over 128: a negative power of two), 40 u64 sectors, 48 u64 cluster of the MFT, 64 and 68 i8
 * clusters of a file record and of an index record (negative: a power of two in bytes), 72 u64 serial number.
 */
record NtfsBoot(int sectorSize, int clusterSize, long sectors, long mftCluster, int recordSize, int indexSize) {
    private static final long SIGNATURE = 0x2020_2020_5346_544EL;
    private static final int LARGEST_CLUSTER = 2 << 20;

    static Optional<NtfsBoot> read(Volume volume) throws IOException {
        if (!volume.contains(0, 512)) {
            return Optional.empty();
        }
        ByteBuffer b = volume.read(0, 512);
        if (b.getLong(3) != SIGNATURE) {
            return Optional.empty();
        }
        int sector = b.getShort(11) & 0xFFFF;
        int perCluster = b.get(13) & 0xFF;
        long cluster = perCluster > 128 ? (long) sector << Math.min(31, 256 - perCluster) : (long) sector * perCluster;
        if (Integer.bitCount(sector) != 1 || sector < 256 || cluster < sector || cluster > LARGEST_CLUSTER) {
            return Optional.empty();
        }
        int record = recordSize(b.get(64), (int) cluster);
        int index = recordSize(b.get(68), (int) cluster);
        if (!possible(record) || !possible(index)) {
            return Optional.empty();
        }
        return Optional.of(new NtfsBoot(sector, (int) cluster, b.getLong(40), b.getLong(48), record, index));
    }

    private static int recordSize(byte stated, int cluster) {
        long size = stated < 0 ? 1L << Math.min(31, -stated) : (long) stated * cluster;
        return (int) Math.min(size, Integer.MAX_VALUE);
    }

    private static boolean possible(int size) {
        return size >= 512 && size <= 1 << 20 && Integer.bitCount(size) == 1;
    }
}
