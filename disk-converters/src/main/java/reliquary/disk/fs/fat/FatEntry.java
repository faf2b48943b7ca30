package reliquary.disk.fs.fat;

import java.nio.ByteBuffer;
import java.util.Optional;
import reliquary.disk.fs.FileAttributes;
import reliquary.disk.fs.FileEntry;
import reliquary.disk.fs.FileTimes;

/**
 * A directory entry with the long name that stands before it ("Microsoft FAT Specification", sections 6 and 7).
 *
 * <p>32 bytes, little-endian:
 *
 * <pre>
 *  0 name, 11 bytes (E5 first: deleted, 00 first: none from here on)
 * 11 u8 attributes        12 u8 case flags     13 u8 created, 10 ms   14 u16 created, time  16 u16 created, date
 * 18 u16 read, date       20 u16 cluster, high 22 u16 changed, time   24 u16 changed, date  26 u16 cluster, low
 * 28 u32 size
 * </pre>
 *
 * @param firstSlot of the long name, or the same as {@code slot}
 * @param slot of the entry itself, from 0 in its directory
 * @param name the long name, or else the short one
 * @param raw the 32 bytes
 * @param wide whether bytes 20-21 belong to the cluster number, as only on FAT32; OS/2 keeps other things there
 */
record FatEntry(int firstSlot, int slot, String name, ByteBuffer raw, boolean wide) {
    static final int SIZE = 32;
    static final int DELETED = 0xE5;

    static final int READ_ONLY = 0x01;
    static final int LABEL = 0x08;
    static final int DIRECTORY = 0x10;
    static final int ARCHIVE = 0x20;
    static final int LONG_NAME = 0x0F;

    static final int ATTRIBUTES_AT = 11;
    static final int CASE_AT = 12;
    static final int CREATED_AT = 14;
    static final int READ_AT = 18;
    static final int CLUSTER_HIGH_AT = 20;
    static final int CHANGED_AT = 22;
    static final int CLUSTER_LOW_AT = 26;
    static final int SIZE_AT = 28;

    int attributes() {
        return raw.get(ATTRIBUTES_AT) & 0xFF;
    }

    boolean isDirectory() {
        return (attributes() & DIRECTORY) != 0;
    }

    boolean isLabel() {
        return (attributes() & LABEL) != 0;
    }

    byte[] shortName() {
        byte[] bytes = new byte[FatName.LENGTH];
        raw.get(0, bytes);
        return bytes;
    }

    long cluster() {
        int high = wide ? raw.getShort(CLUSTER_HIGH_AT) & 0xFFFF : 0;
        return (long) high << 16 | raw.getShort(CLUSTER_LOW_AT) & 0xFFFF;
    }

    long size() {
        return raw.getInt(SIZE_AT) & 0xFFFF_FFFFL;
    }

    /** As the common interface shows it. */
    FileEntry toFileEntry(FileEntry directory) {
        FileEntry.Kind kind = isDirectory() ? FileEntry.Kind.DIRECTORY : FileEntry.Kind.FILE;
        FileTimes times =
                new FileTimes(time(CHANGED_AT), time(CREATED_AT), date(READ_AT).moment());
        return new FileEntry(
                directory.childPath(name),
                kind,
                isDirectory() ? 0 : size(),
                times,
                new FileAttributes.Dos(attributes()),
                "",
                cluster());
    }

    private Optional<java.time.LocalDateTime> time(int at) {
        return new FatTime(raw.getShort(at + 2) & 0xFFFF, raw.getShort(at) & 0xFFFF).moment();
    }

    private FatTime date(int at) {
        return new FatTime(raw.getShort(at) & 0xFFFF, 0);
    }
}
