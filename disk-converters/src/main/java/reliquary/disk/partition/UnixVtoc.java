package reliquary.disk.partition;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import reliquary.disk.ByteRange;
import reliquary.disk.Volume;

/**
 * The volume tables of contents that System V Release 4 keeps in a slice, little-endian.
 *
 * <p>Solaris x86 (sys/vtoc.h), in the second sector: 12 u32 600DDEEE, 28 u16 bytes per sector, 30 u16 number of slices,
 * from 72 twelve bytes each: u16 tag, u16 flags, u32 first sector within the Solaris partition, u32 sectors.
 *
 * <p>UnixWare (sys/vtoc.h, pdinfo), in sector 29: 4 u32 CA5E600D, 156 u32 600DDEEE, 172 u16 number of slices, from 216
 * twelve bytes each, the first sector counted on the disk.
 */
final class UnixVtoc {
    private static final int SANE = 0x600D_DEEE;
    private static final int UNIXWARE = 0xCA5E_600D;
    private static final int ENTRY = 12;
    private static final int MOST = 16;
    private static final List<String> TAGS = List.of(
            "unassigned", "boot", "root", "swap", "usr", "whole disk", "stand", "var", "home", "alternate sectors");

    private UnixVtoc() {}

    /** Adds the slices of a Solaris partition, if it has a table. */
    static boolean readSolaris(Volume part, PartitionTable.Builder table, String id) throws IOException {
        if (!part.contains(512, 512)) {
            return false;
        }
        ByteBuffer vtoc = part.read(512, 512);
        if (vtoc.getInt(12) != SANE) {
            return false;
        }
        add(vtoc, 72, vtoc.getShort(30) & 0xFFFF, part.range().offset(), table, id, PartitionScheme.VTOC);
        return true;
    }

    /** Adds the slices of a UnixWare partition, if it has a table. */
    static boolean readUnixWare(Volume part, PartitionTable.Builder table, String id) throws IOException {
        if (!part.contains(29 * 512, 512)) {
            return false;
        }
        ByteBuffer vtoc = part.read(29 * 512, 512);
        if (vtoc.getInt(4) != UNIXWARE || vtoc.getInt(156) != SANE) {
            return false;
        }
        add(vtoc, 216, vtoc.getShort(172) & 0xFFFF, 0, table, id, PartitionScheme.UNIXWARE);
        return true;
    }

    private static void add(
            ByteBuffer vtoc, int at, int count, long base, PartitionTable.Builder table, String id, PartitionScheme s) {
        if (count > MOST) {
            table.problem("the " + s.title() + " of " + id + " claims " + count + " slices; " + MOST + " are read");
        }
        for (int i = 0; i < Math.min(count, MOST); i++) {
            ByteBuffer e = vtoc.slice(at + i * ENTRY, ENTRY).order(vtoc.order());
            int tag = e.getShort(0) & 0xFFFF;
            long sectors = e.getInt(8) & 0xFFFF_FFFFL;
            if (sectors == 0 || tag == 0 || tag == 5) {
                continue;
            }
            table.add(new Partition(
                    id + "s" + i,
                    s,
                    new ByteRange(base + (e.getInt(4) & 0xFFFF_FFFFL) * 512, sectors * 512),
                    Integer.toString(tag),
                    tag < TAGS.size() ? TAGS.get(tag) : "",
                    "",
                    false,
                    false));
        }
    }
}
