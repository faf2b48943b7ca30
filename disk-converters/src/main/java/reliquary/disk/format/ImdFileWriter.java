package reliquary.disk.format;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.time.LocalDateTime;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;
import reliquary.disk.MediaKind;
import reliquary.disk.floppy.ImdWriter;
import reliquary.disk.partition.DiskGeometry;

/**
 * Writes a floppy as ImageDisk (see {@link ImdWriter}), track by track once the copying has shown what it holds. The
 * format can say that a sector was unreadable, so unreadable places stay that here and do not become zeros.
 */
final class ImdFileWriter implements DiskWriter {
    /** The header must state a date; a fixed one makes equal floppies give equal files. */
    private static final LocalDateTime FIRST_DOS_DATE = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final OutFile file;
    private final DiskImage disk;
    private final DiskGeometry layout;

    ImdFileWriter(OutFile file, DiskImage disk) throws IOException {
        this.file = file;
        this.disk = disk;
        this.layout = DiskGeometry.of(disk);
        if (layout.media() != MediaKind.FLOPPY) {
            throw new DiskFormatException("IMD holds floppies only, this is a " + layout.media());
        }
    }

    @Override
    public void write(long offset, ByteBuffer data) {
        // A floppy is read again track by track at the end.
    }

    @Override
    public void finish(String sha256) throws IOException {
        OutputStream out =
                new BufferedOutputStream(Channels.newOutputStream(file.channel().position(0)));
        ImdWriter.write(disk, layout.geometry(), "", FIRST_DOS_DATE, out);
        out.flush();
    }
}
