package reliquary.disk.partition;

import java.nio.ByteBuffer;
import reliquary.disk.Geometry;
import reliquary.disk.MemoryDisk;

/** Writes partition tables onto a disk in memory. */
public final class MbrBuilder {
    private final ByteBuffer disk;
    private Geometry geometry = new Geometry(1024, 255, 63);

    private MbrBuilder(ByteBuffer disk) {
        this.disk = disk;
    }

    public static MbrBuilder on(MemoryDisk disk) {
        return new MbrBuilder(disk.bytes());
    }

    /** The geometry for the CHS fields of what follows. */
    public MbrBuilder chs(Geometry value) {
        geometry = value;
        return this;
    }

    /** A primary partition. */
    public MbrBuilder partition(int slot, int type, long first, long sectors) {
        return entry(0, slot, type, first, sectors, 0);
    }

    /** An entry of the table at sector {@code table}; {@code base} is what {@code first} is relative to. */
    public MbrBuilder entry(long table, int slot, int type, long first, long sectors, long base) {
        Geometry.Chs a = geometry.toChs(base + first);
        Geometry.Chs z = geometry.toChs(base + first + sectors - 1);
        at(table, slot)
                .put((byte) 0)
                .put(chs(a))
                .put((byte) type)
                .put(chs(z))
                .putInt((int) first)
                .putInt((int) sectors);
        return mark(table);
    }

    /** An entry of the first sector with every field given. */
    public MbrBuilder raw(
            int slot, int type, int h1, int s1, int c1, int h2, int s2, int c2, long first, long sectors) {
        at(0, slot)
                .put((byte) 0x80)
                .put(chs(new Geometry.Chs(c1, h1, s1)))
                .put((byte) type)
                .put(chs(new Geometry.Chs(c2, h2, s2)))
                .putInt((int) first)
                .putInt((int) sectors);
        return mark(0);
    }

    private ByteBuffer at(long table, int slot) {
        int offset = (int) (table * 512 + 446 + slot * 16);
        return disk.slice(offset, 16).order(disk.order());
    }

    private MbrBuilder mark(long table) {
        disk.putShort((int) (table * 512 + 510), (short) 0xAA55);
        return this;
    }

    private static byte[] chs(Geometry.Chs c) {
        int cylinder = Math.min(1023, c.cylinder());
        return new byte[] {(byte) c.head(), (byte) (c.sector() | cylinder >> 2 & 0xC0), (byte) cylinder};
    }
}
