package reliquary.disk.rescue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;
import reliquary.disk.Geometry;
import reliquary.disk.format.DiskFormat;
import reliquary.disk.format.DiskFormats;

/**
 * A folder in which Clonezilla saved a disk (drbl/Clonezilla, ocs-functions): {@code sda-mbr}, {@code
 * sda-hidden-data-after-mbr}, {@code sda-pt.sf} (sfdisk's dump) or {@code sda-gpt-1st}, {@code sda2-ebr}, and for each
 * partition {@code sda1.ntfs-ptcl-img.gz.aa} (partclone) or {@code sda1.dd-img.aa} (raw). Swap is not saved.
 *
 * <p>The folder opens if it holds one disk; of several, each opens by its {@code -pt.sf} file.
 */
public final class ClonezillaFormat implements DiskFormat {
    private static final String TABLE = "-pt.sf";
    private static final int MAX_BOOT_AREA = 64 << 20;
    private static final int SECTOR = 512;
    private static final Pattern DISK_SIZE = Pattern.compile("(?m)^Disk /dev/\\S+: (\\d{1,15})s\\s*$");

    @Override
    public String name() {
        return "clonezilla";
    }

    /** Whether a path is a folder that Clonezilla made. */
    public static boolean isFolder(Path path) {
        return Files.isDirectory(path)
                && (Files.exists(path.resolve("clonezilla-img"))
                        || Files.isRegularFile(path.resolve("disk")) && Files.isRegularFile(path.resolve("parts")));
    }

    @Override
    public boolean matches(ByteBuffer head, ByteBuffer tail, Path file) {
        boolean table = String.valueOf(file.getFileName()).endsWith(TABLE);
        return isFolder(file) || table && isFolder(file.toAbsolutePath().resolveSibling(""));
    }

    @Override
    public DiskImage open(Path file) throws IOException {
        Path table = Files.isDirectory(file) ? onlyTable(file) : file;
        String name = String.valueOf(table.getFileName());
        String disk = name.substring(0, name.length() - TABLE.length());
        return assemble(table.toAbsolutePath().resolveSibling(""), disk, SfdiskDump.read(table));
    }

    private static Path onlyTable(Path folder) throws IOException {
        List<Path> tables;
        try (Stream<Path> files = Files.list(folder)) {
            tables = files.filter(f -> String.valueOf(f.getFileName()).endsWith(TABLE))
                    .sorted()
                    .toList();
        }
        if (tables.isEmpty()) {
            throw new DiskFormatException(
                    folder + ": a Clonezilla folder without a partition table (sda-pt.sf); name a partition's image");
        }
        if (tables.size() > 1) {
            throw new DiskFormatException(folder + ": holds several disks, name one of "
                    + String.join(", ", tables.stream().map(Path::toString).toList()));
        }
        return tables.get(0);
    }

    private static DiskImage assemble(Path folder, String disk, SfdiskDump table) throws IOException {
        ClonezillaImage image =
                new ClonezillaImage(size(folder, disk, table), geometry(folder.resolve(disk + "-chs.sf")));
        try {
            image.put(0, mbr(folder, disk));
            image.put(1, saved(folder, disk + "-hidden-data-after-mbr"));
            if (table.gpt()) {
                image.put(0, saved(folder, disk + "-gpt-1st"));
                byte[] backup = saved(folder, disk + "-gpt-2nd");
                image.put(image.size() / SECTOR - backup.length / SECTOR, backup);
            } else {
                putExtended(image, folder, disk, table);
            }
            for (SfdiskDump.Partition partition : table.partitions()) {
                Optional<Path> saved = savedPartition(folder, device(disk, partition.number()));
                if (saved.isPresent()) {
                    image.put(partition.start(), partition.size(), openPartition(saved.get()));
                }
            }
            return image;
        } catch (IOException | RuntimeException e) {
            image.close();
            throw e;
        }
    }

