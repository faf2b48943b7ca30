package reliquary.disk.format;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The volume section of an EWF image (libewf documentation, "Expert Witness Compression Format", "Volume section";
 * little-endian): 0 medium, 4 chunks, 8 sectors in a chunk, 12 bytes in a sector, 16 sectors (64 bits; 32 in the short
 * form of SMART).
 *
 * @param medium 0 removable, 1 fixed, 3 optical, 14 logical files, 16 memory
 */
record EwfVolume(int medium, long chunks, int sectorsPerChunk, int sectorSize, long sectors) {
    private static final int SHORT_FORM = 94;
    private static final int LOGICAL_FILES = 14;
    private static final int OPTICAL = 3;

    static EwfVolume read(ImageFile file, long at, long length) throws IOException {
        ByteBuffer b = file.readLittle(at, Math.min(length, 64), "the EWF volume section");
        if (b.limit() < 24) {
            throw file.damaged(at, "the EWF volume section has only " + length + " bytes");
        }
        EwfVolume volume = new EwfVolume(
                b.get(0) & 0xFF,
                Integer.toUnsignedLong(b.getInt(4)),
                b.getInt(8),
                b.getInt(12),
                length <= SHORT_FORM ? Integer.toUnsignedLong(b.getInt(16)) : b.getLong(16));
        volume.check(file, at);
        return volume;
    }

    private void check(ImageFile file, long at) throws IOException {
        if (medium == LOGICAL_FILES) {
            throw file.refused("holds files and no disk (logical evidence); extract it with ewf-tools");
        }
        boolean possible = sectorSize >= 128
                && sectorSize <= 8192
                && sectorsPerChunk >= 1
                && (long) sectorsPerChunk * sectorSize <= Piece.Packed.MAX_BLOCK;
        if (!possible) {
            throw file.damaged(at + 8, "EWF chunks of " + sectorsPerChunk + " sectors of " + sectorSize + " bytes");
        }
        if (sectors < 0 || sectors > 1L << 42 || sectors > chunks * sectorsPerChunk) {
            throw file.damaged(
                    at + 16, "EWF disk of " + Long.toUnsignedString(sectors) + " sectors in " + chunks + " chunks");
        }
    }

    int chunkSize() {
        return sectorsPerChunk * sectorSize;
    }

    long size() {
        return sectors * sectorSize;
    }

    boolean optical() {
        return medium == OPTICAL;
    }
}
