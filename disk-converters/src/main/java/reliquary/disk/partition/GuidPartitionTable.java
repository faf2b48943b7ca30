package reliquary.disk.partition;

import static java.util.Map.entry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import reliquary.disk.ByteRange;
import reliquary.disk.Volume;

/**
 * The GUID partition table (UEFI specification 2.10, section 5.3). The header lies in sector 1, a copy in the last one;
 * where one is damaged the other is used.
 *
 * <p>Header, little-endian: 0 "EFI PART", 12 u32 header size, 16 u32 CRC-32 of the header with this field 0, 24 u64 its own
 * sector, 32 u64 the other header's, 72 u64 first sector of the entries, 80 u32 their number, 84 u32 the size of one, 88
 * u32 CRC-32 of them all. Entry: 0 type GUID, 16 own GUID, 32 u64 first sector, 40 u64 last sector, 48 u64 flags, 56
 * UTF-16LE name of 36 characters.
 */
final class GuidPartitionTable {
    private static final long SIGNATURE = 0x5452_4150_2049_4645L;
    private static final int HEADER = 92;
    private static final int ENTRY = 128;
    private static final int MOST = 1024;

    private static final Map<String, String> TYPES = Map.ofEntries(
            entry("C12A7328-F81F-11D2-BA4B-00A0C93EC93B", "EFI system"),
            entry("21686148-6449-6E6F-744E-656564454649", "BIOS boot"),
            entry("EBD0A0A2-B9E5-4433-87C0-68B6B72699C7", "Microsoft basic data"),
            entry("E3C9E316-0B5C-4DB8-817D-F92DF00215AE", "Microsoft reserved"),
            entry("5808C8AA-7E8F-42E0-85D2-E1E90434CFB3", "Windows dynamic disk metadata"),
            entry("AF9B60A0-1431-4F62-BC68-3311714A69AD", "Windows dynamic disk data"),
            entry("0FC63DAF-8483-4772-8E79-3D69D8477DE4", "Linux"),
            entry("0657FD6D-A4AB-43C4-84E5-0933C84B4F4F", "Linux swap"),
            entry("E6D6D379-F507-44C2-A23C-238F2A3DF928", "Linux LVM"),
            entry("A19D880F-05FC-4D3B-A006-743F0F84911E", "Linux RAID"),
            entry("516E7CB6-6ECF-11D6-8FF8-00022D09712B", "FreeBSD UFS"),
            entry("516E7CB4-6ECF-11D6-8FF8-00022D09712B", "FreeBSD"),
            entry("516E7CB5-6ECF-11D6-8FF8-00022D09712B", "FreeBSD swap"),
            entry("48465300-0000-11AA-AA11-00306543ECAC", "HFS+"),
            entry("6A82CB45-1DD2-11B2-99A6-080020736631", "Solaris"));

    private final Volume disk;
    private final PartitionTable.Builder table;
    private final int sector;

    private GuidPartitionTable(Volume disk, PartitionTable.Builder table, int sector) {
        this.disk = disk;
        this.table = table;
        this.sector = sector;
    }

    /** Adds the partitions, if the disk has such a table with 512- or 4096-byte sectors. */
    static boolean read(Volume disk, PartitionTable.Builder table) throws IOException {
        for (int sector : new int[] {512, 4096, 2048}) {
            GuidPartitionTable gpt = new GuidPartitionTable(disk, table, sector);
            long last = disk.size() / sector - 1;
            Optional<ByteBuffer> main = gpt.header(1);
            Optional<ByteBuffer> backup =
                    gpt.header(main.map(h -> h.getLong(32)).filter(s -> s > 1).orElse(last));
            if (main.isEmpty() && backup.isEmpty()) {
                continue;
            }
            main.filter(h -> backup.isEmpty()).ifPresent(h -> table.problem("the GPT has no copy at the disk's end"));
            backup.filter(h -> main.isEmpty())
                    .ifPresent(h -> table.problem(
                            "the GPT's first header is damaged; its " + "copy at the disk's end is used"));
            if (main.isPresent() && gpt.entries(main.get(), "first")
                    || backup.isPresent() && gpt.entries(backup.get(), "second")) {
                return true;
            }
            table.problem("both lists of GPT partitions are damaged");
            return true;
        }
        return false;
    }

    private Optional<ByteBuffer> header(long number) throws IOException {
        if (number < 1 || number > disk.size() / sector || !disk.contains(number * sector, HEADER)) {
            return Optional.empty();
        }
        ByteBuffer header = disk.read(number * sector, HEADER);
        if (header.getLong(0) != SIGNATURE) {
            return Optional.empty();
        }
        int size = header.getInt(12);
        if (size < HEADER || size > sector || !disk.contains(number * sector, size)) {
            return Optional.empty();
        }
        ByteBuffer whole = disk.read(number * sector, size);
        int stated = whole.getInt(16);
        whole.putInt(16, 0);
        return crc(whole) == stated ? Optional.of(header) : Optional.empty();
    }

    /** Adds what the entries of a header name; false if they are damaged. */
    private boolean entries(ByteBuffer header, String which) throws IOException {
        long first = header.getLong(72);
        int count = header.getInt(80);
        int size = header.getInt(84);
        boolean sane = first > 0
                && first < disk.size() / sector
                && count >= 0
                && size >= ENTRY
                && size % 8 == 0
                && (long) count * size <= Volume.LARGEST_STRUCTURE
                && disk.contains(first * sector, (long) count * size);
        if (!sane) {
            table.problem("the " + which + " GPT header names impossible entries");
            return false;
        }
        ByteBuffer entries = disk.read(first * sector, count * size);
        if (crc(entries) != header.getInt(88)) {
            table.problem("the " + which + " list of GPT partitions has a wrong CRC");
            return false;
        }
        for (int i = 0; i < Math.min(count, MOST); i++) {
            add(i, entries.slice(i * size, size).order(entries.order()));
        }
        return true;
    }

    private void add(int index, ByteBuffer entry) {
        String type = guid(entry);
        if (type.equals("00000000-0000-0000-0000-000000000000")) {
            return;
        }
        long first = entry.getLong(32);
        long last = entry.getLong(40);
        if (first < 0 || last < first || last > Long.MAX_VALUE / sector - 1) {
            table.problem("GPT partition " + (index + 1) + " ends before it begins");
            return;
        }
        byte[] name = new byte[72];
        entry.get(56, name);
        table.add(new Partition(
                Integer.toString(index + 1),
                PartitionScheme.GPT,
                new ByteRange(first * sector, (last - first + 1) * sector),
                type,
                TYPES.getOrDefault(type, ""),
                new String(name, StandardCharsets.UTF_16LE).split("\0", 2)[0],
                (entry.getLong(48) & 4) != 0,
                false));
    }

    private static String guid(ByteBuffer b) {
        StringBuilder rest = new StringBuilder();
        for (int i = 8; i < 16; i++) {
            rest.append(String.format(Locale.ROOT, "%02X", b.get(i)));
        }
        return String.format(
                Locale.ROOT,
                "%08X-%04X-%04X-%s-%s",
                b.getInt(0),
                b.getShort(4),
                b.getShort(6),
                rest.substring(0, 4),
                rest.substring(4));
    }

    private static int crc(ByteBuffer bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes.duplicate().rewind());
        return (int) crc.getValue();
    }
}
