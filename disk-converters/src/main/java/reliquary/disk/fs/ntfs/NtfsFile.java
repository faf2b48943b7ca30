package reliquary.disk.fs.ntfs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import reliquary.disk.DiskFormatException;
import reliquary.disk.Volume;
import reliquary.disk.fs.BytesContent;
import reliquary.disk.fs.FileContent;
import reliquary.disk.fs.MappedContent;

/**
 * A file record with the attributes that it keeps in other records ("NTFS Documentation", concept File Record): 0 "FILE",
 * 16 u16 sequence, 20 u16 first attribute, 22 u16 flags (1 in use, 2 directory), 32 u64 base record. The attribute list
 * names the others: u32 type, u16 length, 8 u64 first cluster, 16 u64 record.
 */
final class NtfsFile {
    private static final int IN_USE = 1;
    private static final int DIRECTORY = 2;
    private static final int MOST_RECORDS = 4096;
    private static final int LARGEST_LIST = 1 << 20;

    private final Volume volume;
    private final NtfsBoot boot;
    private final ByteBuffer record;
    private final List<NtfsAttribute> attributes;

    private NtfsFile(Volume volume, NtfsBoot boot, ByteBuffer record) {
        this.volume = volume;
        this.boot = boot;
        this.record = record;
        this.attributes = new ArrayList<>(NtfsAttribute.of(record));
    }

    /** Where the records are read from. */
    interface Records {
        ByteBuffer read(long number) throws IOException;
    }

    /** A file by the record that it begins with. */
    static NtfsFile read(Volume volume, NtfsBoot boot, Records records, long number) throws IOException {
        NtfsFile file = new NtfsFile(volume, boot, records.read(number));
        Optional<NtfsAttribute> list = file.attributes.stream()
                .filter(a -> a.type() == NtfsAttribute.LIST)
                .findFirst();
        if (list.isPresent()) {
            file.addListed(list.get(), records, number);
        }
        return file;
    }

    /** The file in a record that is at hand, without what lies in others: enough for the first part of the MFT. */
    static NtfsFile alone(Volume volume, NtfsBoot boot, ByteBuffer record) {
        return new NtfsFile(volume, boot, record);
    }

    private void addListed(NtfsAttribute list, Records records, long own) throws IOException {
        RunList runs = new RunList(boot.clusterSize());
        if (!list.resident()) {
            list.addRuns(runs);
        }
        FileContent content = list.resident()
                ? new BytesContent(list.value())
                : new MappedContent(volume, Math.min(list.size(), runs.clusters() * boot.clusterSize()), runs);
        ByteBuffer entries = ByteBuffer.wrap(content.readAll(LARGEST_LIST)).order(ByteOrder.LITTLE_ENDIAN);
        List<Long> seen = new ArrayList<>(List.of(own));
        int at = 0;
        while (at + 26 <= entries.limit() && seen.size() < MOST_RECORDS) {
            int length = entries.getShort(at + 4) & 0xFFFF;
            long number = entries.getLong(at + 16) & 0xFFFF_FFFF_FFFFL;
            if (length < 26) {
                break;
            }
            if (!seen.contains(number)) {
                seen.add(number);
                attributes.addAll(NtfsAttribute.of(records.read(number)));
            }
            at += length;
        }
    }

    boolean inUse() {
        return (record.getShort(22) & IN_USE) != 0;
    }

    boolean isDirectory() {
        return (record.getShort(22) & DIRECTORY) != 0;
    }

    /** The names of its data streams; the empty one is the file's content. */
    List<String> streams() {
        return attributes.stream()
                .filter(a -> a.type() == NtfsAttribute.DATA)
                .map(NtfsAttribute::name)
                .distinct()
                .toList();
    }

    Optional<NtfsAttribute> first(int type, String name) {
        return parts(type, name).stream().findFirst();
    }

    /** The parts of an attribute in the order of the file's clusters. */
    private List<NtfsAttribute> parts(int type, String name) {
        return attributes.stream()
                .filter(a -> a.type() == type && a.name().equals(name))
                .sorted((a, b) -> Long.compare(a.firstCluster(), b.firstCluster()))
                .toList();
    }

    /** The value of an attribute, wherever it lies. */
    FileContent content(int type, String name) throws IOException {
        List<NtfsAttribute> parts = parts(type, name);
        if (parts.isEmpty()) {
            throw new DiskFormatException("the file has no attribute of type " + Integer.toHexString(type));
        }
        NtfsAttribute first = parts.get(0);
        if (first.encrypted()) {
            throw new DiskFormatException("the file is encrypted (EFS); only its owner's key opens it");
        }
        if (first.resident()) {
            return new BytesContent(first.value());
        }
        RunList runs = new RunList(boot.clusterSize());
        for (NtfsAttribute part : parts) {
            part.addRuns(runs);
        }
        if (first.compressed()) {
            return new CompressedContent(volume, runs, boot.clusterSize(), first);
        }
        long initialised = Math.max(0, first.initialised());
        return new MappedContent(
                volume,
                first.size(),
                position -> position >= initialised
                        ? MappedContent.Piece.hole(first.size() - position)
                        : cut(runs.pieceAt(position), initialised - position));
    }

    private static MappedContent.Piece cut(MappedContent.Piece piece, long most) {
        return new MappedContent.Piece(piece.offset(), Math.min(piece.length(), most));
    }
}
