package reliquary.disk.rescue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import reliquary.disk.DiskFormatException;

/**
 * A partition table as {@code sfdisk -d} writes it (util-linux, sfdisk(8), "Script files"): named fields, then a line for
 * each partition. Older versions leave the named fields out and write {@code Id=} for the type.
 *
 * @param gpt whether the table is a GPT; otherwise an MBR
 * @param lastLba of a GPT, -1 where it is not stated
 * @param partitions in the order of their numbers, without empty ones
 */
record SfdiskDump(boolean gpt, long lastLba, List<Partition> partitions) {
    private static final int MAX_SIZE = 1 << 20;
    private static final Pattern PARTITION = Pattern.compile(
            "/dev/\\S*?(\\d+) : start= *(\\d{1,15}), size= *(\\d{1,15}), (?:type|Id)= *([0-9A-Fa-f-]+).*");
    private static final Pattern FIELD = Pattern.compile("([a-z-]+): *(\\S+)");

    /**
     * One partition.
     *
     * @param number 1 to 4 primary, from 5 logical in an MBR
     * @param start first sector, of 512 bytes
     * @param size in sectors
     * @param type one byte of an MBR as two hexadecimal digits, or a GUID
     */
    record Partition(int number, long start, long size, String type) {
        long end() {
            return start + size;
        }

        boolean isExtended() {
            return type.equalsIgnoreCase("5") || type.equalsIgnoreCase("f") || type.equalsIgnoreCase("85");
        }
    }

    static SfdiskDump read(Path file) throws IOException {
        boolean gpt = false;
        long lastLba = -1;
        List<Partition> partitions = new ArrayList<>();
        for (String line : text(file).lines().map(String::strip).toList()) {
            Matcher partition = PARTITION.matcher(line);
            Matcher field = FIELD.matcher(line);
            if (partition.matches() && Long.parseLong(partition.group(3)) > 0) {
                partitions.add(partition(file, partition));
            } else if (field.matches()) {
                gpt |= field.group(1).equals("label") && field.group(2).equals("gpt");
                if (field.group(1).equals("last-lba") && field.group(2).matches("\\d{1,15}")) {
                    lastLba = Long.parseLong(field.group(2));
                }
                if (field.group(1).equals("sector-size") && !field.group(2).equals("512")) {
                    throw new DiskFormatException(
                            file + ": sectors of " + field.group(2) + " bytes; only 512 are supported");
                }
            }
        }
        partitions.sort(Comparator.comparing(Partition::number));
        return new SfdiskDump(gpt, lastLba, List.copyOf(partitions));
    }

    private static Partition partition(Path file, Matcher line) throws DiskFormatException {
        if (line.group(1).length() > 3) {
            throw new DiskFormatException(file + ": partition number " + line.group(1) + " is not possible");
        }
        return new Partition(
                Integer.parseInt(line.group(1)),
                Long.parseLong(line.group(2)),
                Long.parseLong(line.group(3)),
                line.group(4));
    }

    private static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(MAX_SIZE), StandardCharsets.ISO_8859_1);
        }
    }
}
