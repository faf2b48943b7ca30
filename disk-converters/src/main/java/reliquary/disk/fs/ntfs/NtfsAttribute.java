package reliquary.disk.fs.ntfs;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import reliquary.disk.DiskFormatException;

/**
 * An attribute of a file record ("NTFS Documentation", concept Attribute Header): 0 u32 type, 4 u32 length, 8 u8 not
 * resident, 9 u8 characters of the name, 10 u16 where it is, 12 u16 flags; resident: 16 u32 length and 20 u16 offset of the
 * value; otherwise 16 u64 first and 24 u64 last cluster of the file, 32 u16 offset of the runs, 34 u16 log2 of clusters in
 * a compression unit, 40 u64 allocated, 48 u64 real and 56 u64 initialised size.
 *
 * @param raw the whole attribute, little-endian
 */
record NtfsAttribute(ByteBuffer raw) {
    static final int STANDARD = 0x10;
    static final int LIST = 0x20;
    static final int VOLUME_NAME = 0x60;
    static final int VOLUME_INFORMATION = 0x70;
    static final int DATA = 0x80;
    static final int INDEX_ROOT = 0x90;
    static final int INDEX_ALLOCATION = 0xA0;
    static final int REPARSE_POINT = 0xC0;
    private static final int END = -1;
    private static final int COMPRESSED = 0x00FF;
    private static final int ENCRYPTED = 0x4000;

    /** The attributes of a file record, as far as they are whole. */
    static List<NtfsAttribute> of(ByteBuffer record) {
        List<NtfsAttribute> attributes = new ArrayList<>();
        int at = record.getShort(20) & 0xFFFF;
        while (at + 24 <= record.limit() && record.getInt(at) != END) {
            int length = record.getInt(at + 4);
            if (length < 24 || length > record.limit() - at) {
                break;
            }
            attributes.add(new NtfsAttribute(record.slice(at, length).order(ByteOrder.LITTLE_ENDIAN)));
            at += length;
        }
        return attributes;
    }

    int type() {
        return raw.getInt(0);
    }

    boolean resident() {
        return raw.get(8) == 0;
    }

    boolean compressed() {
        return (raw.getShort(12) & COMPRESSED) != 0;
    }

    boolean encrypted() {
        return (raw.getShort(12) & ENCRYPTED) != 0;
    }

    String name() {
        int length = (raw.get(9) & 0xFF) * 2;
        int at = raw.getShort(10) & 0xFFFF;
        return at + length > raw.limit()
                ? ""
                : StandardCharsets.UTF_16LE.decode(raw.slice(at, length)).toString();
    }

    /** The value of a resident attribute. */
    ByteBuffer value() throws DiskFormatException {
        int length = raw.getInt(16);
        int at = raw.getShort(20) & 0xFFFF;
        if (!resident() || length < 0 || at > raw.limit() || length > raw.limit() - at) {
            throw new DiskFormatException("an attribute of type " + Integer.toHexString(type()) + " has no value");
        }
        return raw.slice(at, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Size of the value in bytes, wherever it is. Only the first part of a split attribute states it. */
    long size() {
        return Math.max(0, resident() ? raw.getInt(16) & 0xFFFF_FFFFL : raw.limit() < 56 ? 0 : raw.getLong(48));
    }

    /** Bytes from the begin that were ever written; those behind are zeros. */
    long initialised() {
        return resident() ? size() : raw.limit() < 64 ? 0 : raw.getLong(56);
    }

    /** Clusters in a compression unit. */
    int unitClusters() {
        int shift = raw.getShort(34) & 0xFFFF;
        return shift == 0 || shift > 8 ? 16 : 1 << shift;
    }

    long firstCluster() {
        return resident() ? 0 : raw.getLong(16);
    }

    /**
     * Adds the runs: u8 with the widths of length (low half) and offset, then both; the offset is signed and counts from
     * the run before, none at all stands for a hole.
     */
    void addRuns(RunList runs) throws DiskFormatException {
        if (raw.limit() < 64) {
            throw new DiskFormatException("a non-resident attribute of " + raw.limit() + " bytes is too short");
        }
        int at = raw.getShort(32) & 0xFFFF;
        long cluster = 0;
        while (at < raw.limit() && raw.get(at) != 0) {
            int lengthWidth = raw.get(at) & 15;
            int offsetWidth = raw.get(at) >> 4 & 15;
            at++;
            if (lengthWidth == 0
                    || lengthWidth > 8
                    || offsetWidth > 8
                    || at + lengthWidth + offsetWidth > raw.limit()) {
                throw new DiskFormatException("the runs of an attribute are damaged");
            }
            long length = number(at, lengthWidth);
            cluster += number(at + lengthWidth, offsetWidth);
            runs.add(length, offsetWidth == 0 ? RunList.HOLE : cluster);
            at += lengthWidth + offsetWidth;
        }
    }

    private long number(int at, int width) {
        long value = width == 0 ? 0 : raw.get(at + width - 1);
        for (int i = width - 2; i >= 0; i--) {
            value = value << 8 | raw.get(at + i) & 0xFF;
        }
        return value;
    }
}
