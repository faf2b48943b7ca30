package reliquary.disk.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A sparse VMDK extent: "KDMV" of hosted products, also stream-optimised, and "COWD" of ESX (VMware Virtual Disk Format
 * 1.1, "Hosted Sparse Extents", "ESX Server Sparse Extents", "Stream-Optimized Compressed Sparse Extents"). Numbers are
 * little-endian, places in the file are in sectors of 512 bytes.
 *
 * @param capacity of the extent in bytes
 * @param grain bytes in a grain
 * @param entriesPerTable grains that one grain table describes
 * @param directory byte offset of the grain directory
 * @param compressed whether grains are zlib frames
 * @param markers whether a compressed grain begins with its sector and length
 * @param zeroedGrains whether the entry 1 means a grain of zeros
 * @param descriptor the text inside the extent, empty if there is none
 */
record VmdkSparseExtent(
        ImageFile file,
        MetadataCache tables,
        long capacity,
        long grain,
        long entriesPerTable,
        long directory,
        boolean compressed,
        boolean markers,
        boolean zeroedGrains,
        byte[] descriptor) {
    static final int MAGIC_HOSTED = 0x564D444B; // "KDMV"
    static final int MAGIC_ESX = 0x44574F43; // "COWD"
    private static final int SECTOR = 512;
    private static final long AT_END = -1L;
    private static final int FLAG_ZEROED_GRAINS = 1 << 2;
    private static final int FLAG_COMPRESSED = 1 << 16;
    private static final int FLAG_MARKERS = 1 << 17;

    /** Sectors; what a grain may at most have, as elsewhere: 64 MiB. */
    private static final long MAX_GRAIN = 64 * 1024 * 2;

    static VmdkSparseExtent read(ImageFile file) throws IOException {
        ByteBuffer b = file.readLittle(0, SECTOR, "the VMDK header");
        return switch (b.getInt(0)) {
            case MAGIC_HOSTED -> hosted(file, b);
            case MAGIC_ESX -> esx(file, b);
            default -> throw file.damaged(0, "the VMDK extent has no sparse header (KDMV or COWD)");
        };
    }

    private static VmdkSparseExtent hosted(ImageFile file, ByteBuffer first) throws IOException {
        ByteBuffer b = first;
        if (b.getLong(56) == AT_END) {
            b = file.readLittle(Math.max(0, file.size() - 1024), SECTOR, "the VMDK footer");
            if (file.size() < 1536 || b.getInt(0) != MAGIC_HOSTED) {
                throw file.damaged(Math.max(0, file.size() - 1024), "the VMDK footer is missing; the file is cut off");
            }
        }
        int version = b.getInt(4);
        if (version < 1 || version > 3) {
            throw file.damaged(4, "VMDK version " + Integer.toUnsignedString(version) + " is not known; 1 to 3 are");
        }
        int flags = b.getInt(8);
        int algorithm = b.getShort(77) & 0xFFFF;
        if ((flags & FLAG_COMPRESSED) != 0 && algorithm != 1) {
            throw file.damaged(77, "VMDK compression " + algorithm + " is not known; 1 (deflate) is");
        }
        long grain = b.getLong(20);
        checkGrain(file, grain, b.getLong(12));
        int entries = b.getInt(44);
        if (entries < 1 || entries > 512 * 1024) {
            throw file.damaged(44, "VMDK grain tables of " + Integer.toUnsignedString(entries) + " entries");
        }
        return new VmdkSparseExtent(
                        file,
                        new MetadataCache(file, ByteOrder.LITTLE_ENDIAN),
                        b.getLong(12) * SECTOR,
                        grain * SECTOR,
                        entries,
                        sectors(file, b.getLong(56), "grain directory"),
                        (flags & FLAG_COMPRESSED) != 0,
                        (flags & FLAG_MARKERS) != 0,
                        (flags & FLAG_ZEROED_GRAINS) != 0,
                        embeddedDescriptor(file, first.getLong(28), first.getLong(36)))
                .checkDirectory();
    }

    private static VmdkSparseExtent esx(ImageFile file, ByteBuffer b) throws IOException {
        long grain = Integer.toUnsignedLong(b.getInt(16));
        long capacity = Integer.toUnsignedLong(b.getInt(12));
        checkGrain(file, grain, capacity);
        return new VmdkSparseExtent(
                        file,
                        new MetadataCache(file, ByteOrder.LITTLE_ENDIAN),
                        capacity * SECTOR,
                        grain * SECTOR,
                        4096,
                        sectors(file, Integer.toUnsignedLong(b.getInt(20)), "grain directory"),
                        false,
                        false,
                        false,
                        new byte[0])
                .checkDirectory();
    }

    private static void checkGrain(ImageFile file, long grain, long capacity) throws IOException {
        if (grain < 1 || grain > MAX_GRAIN || Long.bitCount(grain) != 1) {
            throw file.damaged(20, "VMDK grain of " + Long.toUnsignedString(grain) + " sectors is impossible");
        }
        if (capacity < 0 || capacity > Long.MAX_VALUE / SECTOR) {
            throw file.damaged(12, "VMDK capacity of " + Long.toUnsignedString(capacity) + " sectors is impossible");
        }
    }

    private static long sectors(ImageFile file, long sector, String what) throws IOException {
        if (sector < 1 || sector > file.size() / SECTOR) {
            throw file.damaged(
                    0, "VMDK " + what + " at sector " + Long.toUnsignedString(sector) + " is outside the file");
        }
        return sector * SECTOR;
    }

    private static byte[] embeddedDescriptor(ImageFile file, long sector, long length) throws IOException {
        if (sector == 0 || length <= 0) {
            return new byte[0];
        }
        if (length > VmdkDescriptor.MAX_LENGTH / SECTOR) {
            throw file.damaged(36, "VMDK descriptor of " + length + " sectors is too long");
        }
        long at = sectors(file, sector, "descriptor");
        return file.read(at, Math.min(length * SECTOR, file.size() - at), "the VMDK descriptor")
                .array();
    }

    private VmdkSparseExtent checkDirectory() throws IOException {
        long reach = grain * entriesPerTable;
        long tablesNeeded = capacity / reach + (capacity % reach == 0 ? 0 : 1);
        if (tablesNeeded > (file.size() - directory) / 4) {
            throw file.damaged(
                    directory, "VMDK grain directory of " + tablesNeeded + " entries passes the end of the file");
        }
        return this;
    }

    /** Where a byte of the extent is, or what {@code absent} says where the extent stores nothing. */
    Piece at(long offset, Absent absent) throws IOException {
        long reach = grain * entriesPerTable;
        long table = tables.int32(directory + 4 * (offset / reach)) * SECTOR;
        if (table == 0) {
            return absent.piece(reach - offset % reach);
        }
        long sector = tables.int32(table + 4 * (offset % reach / grain));
        long within = offset % grain;
        if (sector == 0) {
            return absent.piece(grain - within);
        }
        if (sector == 1 && zeroedGrains) {
            return new Piece.Zero(grain - within);
        }
        long at = sector * SECTOR;
        if (!compressed) {
            return new Piece.Stored(file, at + within, grain - within);
        }
        int length = (int) Math.min(grain, capacity - (offset - within)); // the last grain may be cut off
        return new Piece.Packed(at, length, (int) within, () -> unpack(at, length));
    }

    /** What stands where the extent stores nothing. */
    interface Absent {
        Piece piece(long length);
    }

    private byte[] unpack(long at, int size) throws IOException {
        long begin = at;
        long length = Math.min(2 * grain, file.size() - at);
        if (markers) {
            length = Integer.toUnsignedLong(
                    file.readLittle(at, 12, "a VMDK grain marker").getInt(8));
            begin = at + 12;
        }
        if (length < 0 || length > 2 * grain + 1024) {
            throw file.damaged(at, "VMDK grain of " + length + " compressed bytes is too long");
        }
        return Inflate.zlib(file.read(begin, length, "a VMDK grain").array(), size);
    }
}
