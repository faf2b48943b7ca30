package reliquary.disk.identify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;
import reliquary.disk.Volume;
import reliquary.disk.cd.ElTorito;
import reliquary.disk.fs.FileSystem;
import reliquary.disk.partition.Partition;
import reliquary.disk.partition.PartitionTable;

/**
 * A place inside a disk image as people write it: {@code disk.img:2/DOS/MODE.COM}, {@code floppy.img/README}, {@code
 * disk.img}.
 *
 * @param image the image file
 * @param partition its id; empty for the first volume that can be read
 * @param path inside the volume with a leading slash; {@code /} if none was given
 */
public record ImagePath(Path image, Optional<String> partition, String path) {
    /** In place of a partition: the floppy or hard disk that a CD keeps for firmware to boot from. */
    public static final String BOOT_IMAGE = "boot";

    /**
     * Takes a text apart: the longest beginning that is an existing file names the image.
     *
     * @throws DiskFormatException if no beginning names a file
     */
    public static ImagePath parse(String text) throws DiskFormatException {
        for (int end = text.length(); end > 0; end--) {
            boolean border = end == text.length() || isSeparator(text.charAt(end)) || text.charAt(end) == ':';
            if (border && isFile(text.substring(0, end))) {
                return inside(Path.of(text.substring(0, end)), text.substring(end));
            }
        }
        throw new DiskFormatException(text + ": no such file; write IMAGE, IMAGE/PATH or IMAGE:PARTITION/PATH");
    }

    private static boolean isSeparator(char c) {
        return c == '/' || c == '\\';
    }

    private static boolean isFile(String name) {
        try {
            return Files.exists(Path.of(name)) && !Files.isDirectory(Path.of(name));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static ImagePath inside(Path image, String rest) {
        if (!rest.startsWith(":")) {
            return new ImagePath(image, Optional.empty(), rest.isEmpty() ? "/" : rest);
        }
        int slash = 1;
        while (slash < rest.length() && !isSeparator(rest.charAt(slash))) {
            slash++;
        }
        String path = rest.substring(slash);
        return new ImagePath(image, Optional.of(rest.substring(1, slash)), path.isEmpty() ? "/" : path);
    }

    /**
     * Opens the file system that the place lies on.
     *
     * @throws DiskFormatException if there is no such partition or nothing on it can be read; the line says what there is
     */
    public FileSystem open(DiskImage disk) throws IOException {
        if (partition.filter(BOOT_IMAGE::equals).isPresent()) {
            return openBootImage(disk);
        }
        PartitionTable table = PartitionTable.of(disk);
        if (partition.isPresent()) {
            return open(disk, table, partition.get());
        }
        for (Partition p : table.partitions()) {
            if (!p.container() && p.range().offset() < disk.size()) {
                Optional<FileSystem> files = readable(Volume.of(disk, p.range()));
                if (files.isPresent()) {
                    return files.get();
                }
            }
        }
        return FileSystems.open(Volume.of(disk))
                .orElseThrow(() -> new DiskFormatException(
                        image + ": no file system that can be read; relic inspect shows what is there"));
    }

    private FileSystem openBootImage(DiskImage disk) throws IOException {
        ElTorito.Entry entry = ElTorito.read(disk)
                .flatMap(ElTorito::bootEntry)
                .orElseThrow(() -> new DiskFormatException(image + ": no El Torito boot image"));
        return FileSystems.open(Volume.of(ElTorito.bootImage(disk, entry)))
                .orElseThrow(() -> new DiskFormatException(image + ": the boot image has no file system"));
    }

    private static Optional<FileSystem> readable(Volume volume) {
        try {
            return FileSystems.open(volume);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private FileSystem open(DiskImage disk, PartitionTable table, String id) throws IOException {
        Partition found = table.find(id)
                .orElseThrow(() -> new DiskFormatException(image + ": no partition " + id + "; there "
                        + (table.partitions().isEmpty()
                                ? "are none"
                                : "are "
                                        + String.join(
                                                ", ",
                                                table.partitions().stream()
                                                        .map(Partition::id)
                                                        .toList()))));
        return FileSystems.open(Volume.of(disk, found.range()))
                .orElseThrow(() -> new DiskFormatException(image + ": no file system that can be read in partition "
                        + id + " (" + found.typeName() + ")"));
    }
}
