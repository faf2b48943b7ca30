package reliquary.disk.partition;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import reliquary.disk.ByteRange;
import reliquary.disk.Volume;

/**
 * The Apple partition map ("Inside Macintosh: Devices", chapter 3), as on hybrid CDs: from block 1 one entry a block.
 *
 * <p>Big-endian: 0 "PM", 4 u32 number of entries, 8 u32 first block, 12 u32 blocks, 16 name 32, 48 type 32. Block 0 begins
 * with "ER" and states the block size in u16 at 2, which is often not that of the entries.
 */
final class ApplePartitionMap {
    private static final int SIGNATURE = 0x504D;
    private static final int MOST = 256;

    private ApplePartitionMap() {}

    /** Adds the partitions, if the disk has such a map in blocks of 512 or 2048 bytes. */
    static boolean read(Volume disk, PartitionTable.Builder table) throws IOException {
        for (int block : new int[] {512, 1024, 2048}) {
            if (isEntry(disk, block)) {
                entries(disk, table, block);
                return true;
            }
        }
        return false;
    }

    private static boolean isEntry(Volume disk, long at) throws IOException {
        return disk.contains(at, 512)
                && disk.read(at, 2).order(ByteOrder.BIG_ENDIAN).getShort(0) == SIGNATURE;
    }

    private static void entries(Volume disk, PartitionTable.Builder table, int block) throws IOException {
        long count = disk.read(block, 512).order(ByteOrder.BIG_ENDIAN).getInt(4) & 0xFFFF_FFFFL;
        if (count > MOST) {
            table.problem("the Apple partition map claims " + count + " entries; " + MOST + " are read");
        }
        for (int i = 1; i <= Math.min(count, MOST); i++) {
            if (!isEntry(disk, (long) i * block)) {
                table.problem("the Apple partition map ends before its entry " + i);
                return;
            }
            ByteBuffer e = disk.read((long) i * block, 512).order(ByteOrder.BIG_ENDIAN);
            String type = text(e, 48);
            table.add(new Partition(
                    Integer.toString(i),
                    PartitionScheme.APM,
                    new ByteRange((e.getInt(8) & 0xFFFF_FFFFL) * block, (e.getInt(12) & 0xFFFF_FFFFL) * block),
                    type,
                    type.replace("Apple_", "").replace('_', ' '),
                    text(e, 16),
                    false,
                    false));
        }
    }

    private static String text(ByteBuffer entry, int at) {
        byte[] bytes = new byte[32];
        entry.get(at, bytes);
        return new String(bytes, StandardCharsets.US_ASCII).split("\0", 2)[0];
    }
}
