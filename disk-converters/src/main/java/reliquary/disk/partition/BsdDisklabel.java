package reliquary.disk.partition;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import reliquary.disk.ByteRange;
import reliquary.disk.Volume;

/**
 * The disklabel of 386BSD and its descendants (4.4BSD sys/disklabel.h), in the second sector of a slice or of a disk
 * without slices.
 *
 * <p>Little-endian: 0 u32 82564557, 8 type name 16, 24 pack name 16, 40 u32 bytes per sector, 132 u32 82564557 again, 136
 * u16 checksum (all words up to the last partition, exclusive or, are 0), 138 u16 number of partitions, from 148 sixteen
 * bytes each: u32 sectors, u32 first sector, u32 fragment size, u8 type, u8 fragments per block, u16 cylinders per group.
 */
final class BsdDisklabel {
    private static final int MAGIC = 0x8256_4557;
    private static final int PARTITIONS = 148;
    private static final int ENTRY = 16;
    private static final int MOST = 22;
    private static final int RAW = 2;
    private static final List<String> TYPES = List.of(
            "unused",
            "swap",
            "Version 6",
            "Version 7",
            "System V",
            "4.1BSD",
            "Eighth Edition",
            "4.2BSD FFS",
            "MS-DOS",
            "4.4BSD LFS",
            "unknown",
            "HPFS",
            "ISO 9660",
            "boot",
            "ADOS",
            "HFS",
            "ADFS",
            "ext2",
            "NTFS");

    private BsdDisklabel() {}

    /**
     * Adds the partitions of a label, if there is one.
     *
     * @param slice the slice, or the whole disk
     * @param id of the slice, before the letters; empty on a disk without slices
     * @param absolute numbers count from the disk's begin, as OpenBSD and NetBSD write; FreeBSD also counts from the slice
     */
    static boolean read(Volume slice, PartitionTable.Builder table, String id, boolean absolute) throws IOException {
        if (!slice.contains(512, 512)) {
            return false;
        }
        ByteBuffer label = slice.read(512, 512);
        int count = label.getShort(138) & 0xFFFF;
        if (label.getInt(0) != MAGIC || label.getInt(132) != MAGIC || count > MOST) {
            return false;
        }
        if (checksum(label, PARTITIONS + count * ENTRY) != 0) {
            table.problem("the BSD disklabel" + (id.isEmpty() ? "" : " of " + id) + " has a wrong checksum");
        }
        int sector = Math.max(512, Math.min(4096, label.getInt(40)));
        boolean relative = !absolute && count > RAW && label.getInt(PARTITIONS + RAW * ENTRY + 4) == 0;
        for (int i = 0; i < count; i++) {
            ByteBuffer e = label.slice(PARTITIONS + i * ENTRY, ENTRY).order(label.order());
            long sectors = e.getInt(0) & 0xFFFF_FFFFL;
            int type = e.get(12) & 0xFF;
            boolean whole = i == RAW && type == 0;
            if (sectors == 0 || whole) {
                continue;
            }
            long first = (e.getInt(4) & 0xFFFF_FFFFL) * sector
                    + (relative ? slice.range().offset() : 0);
            table.add(new Partition(
                    id + (char) ('a' + i),
                    PartitionScheme.BSD,
                    new ByteRange(first, sectors * sector),
                    Integer.toString(type),
                    type < TYPES.size() ? TYPES.get(type) : "",
                    text(label),
                    false,
                    false));
        }
        return true;
    }

    private static String text(ByteBuffer label) {
        byte[] name = new byte[16];
        label.get(24, name);
        return new String(name, StandardCharsets.US_ASCII).split("\0", 2)[0].strip();
    }

    private static int checksum(ByteBuffer label, int length) {
        int sum = 0;
        for (int at = 0; at + 1 < Math.min(length, label.limit()); at += 2) {
            sum ^= label.getShort(at) & 0xFFFF;
        }
        return sum;
    }
}
