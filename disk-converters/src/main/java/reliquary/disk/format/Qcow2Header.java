package reliquary.disk.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The header of a QCOW2 file, versions 2 and 3, all numbers big-endian (QEMU docs/interop/qcow2.txt, "Header").
 *
 * @param version 2 or 3
 * @param backingFile name of the backing file as stored
 * @param clusterBits 9 to 21: a cluster has {@code 1 << clusterBits} bytes
 * @param size of the disk in bytes
 * @param l1Entries number of 8-byte entries of the L1 table at byte {@code l1Offset}
 * @param refcountTableOffset byte offset of the refcount table, which has {@code refcountTableClusters} clusters
 * @param snapshots number of internal snapshots
 * @param incompatible feature bits: 0 dirty, 1 corrupt, 2 external data file, 3 compression type, 4 extended L2
 * @param refcountOrder a refcount has {@code 1 << refcountOrder} bits
 * @param compressionType 0 deflate, 1 zstd
 * @param extensions header extensions by type, in file order
 */
public record Qcow2Header(
        int version,
        Optional<String> backingFile,
        int clusterBits,
        long size,
        int cryptMethod,
        int l1Entries,
        long l1Offset,
        long refcountTableOffset,
        int refcountTableClusters,
        int snapshots,
        long incompatible,
        int refcountOrder,
        int compressionType,
        Map<Integer, byte[]> extensions) {

    public static final int MAGIC = 0x514649FB; // "QFI" 0xFB
    public static final long INCOMPATIBLE_DIRTY = 1;
    public static final long INCOMPATIBLE_CORRUPT = 2;
    public static final long INCOMPATIBLE_DATA_FILE = 4;
    public static final long INCOMPATIBLE_COMPRESSION = 8;
    public static final long INCOMPATIBLE_EXTENDED_L2 = 16;
    /** Extension: name of the backing file's format, in QEMU's names. */
    public static final int EXTENSION_BACKING_FORMAT = 0xE2792ACA;
    /** Extension: name of the external data file. */
    public static final int EXTENSION_DATA_FILE = 0x44415441;

    private static final int LENGTH_V2 = 72;
    private static final int LENGTH_V3 = 104;
    private static final int LENGTH_WRITTEN = 112;
    /** QEMU's own limit (QCOW_MAX_L1_SIZE): 32 MiB of L1 table. */
    private static final int MAX_L1_ENTRIES = 32 * 1024 * 1024 / 8;

    private static final int MAX_BACKING_NAME = 1023;

    /** Reads and checks the header at the beginning of a file. */
    public static Qcow2Header read(ImageFile file) throws IOException {
        ByteBuffer b = fixedPart(file);
        int version = b.getInt(4);
        int headerLength = version == 3 ? b.getInt(100) : LENGTH_V2;
        int clusterBits = b.getInt(20);
        if (clusterBits < 9 || clusterBits > 21) {
            throw file.damaged(20, "QCOW2 cluster bits " + Integer.toUnsignedString(clusterBits) + " not in 9 to 21");
        }
        Map<Integer, byte[]> extensions = version == 3 || b.getLong(8) > headerLength
                ? readExtensions(file, headerLength, 1L << clusterBits, b.getLong(8))
                : Map.of();
        Qcow2Header header = new Qcow2Header(
                version,
                readBackingName(file, b.getLong(8), b.getInt(16)),
                clusterBits,
                b.getLong(24),
                b.getInt(32),
                b.getInt(36),
                b.getLong(40),
                b.getLong(48),
                b.getInt(56),
                b.getInt(60),
                version == 3 ? b.getLong(72) : 0,
                version == 3 ? b.getInt(96) : 4,
                headerLength > LENGTH_V3
                        ? file.read(104, 1, "the compression type").get(0) & 0xFF
                        : 0,
                extensions);
        header.check(file);
        return header;
    }

    /** The part of the header that every file of its version has; its length is checked. */
    private static ByteBuffer fixedPart(ImageFile file) throws IOException {
        ByteBuffer b = file.read(0, LENGTH_V2, "the QCOW2 header");
        int version = b.getInt(4);
        if (b.getInt(0) != MAGIC || version < 2 || version > 3) {
            throw file.damaged(
                    4, "QCOW2 version " + Integer.toUnsignedString(version) + " is unknown; 2 and 3 are read");
        }
        if (version == 2) {
            return b;
        }
        b = file.read(0, LENGTH_V3, "the QCOW2 header");
        int length = b.getInt(100);
        if (length < LENGTH_V3 || length % 8 != 0) {
            throw file.damaged(100, "QCOW2 header length " + Integer.toUnsignedString(length) + " is invalid");
        }
        return b;
    }

    private void check(ImageFile file) throws IOException {
        if (size < 0) {
            throw file.damaged(24, "QCOW2 disk size " + Long.toUnsignedString(size) + " is impossible");
        }
        if (l1Entries < 0 || l1Entries > MAX_L1_ENTRIES) {
            throw file.damaged(36, "QCOW2 L1 table of " + Integer.toUnsignedString(l1Entries) + " entries is too big");
        }
        long reach = clusterSize() * (clusterSize() / (extendedL2() ? 16 : 8));
        long needed = size / reach + (size % reach == 0 ? 0 : 1);
        if (l1Entries < needed) {
            throw file.damaged(36, "QCOW2 L1 table has " + l1Entries + " entries; the disk needs " + needed);
        }
        if (l1Offset < 0 || l1Offset % clusterSize() != 0 || l1Offset > file.size() - 8L * l1Entries) {
            throw file.damaged(40, "QCOW2 L1 table does not lie inside the file");
        }
        if (refcountOrder < 0 || refcountOrder > 6) {
            throw file.damaged(
                    96, "QCOW2 refcount order " + Integer.toUnsignedString(refcountOrder) + " not in 0 to 6");
        }
    }

    private static Optional<String> readBackingName(ImageFile file, long offset, int length) throws IOException {
        if (offset == 0) {
            return Optional.empty();
        }
        if (length < 1 || length > MAX_BACKING_NAME) {
            throw file.damaged(16, "QCOW2 backing file name of " + Integer.toUnsignedString(length) + " bytes");
        }
        byte[] name = file.read(offset, length, "the backing file name").array();
        return Optional.of(new String(name, StandardCharsets.UTF_8));
    }

    private static Map<Integer, byte[]> readExtensions(ImageFile file, long at, long clusterSize, long backingName)
            throws IOException {
        Map<Integer, byte[]> extensions = new LinkedHashMap<>();
        long end = Math.min(clusterSize, file.size());
        if (backingName > at) {
            end = Math.min(end, backingName);
        }
        while (at + 8 <= end) {
            ByteBuffer head = file.read(at, 8, "a QCOW2 header extension");
            int type = head.getInt();
            int length = head.getInt();
            if (type == 0) {
                break;
            }
            if (length < 0 || length > end - at - 8) {
                throw file.damaged(at, "QCOW2 header extension passes the end of the header cluster");
            }
            extensions.put(
                    type, file.read(at + 8, length, "a QCOW2 header extension").array());
            at += 8 + (length + 7L) / 8 * 8;
        }
        return extensions;
    }

    /** The header, its extensions and the backing file name as they stand at the beginning of a version 3 file. */
    public ByteBuffer toBytes() {
        ByteBuffer b = ByteBuffer.allocate(1 << clusterBits);
        b.position(LENGTH_WRITTEN);
        extensions.forEach((type, data) -> {
            b.putInt(type).putInt(data.length).put(data);
            b.position((b.position() + 7) / 8 * 8);
        });
        b.putInt(0).putInt(0);
        byte[] name = backingFile.orElse("").getBytes(StandardCharsets.UTF_8);
        int nameAt = b.position();
        b.put(name);
        int length = b.position();
        b.rewind();
        b.putInt(MAGIC).putInt(3);
        b.putLong(name.length == 0 ? 0 : nameAt).putInt(name.length);
        b.putInt(clusterBits).putLong(size).putInt(cryptMethod);
        b.putInt(l1Entries).putLong(l1Offset);
        b.putLong(refcountTableOffset).putInt(refcountTableClusters);
        b.putInt(snapshots).putLong(0);
        b.putLong(incompatible).putLong(0).putLong(0);
        b.putInt(refcountOrder).putInt(LENGTH_WRITTEN).put((byte) compressionType);
        return b.position(0).limit(length);
    }

    /** A version 3 header with 16-bit refcounts and neither features nor snapshots. */
    public static Qcow2Header forNewFile(
            int clusterBits, long size, Optional<String> backingFile, Map<Integer, byte[]> extensions, Tables tables) {
        return new Qcow2Header(
                3,
                backingFile,
                clusterBits,
                size,
                0,
                tables.l1Entries(),
                tables.l1Offset(),
                tables.refcountTableOffset(),
                tables.refcountTableClusters(),
                0,
                0,
                4,
                0,
                extensions);
    }

    /** Where a new file has its tables: offsets in bytes. */
    public record Tables(int l1Entries, long l1Offset, long refcountTableOffset, int refcountTableClusters) {}

    /** Bytes in a cluster. */
    public long clusterSize() {
        return 1L << clusterBits;
    }

    public boolean extendedL2() {
        return (incompatible & INCOMPATIBLE_EXTENDED_L2) != 0;
    }

    /** A text extension, if the file has it. */
    public Optional<String> text(int extension) {
        return Optional.ofNullable(extensions.get(extension)).map(b -> new String(b, StandardCharsets.UTF_8));
    }
}