    /** Devices whose name ends in a digit put a p before the partition's number: nvme0n1p1. */
    private static String device(String disk, int number) {
        boolean digit = !disk.isEmpty() && Character.isDigit(disk.charAt(disk.length() - 1));
        return disk + (digit ? "p" : "") + number;
    }

    private static void putExtended(ClonezillaImage image, Path folder, String disk, SfdiskDump table)
            throws IOException {
        for (SfdiskDump.Partition extended : table.partitions()) {
            if (extended.isExtended() && extended.number() <= 4) {
                List<SfdiskDump.Partition> logicals = table.partitions().stream()
                        .filter(p -> p.number() > 4 && p.start() > extended.start() && p.end() <= extended.end())
                        .toList();
                byte[] record = saved(folder, device(disk, extended.number()) + "-ebr");
                byte[] first = Arrays.copyOf(record, SECTOR);
                LogicalPartitionChain.records(extended, logicals, first).forEach(image::put);
            }
        }
    }

    private static byte[] mbr(Path folder, String disk) throws IOException {
        byte[] mbr = saved(folder, disk + "-mbr");
        if (mbr.length < SECTOR) {
            throw new DiskFormatException(folder + ": " + disk + "-mbr is missing or shorter than 512 bytes");
        }
        return Arrays.copyOf(mbr, SECTOR);
    }

    private static byte[] saved(Path folder, String name) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            return new byte[0];
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MAX_BOOT_AREA);
        }
    }

    private static long size(Path folder, String disk, SfdiskDump table) throws IOException {
        Matcher stated = DISK_SIZE.matcher(new String(saved(folder, disk + "-pt.parted"), StandardCharsets.ISO_8859_1));
        long sectors = stated.find() ? Long.parseLong(stated.group(1)) : table.lastLba() + (table.gpt() ? 34 : 1);
        for (SfdiskDump.Partition partition : table.partitions()) {
            sectors = Math.max(sectors, partition.end());
        }
        if (sectors < 1 || sectors > Long.MAX_VALUE / SECTOR / 2) {
            throw new DiskFormatException(folder + ": a disk of " + sectors + " sectors is not possible");
        }
        return sectors * SECTOR;
    }

    private static Optional<Geometry> geometry(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > 4096) {
            return Optional.empty();
        }
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        int cylinders = number(text, "cylinders");
        int heads = number(text, "heads");
        int sectors = number(text, "sectors");
        boolean possible = cylinders >= 1 && cylinders <= 65_536 && heads >= 1 && heads <= 256 && sectors >= 1;
        return possible && sectors <= 255 ? Optional.of(new Geometry(cylinders, heads, sectors)) : Optional.empty();
    }

    private static int number(String text, String key) {
        Matcher matcher = Pattern.compile("(?m)^" + key + "=(\\d{1,6})\\s*$").matcher(text);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    /** A partition's image or the first of its parts. */
    private static Optional<Path> savedPartition(Path folder, String device) throws IOException {
        Pattern name =
                Pattern.compile(Pattern.quote(device) + "\\.([A-Za-z0-9+_]+-ptcl-img|dd-img)(\\.[a-z0-9]+)?(\\.aa+)?");
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(
                            f -> name.matcher(String.valueOf(f.getFileName())).matches())
                    .filter(f -> !String.valueOf(f.getFileName()).endsWith(".info"))
                    .sorted()
                    .findFirst();
        }
    }

    private static DiskImage openPartition(Path file) throws IOException {
        DiskFormat format = DiskFormats.recognise(file);
        boolean partclone = String.valueOf(file.getFileName()).contains("-ptcl-img");
        if (partclone && !format.name().equals("archive") && !format.name().equals("partclone")) {
            throw new DiskFormatException(
                    file + ": compressed in a way that is not supported;" + " gz, bz2, xz, zst, lz4 and none are");
        }
        return format.open(file);
    }
}
