package reliquary.disk.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * A run of a UDIF disk (QEMU block/dmg.h).
 *
 * @param kind how it is stored
 * @param start first byte on the disk
 * @param length bytes on the disk
 * @param stored first byte in the file
 * @param storedLength bytes in the file
 */
record DmgRun(int kind, long start, long length, long stored, long storedLength) {
    static final int COMMENT = 0x7FFF_FFFE;
    static final int END = 0xFFFF_FFFF;
    private static final int ZERO = 0;
    private static final int RAW = 1;
    private static final int IGNORE = 2;
    private static final int ADC = 0x8000_0004;
    private static final int ZLIB = 0x8000_0005;
    private static final int BZIP2 = 0x8000_0006;
    private static final int LZFSE = 0x8000_0007;
    private static final int LZMA = 0x8000_0008;
    /** KiB of dictionary that a LZMA run may ask for. */
    private static final int LZMA_MEMORY = 96 * 1024;

    long end() {
        return start + length;
    }

    /** Refuses what cannot be read, before anything is read. */
    void check(ImageFile file) throws IOException {
        if (kind == ZERO || kind == IGNORE) {
            return;
        }
        if (kind == LZFSE) {
            throw file.refused("UDIF with LZFSE compression is not read; convert it with hdiutil to UDZO (zlib)");
        }
        boolean known = kind == RAW || kind == ADC || kind == ZLIB || kind == BZIP2 || kind == LZMA;
        if (!known) {
            throw file.refused("UDIF compression 0x" + Integer.toHexString(kind) + " is not known");
        }
        if (stored < 0 || storedLength < 0 || stored > file.size() - storedLength) {
            throw file.damaged(stored, "a UDIF run passes the end of the file");
        }
        if (kind != RAW && (length > Piece.Packed.MAX_BLOCK || storedLength > Piece.Packed.MAX_BLOCK)) {
            throw file.damaged(stored, "a compressed UDIF run of " + length + " bytes is too long");
        }
        if (kind == RAW && storedLength > length) {
            throw file.damaged(stored, "a raw UDIF run has more bytes in the file than on the disk");
        }
    }

    Piece at(ImageFile file, long offset) {
        long within = offset - start;
        if (kind == ZERO || kind == IGNORE || kind == RAW && within >= storedLength) {
            return new Piece.Zero(length - within);
        }
        return kind == RAW
                ? new Piece.Stored(file, stored + within, storedLength - within)
                : new Piece.Packed(start, (int) length, (int) within, () -> unpack(file));
    }

    private byte[] unpack(ImageFile file) throws IOException {
        byte[] packed = file.read(stored, storedLength, "a UDIF run").array();
        return switch (kind) {
            case ZLIB -> Inflate.zlib(packed, (int) length);
            case BZIP2 -> whole(new BZip2CompressorInputStream(new ByteArrayInputStream(packed)));
            case LZMA -> whole(new XZInputStream(new ByteArrayInputStream(packed), LZMA_MEMORY));
            default -> AppleDataCompression.unpack(packed, (int) length);
        };
    }

    private byte[] whole(InputStream in) throws IOException {
        try (in) {
            byte[] out = in.readNBytes((int) length);
            if (out.length < length) {
                throw new IOException("a compressed UDIF run has " + out.length + " bytes instead of " + length);
            }
            return out;
        }
    }
}
