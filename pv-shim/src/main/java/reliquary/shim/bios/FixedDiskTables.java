package reliquary.shim.bios;

import java.util.List;
import reliquary.disk.Geometry;
import reliquary.shim.GuestMemory;

/** The fixed disk parameter tables that INT 41h and INT 46h point at (IBM PC AT Technical Reference, "FD_TBL"). */
final class FixedDiskTables {
    private static final int TABLE_BYTES = 16;
    private static final int FIRST_TABLE = 0x3D;
    private static final int[] VECTORS = {0x41 * 4, 0x46 * 4};
    private static final int NO_PRECOMPENSATION = 0xFFFF;
    private static final int MORE_THAN_8_HEADS = 0x08;

    private final GuestMemory memory;

    FixedDiskTables(GuestMemory memory) {
        this.memory = memory;
    }

    /** Writes the tables of the first two disks into the extended data area and lets the vectors point at them. */
    void write(List<BiosDrive> disks, int extendedData) {
        for (int i = 0; i < Math.min(VECTORS.length, disks.size()); i++) {
            int offset = FIRST_TABLE + i * TABLE_BYTES;
            writeTable(extendedData + offset, disks.get(i).geometry());
            memory.write32(VECTORS[i], extendedData >> 4 << 16 | offset);
        }
    }

    private void writeTable(int at, Geometry geometry) {
        int cylinders = Math.min(geometry.cylinders(), 0xFFFF);
        memory.write16(at, cylinders);
        memory.write8(at + 2, geometry.heads());
        memory.write16(at + 5, NO_PRECOMPENSATION);
        memory.write8(at + 8, geometry.heads() > 8 ? MORE_THAN_8_HEADS : 0);
        memory.write16(at + 12, cylinders);
        memory.write8(at + 14, geometry.sectors());
    }
}
