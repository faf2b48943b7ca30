package reliquary.disk.rescue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the extended boot records that Clonezilla leaves for sfdisk to make anew: each names its logical partition,
 * relative to itself, and the next record, relative to the extended partition (MBR, "extended boot record").
 */
final class LogicalPartitionChain {
    private static final int SECTOR = 512;
    private static final int TABLE = 446;
    private static final int ENTRY = 16;
    private static final int TYPE_EXTENDED = 5;

    private LogicalPartitionChain() {}

    /**
     * The records by their sector.
     *
     * @param extended the extended partition
     * @param logicals in ascending order, all inside it
     * @param first 512 bytes whose code the first record keeps
     */
    static Map<Long, byte[]> records(SfdiskDump.Partition extended, List<SfdiskDump.Partition> logicals, byte[] first) {
        Map<Long, byte[]> records = new TreeMap<>();
        List<Long> places = places(extended, logicals);
        for (int i = 0; i < logicals.size(); i++) {
            SfdiskDump.Partition logical = logicals.get(i);
            ByteBuffer sector = ByteBuffer.wrap(i == 0 ? first.clone() : new byte[SECTOR]);
            sector.order(ByteOrder.LITTLE_ENDIAN).put(TABLE, new byte[4 * ENTRY]);
            int type = Integer.parseInt(logical.type(), 16);
            entry(sector, TABLE, type, logical.start() - places.get(i), logical.size());
            if (i + 1 < logicals.size()) {
                long next = places.get(i + 1);
                long size = logicals.get(i + 1).end() - next;
                entry(sector, TABLE + ENTRY, TYPE_EXTENDED, next - extended.start(), size);
            }
            sector.putShort(510, (short) 0xAA55);
            records.put(places.get(i), sector.array());
        }
        return records;
    }

    /** As far before each logical partition as the first record is before the first, where there is room. */
    private static List<Long> places(SfdiskDump.Partition extended, List<SfdiskDump.Partition> logicals) {
        List<Long> places = new ArrayList<>();
        long before = extended.start();
        for (SfdiskDump.Partition logical : logicals) {
            long gap = logicals.get(0).start() - extended.start();
            places.add(places.isEmpty() ? extended.start() : Math.max(before, logical.start() - gap));
            before = logical.end();
        }
        return places;
    }

    private static void entry(ByteBuffer sector, int at, int type, long start, long size) {
        // Cylinder, head and sector say "beyond what they can express", so that readers take the sector numbers.
        sector.put(at + 1, (byte) 0xFE).put(at + 2, (byte) 0xFF).put(at + 3, (byte) 0xFF);
        sector.put(at + 4, (byte) type);
        sector.put(at + 5, (byte) 0xFE).put(at + 6, (byte) 0xFF).put(at + 7, (byte) 0xFF);
        sector.putInt(at + 8, (int) start).putInt(at + 12, (int) size);
    }
}
