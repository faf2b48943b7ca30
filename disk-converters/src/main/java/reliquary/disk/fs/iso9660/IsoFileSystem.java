package reliquary.disk.fs.iso9660;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import reliquary.disk.DiskFormatException;
import reliquary.disk.Volume;
import reliquary.disk.fs.FileAttributes;
import reliquary.disk.fs.FileContent;
import reliquary.disk.fs.FileEntry;
import reliquary.disk.fs.FileSystem;
import reliquary.disk.fs.FileTimes;
import reliquary.disk.fs.MappedContent;

/**
 * ISO 9660 (ECMA-119) with Rock Ridge names where there are any, else Joliet ones (Microsoft "Joliet Specification",
 * 1995).
 *
 * <p>Volume descriptors of 2048 bytes from sector 16 on: u8 type (1 primary, 2 supplementary, 255 end), "CD001", 40 volume
 * name 32, 80 u32 blocks, 88 escape sequences ({@code %/@}, {@code %/C}, {@code %/E} for Joliet), 128 u16 block size, 156
 * record of the root directory, 318 publisher and 574 application 128 each.
 */
public final class IsoFileSystem implements FileSystem {
    private static final int SECTOR = 2048;
    private static final int FIRST_DESCRIPTOR = 16;
    private static final int MOST_DESCRIPTORS = 64;
    private static final long LARGEST_DIRECTORY = 64 << 20;

    private final Volume volume;
    private final ByteBuffer primary;
    private final ByteBuffer used;
    private final boolean joliet;
    private final Optional<Integer> rockRidge;
    private final int blockSize;

    private IsoFileSystem(Volume volume, ByteBuffer primary, Optional<ByteBuffer> supplementary) throws IOException {
        this.volume = volume;
        this.primary = primary;
        this.blockSize = primary.getShort(128) & 0xFFFF;
        if (Integer.bitCount(blockSize) != 1 || blockSize < 512 || blockSize > SECTOR) {
            throw new DiskFormatException("ISO 9660 blocks of " + blockSize + " bytes cannot be right");
        }
        this.rockRidge = rockRidge();
        this.joliet = rockRidge.isEmpty() && supplementary.isPresent();
        this.used = joliet ? supplementary.orElse(primary) : primary;
    }

    private Optional<Integer> rockRidge() throws IOException {
        long at = rootRecord(primary).block() * blockSize;
        if (!volume.contains(at, SECTOR)) {
            return Optional.empty();
        }
        return record(volume.read(at, SECTOR), 0, at).flatMap(r -> RockRidge.skip(r.systemUse()));
    }

    /** Whether the volume has a primary descriptor. */
    public static boolean matches(Volume volume) throws IOException {
        return isDescriptor(volume, FIRST_DESCRIPTOR);
    }

    private static boolean isDescriptor(Volume volume, long sector) throws IOException {
        if (!volume.contains(sector * SECTOR, SECTOR)) {
            return false;
        }
        ByteBuffer start = volume.read(sector * SECTOR, 6);
        return StandardCharsets.US_ASCII.decode(start.slice(1, 5)).toString().equals("CD001");
    }

    /** Opens a volume. */
    public static IsoFileSystem open(Volume volume) throws IOException {
        Optional<ByteBuffer> primary = Optional.empty();
        Optional<ByteBuffer> supplementary = Optional.empty();
        for (int i = 0; i < MOST_DESCRIPTORS && isDescriptor(volume, FIRST_DESCRIPTOR + i); i++) {
            ByteBuffer descriptor = volume.read((FIRST_DESCRIPTOR + i) * (long) SECTOR, SECTOR);
            int type = descriptor.get(0) & 0xFF;
            if (type == 1 && primary.isEmpty()) {
                primary = Optional.of(descriptor);
            } else if (type == 2 && isJoliet(descriptor)) {
                supplementary = Optional.of(descriptor);
            } else if (type == 255) {
                break;
            }
        }
        return new IsoFileSystem(
                volume,
                primary.orElseThrow(() -> new DiskFormatException("no ISO 9660 primary descriptor at byte 32768")),
                supplementary);
    }

