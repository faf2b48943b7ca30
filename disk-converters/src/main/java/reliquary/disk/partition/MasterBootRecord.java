package reliquary.disk.partition;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import reliquary.disk.Geometry.Chs;
import reliquary.disk.Volume;

/**
 * The partition table of a PC hard disk ("IBM Personal Computer XT Technical Reference", fixed disk boot record; extended
 * partitions as of MS-DOS 3.3).
 *
 * <p>Four entries of 16 bytes at 446, the mark 55 AA at 510. An entry, little-endian:
 *
 * <pre>
 * 0 u8 80 = active    1 u8 head  2 u8 sector 1-63 and cylinder bits 8-9 in the top  3 u8 cylinder bits 0-7   first
 * 4 u8 type           5 u8 head  6 u8 sector ...                                    7 u8                     last
 * 8 u32 first sector  12 u32 number of sectors
 * </pre>
 */
public final class MasterBootRecord {
    static final int TABLE = 446;
    static final int ENTRY = 16;
    static final int SECTOR = 512;

    private final List<Entry> entries;

    private MasterBootRecord(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * One used slot.
     *
     * @param slot 0 to 3
     * @param active whether the status byte is 80
     * @param type 1 to 255
     * @param first CHS of the first sector as written, not checked
     * @param last CHS of the last sector as written, not checked
     * @param firstSector relative to the disk, to the extended partition (links) or to the table (logical partitions)
     * @param sectors number of sectors
     */
    public record Entry(int slot, boolean active, int type, Chs first, Chs last, long firstSector, long sectors) {
        /** Whether the entry points to further tables instead of holding a file system. */
        public boolean extended() {
            return type == 0x05 || type == 0x0F || type == 0x85 || type == 0xC5 || type == 0xD5;
        }
    }

    /** The used slots in the order of the table. */
    public List<Entry> entries() {
        return entries;
    }

    /**
     * The table in a sector; empty unless the sector has the mark and four slots that a table can have: status 00 or 80,
     * and every used one with a length. (A boot sector of a floppy has the mark as well, and code in place of the slots.)
     */
    public static Optional<MasterBootRecord> parse(ByteBuffer sector) {
        if (sector.limit() < SECTOR || (sector.get(510) & 0xFF) != 0x55 || (sector.get(511) & 0xFF) != 0xAA) {
            return Optional.empty();
        }
        List<Entry> entries = new ArrayList<>();
        for (int slot = 0; slot < 4; slot++) {
            int at = TABLE + slot * ENTRY;
            int status = sector.get(at) & 0xFF;
            if ((status & 0x7F) != 0) {
                return Optional.empty();
            }
            Entry entry = entry(sector, slot);
            if (entry.type() == 0) {
                continue;
            }
            if (entry.sectors() == 0 && entry.firstSector() == 0) {
                return Optional.empty();
            }
            entries.add(entry);
        }
        return Optional.of(new MasterBootRecord(entries));
    }

    /** Reads the table at a byte offset; empty if there is none or the offset lies outside. */
    static Optional<MasterBootRecord> read(Volume disk, long offset) throws IOException {
        if (!disk.contains(offset, SECTOR)) {
            return Optional.empty();
        }
        return parse(disk.read(offset, SECTOR));
    }

    private static Entry entry(ByteBuffer sector, int slot) {
        ByteBuffer e = sector.slice(TABLE + slot * ENTRY, ENTRY).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        return new Entry(
                slot,
                e.get(0) < 0,
                e.get(4) & 0xFF,
                chs(e, 1),
                chs(e, 5),
                e.getInt(8) & 0xFFFF_FFFFL,
                e.getInt(12) & 0xFFFF_FFFFL);
    }

    private static Chs chs(ByteBuffer e, int at) {
        int middle = e.get(at + 1) & 0xFF;
        return new Chs((middle & 0xC0) << 2 | e.get(at + 2) & 0xFF, e.get(at) & 0xFF, middle & 0x3F);
    }
}
