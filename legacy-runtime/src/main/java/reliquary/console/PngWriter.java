package reliquary.console;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Portable Network Graphics (PNG), second edition, ISO/IEC 15948: 8-bit true colour without alpha, one IDAT, no filter. */
public final class PngWriter {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final int BIT_DEPTH = 8;
    private static final int TRUE_COLOUR = 2;
    private static final int NO_FILTER = 0;

    private PngWriter() {}

    /** Writes {@code picture}, its alpha ignored; does not close {@code out}. */
    public static void write(Framebuffer picture, OutputStream out) throws IOException {
        out.write(SIGNATURE);
        chunk(out, "IHDR", header(picture));
        chunk(out, "IDAT", data(picture));
        chunk(out, "IEND", new byte[0]);
        out.flush();
    }

    private static byte[] header(Framebuffer picture) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream header = new DataOutputStream(bytes);
        header.writeInt(picture.width());
        header.writeInt(picture.height());
        // Depth, colour type, then deflate, adaptive filtering and no interlacing, which are all 0.
        header.write(new byte[] {BIT_DEPTH, TRUE_COLOUR, 0, 0, 0});
        return bytes.toByteArray();
    }

    private static byte[] data(Framebuffer picture) throws IOException {
        Deflater deflater = new Deflater();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater)) {
            byte[] line = new byte[1 + picture.width() * 3];
            line[0] = NO_FILTER;
            for (int y = 0; y < picture.height(); y++) {
                for (int x = 0; x < picture.width(); x++) {
                    int argb = picture.pixel(x, y);
                    line[1 + x * 3] = (byte) (argb >> 16);
                    line[2 + x * 3] = (byte) (argb >> 8);
                    line[3 + x * 3] = (byte) argb;
                }
                out.write(line);
            }
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    /** Length, name, content and a checksum over name and content; numbers are big-endian. */
    private static void chunk(OutputStream out, String name, byte[] content) throws IOException {
        byte[] type = name.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(type);
        crc.update(content);
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt(content.length);
        data.write(type);
        data.write(content);
        data.writeInt((int) crc.getValue());
    }
}
