package reliquary.disk.fs.fat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import reliquary.disk.DiskFormatException;
import reliquary.disk.Volume;

/**
 * Takes and frees clusters and keeps the count of free ones, on FAT32 also in the FSINFO sector ("Microsoft FAT
 * Specification", section 5): 0 u32 41615252, 484 u32 61417272, 488 u32 free clusters, 492 u32 where to look for the next
 * free one, 510 55 AA.
 */
final class ClusterAllocator {
    private static final int LEAD = 0x4161_5252;
    private static final int STRUCTURE = 0x6141_7272;
    private static final int FREE_AT = 488;

    private final Volume volume;
    private final BiosParameterBlock bpb;
    private final FatTable fat;
    private Optional<Long> free = Optional.empty();
    private long next = 2;

    ClusterAllocator(Volume volume, BiosParameterBlock bpb, FatTable fat) {
        this.volume = volume;
        this.bpb = bpb;
        this.fat = fat;
    }

    /** Number of free clusters, counted once and then kept. */
    long free() throws IOException {
        if (free.isEmpty()) {
            free = Optional.of(fat.countFree());
        }
        return free.get();
    }

    /** Takes a cluster and hangs it behind {@code last}; 0 begins a chain. */
    long take(long last) throws IOException {
        long taken = takeUnlinked();
        if (last != 0) {
            fat.set(last, taken);
        }
        return taken;
    }

    /** Takes a cluster as the end of a chain that nothing leads to yet. */
    long takeUnlinked() throws IOException {
        long count = fat.entries() - 2;
        for (long i = 0; free() > 0 && i < count; i++) {
            long cluster = 2 + (next - 2 + i) % count;
            if (fat.get(cluster) == FatTable.FREE) {
                fat.set(cluster, fat.endMark());
                next = cluster + 1 < fat.entries() ? cluster + 1 : 2;
                free = Optional.of(free() - 1);
                return cluster;
            }
        }
        throw new DiskFormatException("the volume is full");
    }

    /** Frees a chain; 0 is none. A damaged chain is freed as far as it goes. */
    void release(long first) throws IOException {
        long cluster = first;
        while (fat.isCluster(cluster)) {
            long following = fat.get(cluster);
            if (following == FatTable.FREE) {
                return;
            }
            fat.set(cluster, FatTable.FREE);
            free = Optional.of(freeBefore() + 1);
            cluster = following;
        }
    }

    /** The count without the cluster that was just freed, should this be the first time that it is asked for. */
    private long freeBefore() throws IOException {
        return free.isPresent() ? free.get() : fat.countFree() - 1;
    }

    /** Fills a cluster with zeros. */
    void clear(long cluster) throws IOException {
        volume.write(ClusterChain.offset(bpb, cluster), ByteBuffer.allocate(bpb.clusterSize()));
    }

    /** Writes the count into the FSINFO sector, where there is one. */
    void saveCount() throws IOException {
        int sector = bpb.fsInfoSector();
        if (bpb.rootCluster() == 0 || sector == 0 || sector == 0xFFFF || sector >= bpb.reservedSectors()) {
            return;
        }
        long at = (long) sector * bpb.bytesPerSector();
        ByteBuffer info = volume.read(at, 512);
        if (info.getInt(0) == LEAD && info.getInt(484) == STRUCTURE) {
            ByteBuffer counts = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
            counts.putInt((int) free()).putInt((int) next).flip();
            volume.write(at + FREE_AT, counts);
        }
    }
}
