package reliquary.disk.fs.iso9660;

import java.nio.ByteBuffer;
import java.time.LocalDateTime;
import java.util.Optional;
import reliquary.disk.fs.FileTimes;

/**
 * A directory record (ECMA-119, section 9.1): 0 u8 length, 1 u8 length of extended attributes, 2 u32 first block, 10 u32
 * bytes, 18 date and time, 25 u8 flags, 32 u8 length of the name, 33 name, then from an even offset on the system use area.
 * Both-endian numbers are read in their little-endian half.
 *
 * @param raw the whole record, little-endian
 * @param offset where it stands on the volume, in bytes
 */
record IsoRecord(ByteBuffer raw, long offset) {
    static final int LEAST = 34;
    private static final int DIRECTORY = 2;
    private static final int MORE_EXTENTS = 0x80;

    long block() {
        return (raw.getInt(2) & 0xFFFF_FFFFL) + (raw.get(1) & 0xFF);
    }

    long size() {
        return raw.getInt(10) & 0xFFFF_FFFFL;
    }

    boolean isDirectory() {
        return (raw.get(25) & DIRECTORY) != 0;
    }

    /** Whether the next record continues this file. */
    boolean continues() {
        return (raw.get(25) & MORE_EXTENTS) != 0;
    }

    /** The bytes of the name: a single 0 for the directory itself, a single 1 for its parent. */
    ByteBuffer name() {
        return raw.slice(33, Math.min(raw.get(32) & 0xFF, raw.limit() - 33));
    }

    /** Whether it stands for the directory itself or its parent. */
    boolean isDots() {
        return name().remaining() == 1 && (name().get(0) == 0 || name().get(0) == 1);
    }

    /** The part of the record that extensions use. */
    ByteBuffer systemUse() {
        int length = raw.get(32) & 0xFF;
        int at = Math.min(raw.limit(), 33 + length + (length % 2 == 0 ? 1 : 0));
        return raw.slice(at, raw.limit() - at).order(raw.order());
    }

    /** Local time as recorded, with the offset from UTC ignored. */
    Optional<LocalDateTime> time() {
        return date(raw, 18);
    }

    /** Seven bytes: years since 1900, month, day, hour, minute, second, quarter hours from UTC. */
    static Optional<LocalDateTime> date(ByteBuffer b, int at) {
        return FileTimes.calendar(
                1900 + (b.get(at) & 0xFF), b.get(at + 1), b.get(at + 2), b.get(at + 3), b.get(at + 4), b.get(at + 5));
    }
}
