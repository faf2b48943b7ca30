package reliquary.disk.floppy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import reliquary.disk.DiskFormatException;

/** The bytes of a floppy image file with a reading position; every step behind its end is one clear error. */
final class FloppyFile {
    /** Flux images of 2.88 MB floppies with five revolutions stay below it. */
    private static final int MAX_SIZE = 64 << 20;

    /** 256 tracks with 255 sectors each, and what they may hold together: ten times the largest floppy. */
    private static final int MAX_SECTORS = 256 * 255;

    private static final int MAX_SECTOR_BYTES = 32 << 20;

    private final String name;
    private final byte[] bytes;
    private int position;
    private int sectors;
    private long sectorBytes;

    FloppyFile(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    static FloppyFile read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_SIZE + 1);
            if (bytes.length > MAX_SIZE) {
                throw new DiskFormatException(
                        file + ": larger than the " + (MAX_SIZE >> 20) + " MiB that any image of a floppy needs");
            }
            return new FloppyFile(file.toString(), bytes);
        }
    }

    String name() {
        return name;
    }

    int size() {
        return bytes.length;
    }

    int position() {
        return position;
    }

    int remaining() {
        return bytes.length - position;
    }

    /** Sets the reading position, in bytes from the start of the file. */
    FloppyFile seek(long to) throws DiskFormatException {
        if (to < 0 || to > bytes.length) {
            throw new DiskFormatException(
                    name + ": byte " + position + ": points to byte " + to + ", the file has only " + bytes.length);
        }
        position = (int) to;
        return this;
    }

    FloppyFile skip(long count) throws DiskFormatException {
        return seek(position + count);
    }

    int u8() throws DiskFormatException {
        need(1);
        return bytes[position++] & 0xFF;
    }

    /** Two bytes, little-endian. */
    int u16() throws DiskFormatException {
        return u8() | u8() << 8;
    }

    /** Two bytes, big-endian. */
    int u16be() throws DiskFormatException {
        return u8() << 8 | u8();
    }

    /** Four bytes, little-endian. */
    long u32() throws DiskFormatException {
        return u16() | (long) u16() << 16;
    }

    /** Four bytes, big-endian. */
    long u32be() throws DiskFormatException {
        return (long) u16be() << 16 | u16be();
    }

    byte[] bytes(long count) throws DiskFormatException {
        need(count);
        byte[] part = Arrays.copyOfRange(bytes, position, position + (int) count);
        position += (int) count;
        return part;
    }

    /** Room for one sector's data; fails where sectors add up to more than any floppy holds. */
    byte[] sectorData(int size) throws DiskFormatException {
        sectors++;
        sectorBytes += size;
        if (sectors > MAX_SECTORS || sectorBytes > MAX_SECTOR_BYTES) {
            throw damaged("sector " + sectors + " with " + sectorBytes + " bytes so far: more than a floppy holds");
        }
        return new byte[size];
    }

    /** An error at the reading position, ready to throw. */
    DiskFormatException damaged(String what) {
        return damaged(position, what);
    }

    DiskFormatException damaged(int at, String what) {
        return new DiskFormatException(name + ": byte " + at + ": " + what);
    }

    private void need(long count) throws DiskFormatException {
        if (count < 0 || count > remaining()) {
            throw damaged("the file ends here, " + count + " more bytes belong to it");
        }
    }
}
