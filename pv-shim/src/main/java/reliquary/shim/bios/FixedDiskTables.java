package reliquary.shim.bios;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import reliquary.disk.Geometry;
import reliquary.shim.GuestMemory;

/**
 * The fixed disk parameter tables that INT 41h and INT 46h point at, in ROM (IBM PC AT Technical Reference, "FD_TBL").
 */
final class FixedDiskTables {
    private static final int TABLE_BYTES = 16;
    private static final int[] VECTORS = {0x41 * 4, 0x46 * 4};
    private static final short NO_PRECOMPENSATION = (short) 0xFFFF;
    private static final byte MORE_THAN_8_HEADS = 0x08;

    private FixedDiskTables() {}

    /** The tables of the first two disks, one behind the other. */
    static byte[] of(List<BiosDrive> disks) {
        ByteBuffer tables = ByteBuffer.allocate(VECTORS.length * TABLE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < Math.min(VECTORS.length, disks.size()); i++) {
            write(tables, i * TABLE_BYTES, disks.get(i).geometry());
        }
        return tables.array();
    }

    /** Lets the vectors of the first {@code disks} disks point at their tables. */
    static void setVectors(GuestMemory memory, BiosRom rom, int disks) {
        for (int i = 0; i < Math.min(VECTORS.length, disks); i++) {
            memory.write32(VECTORS[i], rom.pointer(BiosRom.Table.FIXED_DISKS) + i * TABLE_BYTES);
        }
    }

    private static void write(ByteBuffer tables, int at, Geometry geometry) {
        short cylinders = (short) Math.min(geometry.cylinders(), 0xFFFF);
        tables.putShort(at, cylinders);
        tables.put(at + 2, (byte) geometry.heads());
        tables.putShort(at + 5, NO_PRECOMPENSATION);
        tables.put(at + 8, geometry.heads() > 8 ? MORE_THAN_8_HEADS : 0);
        tables.putShort(at + 12, cylinders);
        tables.put(at + 14, (byte) geometry.sectors());
    }
}
