package reliquary.disk.fs.fat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import reliquary.disk.DiskFormatException;
import reliquary.disk.Volume;

/**
 * The file allocation table ("Microsoft FAT Specification", section 4): one entry of 12, 16 or 32 bits for each cluster,
 * naming the next one. Writes go to every copy.
 *
 * <p>12-bit entries lie in pairs in three bytes, little-endian, the even one in the low bits. 32-bit entries have 28
 * bits that count; the top four are kept as they are.
 */
final class FatTable {
    /** What is free. */
    static final int FREE = 0;

    private static final int PAGE = 4096;
    private static final int PAGES = 32;

    private final Volume volume;
    private final BiosParameterBlock bpb;
    private final int bits;
    private final long entries;
    private final long start;
    private final long bytes;
    private final Map<Long, ByteBuffer> pages = new LinkedHashMap<>(PAGES, 0.75f, true);

    FatTable(Volume volume, BiosParameterBlock bpb) {
        this.volume = volume;
        this.bpb = bpb;
        this.bits = bpb.fatBits();
        this.entries = bpb.clusters() + 2;
        this.start = bpb.fatSector(onlyOne() ? bpb.mirrorFlags() & 15 : 0) * bpb.bytesPerSector();
        this.bytes = bpb.sectorsPerFat() * bpb.bytesPerSector();
    }

    /** One behind the largest cluster number. */
    long entries() {
        return entries;
    }

    /** Whether a number is that of a data cluster. */
    boolean isCluster(long value) {
        return value >= 2 && value < entries;
    }

    /** What is written for the last cluster of a chain. */
    long endMark() {
        return (1L << Math.min(bits, 28)) - 1;
    }

    /** The entry of a cluster, 0 to {@link #endMark()}. */
    long get(long cluster) throws IOException {
        check(cluster);
        return switch (bits) {
            case 12 -> {
                long at = cluster * 3 / 2;
                int pair = get8(at) | get8(at + 1) << 8;
                yield (cluster & 1) == 0 ? pair & 0xFFF : pair >> 4;
            }
            case 16 -> get8(cluster * 2) | get8(cluster * 2 + 1) << 8;
            default -> get32(cluster * 4) & 0x0FFF_FFFFL;
        };
    }

    /** Sets the entry of a cluster in all copies. */
    void set(long cluster, long value) throws IOException {
        check(cluster);
        switch (bits) {
            case 12 -> {
                long at = cluster * 3 / 2;
                int pair = get8(at) | get8(at + 1) << 8;
                int changed = (cluster & 1) == 0 ? pair & 0xF000 | (int) value : pair & 0x000F | (int) value << 4;
                put(at, new byte[] {(byte) changed, (byte) (changed >> 8)});
            }
            case 16 -> put(cluster * 2, new byte[] {(byte) value, (byte) (value >> 8)});
            default -> {
                long top = get32(cluster * 4) & 0xF000_0000L;
                ByteBuffer four = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
                put(cluster * 4, four.putInt(0, (int) (top | value)).array());
            }
        }
    }

    /** Counts the free clusters; reads the whole table once. */
    long countFree() throws IOException {
        long free = 0;
        for (long cluster = 2; cluster < entries; cluster++) {
            if (get(cluster) == FREE) {
                free++;
            }
        }
        return free;
    }

    private void check(long cluster) throws DiskFormatException {
        if (cluster < 0 || cluster >= entries) {
            throw new DiskFormatException("cluster " + cluster + " does not exist; the last one is " + (entries - 1));
        }
    }

    private boolean onlyOne() {
        return (bpb.mirrorFlags() & 0x80) != 0 && (bpb.mirrorFlags() & 15) < bpb.fats();
    }

    private int get8(long at) throws IOException {
        return page(at / PAGE).get((int) (at % PAGE)) & 0xFF;
    }

    private long get32(long at) throws IOException {
        return page(at / PAGE).getInt((int) (at % PAGE)) & 0xFFFF_FFFFL;
    }

    private void put(long at, byte[] values) throws IOException {
        for (int i = 0; i < values.length; i++) {
            page((at + i) / PAGE).put((int) ((at + i) % PAGE), values[i]);
        }
        if (onlyOne()) {
            volume.write(start + at, ByteBuffer.wrap(values));
            return;
        }
        for (int copy = 0; copy < bpb.fats(); copy++) {
            volume.write(bpb.fatSector(copy) * bpb.bytesPerSector() + at, ByteBuffer.wrap(values));
        }
    }

    private ByteBuffer page(long number) throws IOException {
        ByteBuffer cached = pages.get(number);
        if (cached != null) {
            return cached;
        }
        if (pages.size() >= PAGES) {
            pages.remove(pages.keySet().iterator().next());
        }
        long at = number * PAGE;
        int length = (int) Math.min(PAGE, bytes - at);
        ByteBuffer page = volume.read(start + at, length);
        pages.put(number, page);
        return page;
    }
}
