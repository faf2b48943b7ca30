package reliquary.disk.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;
import reliquary.disk.archive.ArchiveFormat;
import reliquary.disk.archive.ForeignArchiveFormat;
import reliquary.disk.cd.CueSheetFormat;
import reliquary.disk.cd.IsoFormat;
import reliquary.disk.cd.RawCdFormat;
import reliquary.disk.floppy.F86Format;
import reliquary.disk.floppy.HfeFormat;
import reliquary.disk.floppy.HxcMfmFormat;
import reliquary.disk.floppy.ImdFormat;
import reliquary.disk.floppy.MfiFormat;
import reliquary.disk.floppy.PriFormat;
import reliquary.disk.floppy.PsiFormat;
import reliquary.disk.floppy.Td0Format;
import reliquary.disk.floppy.TranscopyFormat;
import reliquary.disk.rescue.ClonezillaFormat;
import reliquary.disk.rescue.DdrescueFormat;
import reliquary.disk.rescue.PartcloneFormat;

/** The formats in the order in which they are tried, and the way in: {@link #open}. */
public final class DiskFormats {
    private static final int HEAD = 64 * 1024;
    private static final int TAIL = 4 * 1024;

    /** Tried from top to bottom; raw matches everything and so stands last. */
    private static final List<DiskFormat> ORDER = List.of(
            new Qcow2Format(),
            new QcowFormat(),
            new VmdkFormat(),
            new VhdxFormat(),
            new VdiFormat(),
            new EwfFormat(),
            new ParallelsFormat(),
            new BochsFormat(),
            new CloopFormat(),
            new VhdFormat(),
            new DmgFormat(),
            new DdrescueFormat(new IsoFormat()),
            new IsoFormat(),
            new RawCdFormat(),
            new CueSheetFormat(),
            new ImdFormat(),
            new Td0Format(),
            new HfeFormat(),
            new F86Format(),
            new PsiFormat(),
            new PriFormat(),
            new HxcMfmFormat(),
            new MfiFormat(),
            new TranscopyFormat(),
            new PartcloneFormat(),
            new ClonezillaFormat(),
            new ArchiveFormat(),
            new ForeignArchiveFormat(),
            new SplitRawFormat(),
            new DdrescueFormat(new RawFormat()),
            new RawFormat());

    private DiskFormats() {}

    /** The formats in probing order. */
    public static List<DiskFormat> all() {
        return ORDER;
    }

    /**
     * Opens a disk image of any known format, read-only.
     *
     * @throws DiskFormatException with one clear line if there is no such file, it is a directory, unreadable, empty,
     *     or damaged
     */
    public static DiskImage open(Path file) throws IOException {
        return recognise(file).open(file);
    }

    /** The format of a file, by its content; of folders, only Clonezilla's hold a disk. */
    public static DiskFormat recognise(Path file) throws IOException {
        if (ClonezillaFormat.isFolder(file)) {
            return new ClonezillaFormat();
        }
        checkReadable(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            ByteBuffer head = slice(channel, 0, Math.min(HEAD, size));
            ByteBuffer tail = slice(channel, Math.max(0, size - TAIL), Math.min(TAIL, size));
            for (DiskFormat format : ORDER) {
                if (format.matches(head.duplicate().order(ByteOrder.LITTLE_ENDIAN), tail.duplicate(), file)) {
                    return format;
                }
            }
        }
        throw new DiskFormatException(file + ": no known disk image format");
    }

    private static void checkReadable(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new DiskFormatException(file + ": is a directory; name a disk image file");
        }
        if (!Files.exists(file)) {
            throw new DiskFormatException(file + ": no such file");
        }
        if (!Files.isRegularFile(file)) {
            throw new DiskFormatException(
                    file + ": is a device or pipe and no file; copy it to a file first, with dd or ddrescue");
        }
        if (!Files.isReadable(file)) {
            throw new DiskFormatException(file + ": not readable; check its permissions");
        }
        try {
            if (Files.size(file) == 0) {
                throw new DiskFormatException(file + ": the file is empty; a disk image has at least one sector");
            }
        } catch (NoSuchFileException e) {
            throw new DiskFormatException(file + ": no such file", e);
        }
    }

    private static ByteBuffer slice(FileChannel channel, long offset, long length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) length);
        while (buffer.hasRemaining() && channel.read(buffer, offset + buffer.position()) >= 0) {
            // keep reading: one call may return less than asked
        }
        return buffer.flip();
    }
}
