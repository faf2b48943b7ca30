package reliquary.disk.format;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import reliquary.disk.ByteRange;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;

/** The formats that can be written, and the way to write one: {@link #write}. */
public final class DiskWriters {
    private static final List<Maker> MAKERS = List.of(
            new Maker("raw", RawWriter::new),
            new Maker("qcow2", Qcow2Writer::new),
            new Maker("vmdk", VmdkWriter::new),
            new Maker("vdi", VdiWriter::new),
            new Maker("vhd", VhdDynamicWriter::new),
            new Maker("vhd-fixed", VhdFixedWriter::new),
            new Maker("imd", ImdFileWriter::new));

    private DiskWriters() {}

    /** Hears how far the copying is; called from the calling thread after each chunk. */
    public interface Progress {
        /** For callers who do not want to know. */
        Progress NONE = (done, total) -> {};

        void at(long bytesDone, long bytesTotal);
    }

    /**
     * What was written.
     *
     * @param sha256 of the disk's raw content, lower-case hexadecimal; unreadable places count as zeros
     * @param size of the disk in bytes
     * @param unreadable places that the original could not supply: zeros in the new image
     */
    public record Result(String sha256, long size, List<ByteRange> unreadable) {}

    private record Maker(String format, Constructor constructor) {}

    private interface Constructor {
        DiskWriter make(OutFile file, DiskImage disk) throws IOException;
    }

    /** The names of the formats. */
    public static List<String> formats() {
        return MAKERS.stream().map(Maker::format).toList();
    }

    /**
     * Copies a disk into a new image file. The file gets its name only when it is complete.
     *
     * @param out must not exist, so that no image is ever overwritten
     * @param format one of {@link #formats}
     * @throws DiskFormatException if the format is not known, {@code out} exists, or the disk does not fit the format
     */
    public static Result write(DiskImage in, Path out, String format, Progress progress) throws IOException {
        Optional<Maker> maker =
                MAKERS.stream().filter(m -> m.format.equals(format)).findFirst();
        if (maker.isEmpty()) {
            throw new DiskFormatException(
                    "\"" + format + "\" cannot be written; these can: " + String.join(", ", formats()));
        }
        refuseExisting(out);
        Path part = out.resolveSibling(out.getFileName() + ".part");
        try (FileChannel channel = create(part)) {
            OutFile file = new OutFile(channel, String.valueOf(out.getFileName()));
            DiskWriter writer = maker.get().constructor.make(file, in);
            String sha256 = new DiskCopy(in, writer, progress).run();
            writer.finish(sha256);
            channel.close();
            refuseExisting(out);
            Files.move(part, out, StandardCopyOption.ATOMIC_MOVE);
            return new Result(sha256, in.size(), in.unreadable());
        } catch (IOException | RuntimeException e) {
            if (!(e instanceof PartExists)) {
                Files.deleteIfExists(part);
            }
            throw e;
        }
    }

    /** Another conversion's unfinished file, which is not ours to delete. */
    private static final class PartExists extends IOException {
        private static final long serialVersionUID = 1;

        PartExists(Path part) {
            super(part + ": another conversion to this file is running, or was cut off; delete that file if none runs");
        }
    }

    private static FileChannel create(Path part) throws IOException {
        try {
            return FileChannel.open(
                    part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.READ);
        } catch (FileAlreadyExistsException e) {
            throw new PartExists(part);
        }
    }

    private static void refuseExisting(Path out) throws DiskFormatException {
        if (Files.exists(out)) {
            throw new DiskFormatException(out + ": exists already; name a new file");
        }
    }
}
