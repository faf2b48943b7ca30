package reliquary.disk.floppy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;
import reliquary.disk.Geometry;
import reliquary.disk.UnreadableRangeException;

/** Writes a floppy in the ImageDisk format that {@link ImdFormat} reads; unreadable sectors stay unavailable. */
public final class ImdWriter {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("dd/MM/uuuu HH:mm:ss", Locale.ROOT);

    // Track modes, kbit/s of MFM.
    private static final int MFM_500 = 3;
    private static final int MFM_250 = 5;

    /** A 2.88 MB floppy turns at 300 rpm with 1 Mbit/s, which ImageDisk has no mode for. */
    private static final int MAX_TRACK_BYTES = 13_000;

    private static final int MAX_DOUBLE_DENSITY_TRACK = 6_250;

    private ImdWriter() {}

    /**
     * Writes all sectors of a floppy, numbered from 1 on every track.
     *
     * @param floppy at most 256 cylinders of the geometry's size
     * @param geometry cylinders up to 256, heads 1 or 2
     * @param comment lines of ASCII text; may be empty
     * @param when the date that the header states
     * @throws DiskFormatException if the format cannot hold such a floppy
     */
    public static void write(DiskImage floppy, Geometry geometry, String comment, LocalDateTime when, OutputStream out)
            throws IOException {
        int sizeCode = Integer.numberOfTrailingZeros(floppy.sectorSize()) - 7;
        check(floppy, geometry, sizeCode);
        out.write(("IMD 1.18: " + STAMP.format(when) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(ImdFormat.commentBytes(comment));
        out.write(ImdFormat.END_OF_COMMENT);
        int trackBytes = geometry.sectors() * floppy.sectorSize();
        for (int cylinder = 0; cylinder < geometry.cylinders(); cylinder++) {
            for (int head = 0; head < geometry.heads(); head++) {
                out.write(trackBytes > MAX_DOUBLE_DENSITY_TRACK ? MFM_500 : MFM_250);
                out.write(cylinder);
                out.write(head);
                out.write(geometry.sectors());
                out.write(sizeCode);
                for (int sector = 1; sector <= geometry.sectors(); sector++) {
                    out.write(sector);
                }
                for (int sector = 1; sector <= geometry.sectors(); sector++) {
                    writeSector(floppy, geometry.toLba(cylinder, head, sector), out);
                }
            }
        }
    }

    private static void check(DiskImage floppy, Geometry geometry, int sizeCode) throws DiskFormatException {
        if (geometry.cylinders() > 256 || geometry.heads() > 2) {
            throw new DiskFormatException("IMD holds floppies of up to 256 cylinders and 2 heads, this disk has "
                    + geometry.cylinders() + " and " + geometry.heads());
        }
        if (sizeCode < 0 || sizeCode > FloppySector.MAX_SIZE_CODE) {
            throw new DiskFormatException(
                    "IMD holds sectors of 128 to 16384 bytes, this disk has " + floppy.sectorSize());
        }
        if (geometry.sectors() * floppy.sectorSize() > MAX_TRACK_BYTES) {
            throw new DiskFormatException("IMD has no mode for tracks of " + geometry.sectors() + " sectors of "
                    + floppy.sectorSize() + " bytes; write raw instead");
        }
        if (geometry.totalSectors() * floppy.sectorSize() != floppy.size()) {
            throw new DiskFormatException(
                    "geometry " + geometry + " does not cover the disk's " + floppy.size() + " bytes");
        }
    }

    private static void writeSector(DiskImage floppy, long lba, OutputStream out) throws IOException {
        byte[] data = new byte[floppy.sectorSize()];
        try {
            floppy.read(lba * data.length, ByteBuffer.wrap(data));
        } catch (UnreadableRangeException e) {
            out.write(ImdFormat.UNAVAILABLE);
            return;
        }
        if (isUniform(data)) {
            out.write(ImdFormat.NORMAL + ImdFormat.COMPRESSED);
            out.write(data[0]);
        } else {
            out.write(ImdFormat.NORMAL);
            out.write(data);
        }
    }

    private static boolean isUniform(byte[] data) {
        for (byte b : data) {
            if (b != data[0]) {
                return false;
            }
        }
        return true;
    }
}