    private static boolean isJoliet(ByteBuffer descriptor) {
        byte level = descriptor.get(90);
        return descriptor.get(88) == '%' && descriptor.get(89) == '/' && (level == '@' || level == 'C' || level == 'E');
    }

    @Override
    public String type() {
        return "ISO 9660" + (rockRidge.isPresent() ? " + Rock Ridge" : joliet ? " + Joliet" : "");
    }

    @Override
    public String label() {
        return joliet ? wide(used.slice(40, 32)).strip() : text(used, 40, 32);
    }

    @Override
    public Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("block size", blockSize + " bytes");
        facts.put("blocks", Long.toString(primary.getInt(80) & 0xFFFF_FFFFL));
        String[][] texts = {{"system", "8", "32"}, {"publisher", "318", "128"}, {"application", "574", "128"}};
        for (String[] t : texts) {
            String text = text(primary, Integer.parseInt(t[1]), Integer.parseInt(t[2]));
            if (!text.isEmpty()) {
                facts.put(t[0], text);
            }
        }
        return facts;
    }

    private static String text(ByteBuffer b, int at, int length) {
        byte[] bytes = new byte[length];
        b.get(at, bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1)
                .replaceAll("[^ -~\\xA0-\\xFF]", " ")
                .strip();
    }

    private static String wide(ByteBuffer bytes) {
        return StandardCharsets.UTF_16BE.decode(bytes).toString().replace("\0", "");
    }

    private static IsoRecord rootRecord(ByteBuffer descriptor) {
        return new IsoRecord(descriptor.slice(156, IsoRecord.LEAST).order(descriptor.order()), 0);
    }

    @Override
    public FileEntry root() {
        IsoRecord root = rootRecord(used);
        return new FileEntry(
                "/",
                FileEntry.Kind.DIRECTORY,
                root.size(),
                FileTimes.modified(root.time()),
                new FileAttributes.None(),
                "",
                root.block());
    }

    @Override
    public List<FileEntry> list(FileEntry directory) throws IOException {
        if (directory.size() > LARGEST_DIRECTORY) {
            throw new DiskFormatException("a directory of " + directory.size() + " bytes cannot be right");
        }
        List<FileEntry> entries = new ArrayList<>();
        Optional<FileEntry> unfinished = Optional.empty();
        long start = directory.id() * blockSize;
        for (long at = 0; at < directory.size(); at += SECTOR) {
            ByteBuffer sector = volume.read(start + at, (int) Math.min(SECTOR, volume.size() - start - at));
            int within = 0;
            Optional<IsoRecord> record = record(sector, within, start + at);
            while (record.isPresent() && entries.size() < MOST_ENTRIES) {
                if (!record.get().isDots()) {
                    unfinished = add(directory, record.get(), unfinished, entries);
                }
                within += record.get().raw().limit();
                record = record(sector, within, start + at);
            }
        }
        return entries;
    }

    /** Adds an entry, or joins the next extent to the one that waits for it. */
    private Optional<FileEntry> add(
            FileEntry directory, IsoRecord record, Optional<FileEntry> unfinished, List<FileEntry> entries)
            throws IOException {
        Optional<FileEntry> entry =
                unfinished.isPresent() ? unfinished.map(u -> grown(u, record.size())) : entry(directory, record);
        if (record.continues()) {
            return entry;
        }
        entry.ifPresent(entries::add);
        return Optional.empty();
    }

    private static FileEntry grown(FileEntry e, long more) {
        return new FileEntry(e.path(), e.kind(), e.size() + more, e.times(), e.attributes(), e.linkTarget(), e.id());
    }

    private Optional<FileEntry> entry(FileEntry directory, IsoRecord record) throws IOException {
        FileTimes times = FileTimes.modified(record.time());
        if (rockRidge.isEmpty()) {
            String name = joliet ? wide(record.name()) : plain(record.name());
            return Optional.of(new FileEntry(
                    directory.childPath(withoutVersion(name)),
                    record.isDirectory() ? FileEntry.Kind.DIRECTORY : FileEntry.Kind.FILE,
                    record.size(),
                    times,
                    new FileAttributes.None(),
                    "",
                    record.isDirectory() ? record.block() : record.offset()));
        }
        RockRidge more = RockRidge.read(volume, blockSize, record.systemUse(), rockRidge.get());
        if (more.relocated()) {
            return Optional.empty();
        }
        String name = more.name().orElseGet(() -> withoutVersion(plain(record.name())));
        FileEntry.Kind kind = more.childBlock().isPresent() || record.isDirectory()
                ? FileEntry.Kind.DIRECTORY
                : more.attributes().map(FileAttributes.Unix::kind).orElse(FileEntry.Kind.FILE);
        long id = kind == FileEntry.Kind.DIRECTORY ? more.childBlock().orElse(record.block()) : record.offset();
        FileAttributes attributes =
                more.attributes().isPresent() ? more.attributes().get() : new FileAttributes.None();
        long size = more.childBlock().isPresent() ? directorySize(id) : record.size();
        return Optional.of(new FileEntry(
                directory.childPath(name), kind, size, more.times().orElse(times), attributes, more.link(), id));
    }

    private long directorySize(long block) throws IOException {
        return record(volume.read(block * blockSize, SECTOR), 0, block * blockSize)
                .map(IsoRecord::size)
                .orElse(0L);
    }

    private static String plain(ByteBuffer name) {
        return StandardCharsets.ISO_8859_1.decode(name).toString();
    }

    /** A name ends in {@code ;1}, and in a dot before it if there is no extension. */
    private static String withoutVersion(String name) {
        int semicolon = name.lastIndexOf(';');
        String bare = semicolon > 0 ? name.substring(0, semicolon) : name;
        return bare.endsWith(".") && bare.length() > 1 ? bare.substring(0, bare.length() - 1) : bare;
    }

    /** The record at a place of a sector; empty behind the last one. */
    private static Optional<IsoRecord> record(ByteBuffer sector, int at, long sectorOffset) {
        if (at + IsoRecord.LEAST > sector.limit()) {
            return Optional.empty();
        }
        int length = sector.get(at) & 0xFF;
        if (length < IsoRecord.LEAST || length > sector.limit() - at) {
            return Optional.empty();
        }
        return Optional.of(new IsoRecord(sector.slice(at, length).order(sector.order()), sectorOffset + at));
    }

    @Override
    public FileContent open(FileEntry file) throws IOException {
        List<IsoRecord> extents = extents(file);
        return new MappedContent(volume, file.size(), position -> {
            long rest = position;
            for (IsoRecord extent : extents) {
                if (rest < extent.size()) {
                    return new MappedContent.Piece(extent.block() * blockSize + rest, extent.size() - rest);
                }
                rest -= extent.size();
            }
            throw new DiskFormatException(file.path() + " has fewer extents than its size needs");
        });
    }

    /** The records of a file: one, and those that continue it, in this and the following sectors. */
    private List<IsoRecord> extents(FileEntry file) throws IOException {
        List<IsoRecord> extents = new ArrayList<>();
        long sectorAt = file.id() / SECTOR * SECTOR;
        int within = (int) (file.id() % SECTOR);
        long found = 0;
        while (found < file.size()) {
            ByteBuffer sector = volume.read(sectorAt, (int) Math.min(SECTOR, volume.size() - sectorAt));
            Optional<IsoRecord> record = record(sector, within, sectorAt);
            if (record.isPresent()) {
                extents.add(record.get());
                found += record.get().size();
                within += record.get().raw().limit();
                if (!record.get().continues()) {
                    break;
                }
            } else {
                sectorAt += SECTOR;
                within = 0;
            }
        }
        return extents;
    }
}
