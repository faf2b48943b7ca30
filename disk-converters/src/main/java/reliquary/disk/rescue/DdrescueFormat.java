package reliquary.disk.rescue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;
import reliquary.disk.format.DiskFormat;

/**
 * A disk or CD as GNU ddrescue copied it, with the map file beside it ({@code disk.img} and {@code disk.map}, {@code
 * .mapfile} or {@code .log}): what ddrescue could not read stays unreadable.
 */
public final class DdrescueFormat implements DiskFormat {
    private final DiskFormat copied;

    /**
     * Copies in one format.
     *
     * @param copied a format in which places in the file are places on the disk: raw or ISO
     */
    public DdrescueFormat(DiskFormat copied) {
        this.copied = copied;
    }

    @Override
    public String name() {
        return "ddrescue";
    }

    @Override
    public boolean matches(ByteBuffer head, ByteBuffer tail, Path file) {
        return copied.matches(head, tail, file) && DdrescueMap.beside(file).isPresent();
    }

    @Override
    public DiskImage open(Path file) throws IOException {
        Path map = DdrescueMap.beside(file)
                .orElseThrow(() -> new DiskFormatException(file + ": no ddrescue map file beside it"));
        return new RescuedImage(copied.open(file), DdrescueMap.read(map));
    }
}
