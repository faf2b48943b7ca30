package reliquary.disk.fs.ntfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

/**
 * NTFS 1.2 to 3.1 (Russon and Fledel, "NTFS Documentation", 2004; [MS-FSCC]): resident, sparse and compressed files,
 * attribute lists, alternate data streams. The log is not replayed.
 *
 * <p>Own code, since no library for Java that is still looked after reads NTFS with compression.
 */
public final class NtfsFileSystem implements FileSystem {
    private static final int MFT = 0;
    private static final int VOLUME = 3;
    private static final int ROOT = 5;

    private final Volume volume;
    private final NtfsBoot boot;
    private final FileContent mft;

    private NtfsFileSystem(Volume volume, NtfsBoot boot) throws IOException {
        this.volume = volume;
        this.boot = boot;
        ByteBuffer first = volume.read(boot.mftCluster() * boot.clusterSize(), boot.recordSize());
        MultiSectorRecord.restore(first, "FILE", "the first file record");
        FileContent begin = NtfsFile.alone(volume, boot, first.duplicate().order(first.order()))
                .content(NtfsAttribute.DATA, "");
        this.mft = NtfsFile.read(volume, boot, number -> record(begin, number), MFT)
                .content(NtfsAttribute.DATA, "");
    }

    /** Whether the volume begins as NTFS volumes do. */
    public static boolean matches(Volume volume) throws IOException {
        return NtfsBoot.read(volume).isPresent();
    }

    /** Opens a volume. */
    public static NtfsFileSystem open(Volume volume) throws IOException {
        return new NtfsFileSystem(
                volume,
                NtfsBoot.read(volume)
                        .orElseThrow(() -> new DiskFormatException("no NTFS boot sector at the volume's begin")));
    }

    private ByteBuffer record(FileContent table, long number) throws IOException {
        if (number < 0 || number >= table.size() / boot.recordSize()) {
            throw new DiskFormatException("file record " + number + " does not exist");
        }
        ByteBuffer record = ByteBuffer.allocate(boot.recordSize()).order(ByteOrder.LITTLE_ENDIAN);
        table.readFully(number * boot.recordSize(), record);
        MultiSectorRecord.restore(record.flip(), "FILE", "file record " + number);
        return record;
    }

    private NtfsFile file(long number) throws IOException {
        return NtfsFile.read(volume, boot, n -> record(mft, n), number);
    }

    @Override
    public String type() {
        return "NTFS";
    }

    @Override
    public String label() {
        try {
            Optional<NtfsAttribute> name = file(VOLUME).first(NtfsAttribute.VOLUME_NAME, "");
            return name.isPresent()
                    ? StandardCharsets.UTF_16LE.decode(name.get().value()).toString()
                    : "";
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("cluster size", boot.clusterSize() + " bytes");
        facts.put("sectors", Long.toString(boot.sectors()));
        try {
            Optional<NtfsAttribute> information = file(VOLUME).first(NtfsAttribute.VOLUME_INFORMATION, "");
            if (information.isPresent() && information.get().value().limit() >= 12) {
                ByteBuffer value = information.get().value();
                facts.put("version", value.get(8) + "." + value.get(9));
                facts.put("state", (value.getShort(10) & 1) != 0 ? "not cleanly closed" : "clean");
            }
        } catch (IOException e) {
            facts.put("state", String.valueOf(e.getMessage()));
        }
        return facts;
    }

    @Override
    public FileEntry root() {
        return FileEntry.root(FileTimes.NONE, new FileAttributes.Dos(0x16), ROOT);
    }

    @Override
    public List<FileEntry> list(FileEntry directory) throws IOException {
        List<FileEntry> entries = new ArrayList<>();
        for (FileEntry entry : new NtfsDirectory(boot, file(directory.id()), directory).list()) {
            entries.add(entry.kind() == FileEntry.Kind.SYMBOLIC_LINK ? link(entry) : entry);
        }
        return entries;
    }

    /** A reparse point: u32 tag (A0000003 mount point, A000000C link), 8 u16 offset and length of the target, text. */
    private FileEntry link(FileEntry entry) {
        try {
            FileContent content = file(entry.id()).content(NtfsAttribute.REPARSE_POINT, "");
            ByteBuffer point = ByteBuffer.wrap(content.readAll(16_384)).order(ByteOrder.LITTLE_ENDIAN);
            int text = point.getInt(0) == 0xA000_000C ? 20 : point.getInt(0) == 0xA000_0003 ? 16 : -1;
            int at = text + (point.getShort(8) & 0xFFFF);
            int length = point.getShort(10) & 0xFFFF;
            if (text < 0 || at + length > point.limit()) {
                return withTarget(entry, FileEntry.Kind.SPECIAL, "");
            }
            String target =
                    StandardCharsets.UTF_16LE.decode(point.slice(at, length)).toString();
            return withTarget(entry, FileEntry.Kind.SYMBOLIC_LINK, target.replaceFirst("^\\\\\\?\\?\\\\", ""));
        } catch (IOException | IndexOutOfBoundsException e) {
            return withTarget(entry, FileEntry.Kind.SPECIAL, "");
        }
    }

    private static FileEntry withTarget(FileEntry e, FileEntry.Kind kind, String target) {
        return new FileEntry(e.path(), kind, e.size(), e.times(), e.attributes(), target, e.id());
    }

    @Override
    public FileContent open(FileEntry file) throws IOException {
        int colon = file.name().indexOf(':');
        String stream = colon < 0 ? "" : file.name().substring(colon + 1);
        return file(file.id()).content(NtfsAttribute.DATA, stream);
    }

    @Override
    public List<FileEntry> streams(FileEntry file) throws IOException {
        List<FileEntry> streams = new ArrayList<>();
        NtfsFile record = file(file.id());
        for (String name : record.streams()) {
            if (!name.isEmpty()) {
                long size = record.first(NtfsAttribute.DATA, name)
                        .map(NtfsAttribute::size)
                        .orElse(0L);
                streams.add(new FileEntry(
                        file.path() + ":" + name.replace('/', '_'),
                        FileEntry.Kind.FILE,
                        size,
                        file.times(),
                        file.attributes(),
                        "",
                        file.id()));
            }
        }
        return streams;
    }
}
