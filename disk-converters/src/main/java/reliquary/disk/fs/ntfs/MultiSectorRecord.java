package reliquary.disk.fs.ntfs;

import java.nio.ByteBuffer;
import reliquary.disk.DiskFormatException;

/**
 * A record that is protected against torn writes ("NTFS Documentation", concept Fixup): 0 u32 signature, 4 u16 offset and 6
 * u16 number of the update words. The first is found at the end of each 512 bytes, whose own last words are the others.
 */
final class MultiSectorRecord {
    private static final int STRIDE = 512;

    private MultiSectorRecord() {}

    /**
     * Puts the words back that were replaced.
     *
     * @throws DiskFormatException if the signature differs or a sector was not written with the others
     */
    static void restore(ByteBuffer record, String signature, String what) throws DiskFormatException {
        for (int i = 0; i < 4; i++) {
            if (record.get(i) != signature.charAt(i)) {
                throw new DiskFormatException(what + " has no signature " + signature);
            }
        }
        int at = record.getShort(4) & 0xFFFF;
        int words = record.getShort(6) & 0xFFFF;
        if (words < 1 || (words - 1) * STRIDE > record.limit() || at + words * 2 > record.limit()) {
            throw new DiskFormatException(what + " has impossible update words");
        }
        short mark = record.getShort(at);
        for (int i = 1; i < words; i++) {
            int end = i * STRIDE - 2;
            if (record.getShort(end) != mark) {
                throw new DiskFormatException(what + " was torn: its sector " + i + " is older or newer than the rest");
            }
            record.putShort(end, record.getShort(at + i * 2));
        }
    }
}
