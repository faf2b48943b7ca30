package reliquary.disk.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import reliquary.disk.DiskImage;

/** One image file format: recognises it by content and opens it. */
public interface DiskFormat {

    /** The short name used on the command line and in reports: {@code raw}, {@code qcow2}, {@code vmdk} … */
    String name();

    /**
     * Whether a file is of this format.
     *
     * @param head the first bytes of the file, at most 64 KiB, position 0, little-endian
     * @param tail the last bytes of the file, at most 4 KiB, ending at its limit (VHD and DMG keep their mark there)
     * @param file the file itself, for its name and siblings; its content is not read again
     */
    boolean matches(ByteBuffer head, ByteBuffer tail, Path file);

    /**
     * Opens the file read-only.
     *
     * @throws reliquary.disk.DiskFormatException if the file is damaged or uses what is not supported
     */
    DiskImage open(Path file) throws IOException;
}
