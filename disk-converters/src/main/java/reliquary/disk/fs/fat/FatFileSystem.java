package reliquary.disk.fs.fat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
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
 * FAT12, FAT16 and FAT32 ("Microsoft FAT Specification", August 2005), with the floppies of DOS 1 that have no BIOS
 * parameter block. Readable always, changeable where the disk is; a change needs outside locking.
 */
public final class FatFileSystem implements FileSystem {
    /** The code page of the first PCs; short names are in it unless another is named. */
    public static final Charset CODE_PAGE_437 = Charset.forName("IBM437");

    private final Volume volume;
    private final BiosParameterBlock bpb;
    private final FatTable fat;
    private final Charset codePage;
    private final FatWriter writer;

    private FatFileSystem(Volume volume, BiosParameterBlock bpb, Charset codePage) {
        this.volume = volume;
        this.bpb = bpb;
        this.codePage = codePage;
        this.fat = new FatTable(volume, bpb);
        this.writer = new FatWriter(volume, bpb, fat, codePage);
    }

    /** Whether the volume begins as FAT volumes do. */
    public static boolean matches(Volume volume) throws IOException {
        return parameters(volume).isPresent();
    }

    /** Opens a volume with short names in code page 437. */
    public static FatFileSystem open(Volume volume) throws IOException {
        return open(volume, CODE_PAGE_437);
    }

    /**
     * Opens a volume.
     *
     * @param codePage of the system that wrote it, from {@link #codePage(int)}
     * @throws DiskFormatException if it is none
     */
    public static FatFileSystem open(Volume volume, Charset codePage) throws IOException {
        BiosParameterBlock bpb = parameters(volume)
                .orElseThrow(() -> new DiskFormatException("no FAT file system at the volume's begin"));
        return new FatFileSystem(volume, bpb, codePage);
    }

    /**
     * The DOS code page of a number: 437, 850, 852, 866 …
     *
     * @throws IllegalArgumentException if this Java has none of that number
     */
    public static Charset codePage(int number) {
        return Charset.forName("IBM" + number);
    }

    private static Optional<BiosParameterBlock> parameters(Volume volume) throws IOException {
        if (!volume.contains(0, 1024)) {
            return Optional.empty();
        }
        Optional<BiosParameterBlock> bpb = BiosParameterBlock.parse(volume.read(0, 512));
        if (bpb.isEmpty()) {
            return DosOneFloppy.parameters(volume);
        }
        long fat = bpb.get().fatSector(0) * bpb.get().bytesPerSector();
        boolean hasRoom = bpb.get().clusters() > 0 && volume.contains(fat, 512);
        return bpb.filter(b -> hasRoom).filter(b -> b.rootCluster() == 0 || b.rootCluster() < b.clusters() + 2);
    }

    /** The parameters that the volume was formatted with. */
    public BiosParameterBlock parameters() {
        return bpb;
    }

    @Override
    public String type() {
        return "FAT" + bpb.fatBits();
    }

    @Override
    public String label() {
        try {
            for (FatEntry entry : directory(0).entries()) {
                if (entry.isLabel()) {
                    return new String(entry.shortName(), codePage).strip();
                }
            }
        } catch (IOException e) {
            return "";
        }
        return "";
    }

    @Override
    public Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        try {
            ByteBuffer boot = volume.read(0, 64);
            byte[] maker = new byte[8];
            boot.get(3, maker);
            facts.put(
                    "made by",
                    new String(maker, StandardCharsets.ISO_8859_1)
                            .replaceAll("[^ -~]", ".")
                            .strip());
        } catch (IOException e) {
            facts.put("boot sector", String.valueOf(e.getMessage()));
        }
        facts.put("cluster size", bpb.clusterSize() + " bytes");
        facts.put("clusters", Long.toString(bpb.clusters()));
        facts.put("media descriptor", Integer.toHexString(bpb.media()).toUpperCase(java.util.Locale.ROOT));
        return facts;
    }

    @Override
    public FileEntry root() {
        return FileEntry.root(FileTimes.NONE, new FileAttributes.Dos(FatEntry.DIRECTORY), 0);
    }

    @Override
    public List<FileEntry> list(FileEntry directory) throws IOException {
        List<FileEntry> entries = new ArrayList<>();
        for (FatEntry entry : directory(directory.id()).entries()) {
            if (!entry.isLabel()) {
                entries.add(entry.toFileEntry(directory));
            }
        }
        return entries;
    }

    @Override
    public FileContent open(FileEntry file) throws IOException {
        return new MappedContent(volume, file.size(), new ClusterChain(fat, bpb, file.id()));
    }

    private FatDirectory directory(long cluster) {
        return FatDirectory.at(volume, bpb, fat, codePage, cluster);
    }

    /** Bytes that are free for files; the first call reads the whole FAT. */
    public long freeBytes() throws IOException {
        return writer.freeClusters() * bpb.clusterSize();
    }

    /**
     * Creates a file or replaces its content; an existing file keeps its attributes. The old content stays until the new
     * one is complete.
     *
     * @param path of the file, its directory must exist
     * @param content read to its end; at most 4 GiB minus 1
     * @param modified the time that is recorded
     * @throws DiskFormatException if the volume is full, the name impossible or a directory, or the file read-only
     */
    public void write(String path, InputStream content, LocalDateTime modified) throws IOException {
        writer.write(path, content, modified);
    }

    /** Creates an empty directory. Errors as for {@link #write}, or if there is something of that name. */
    public void makeDirectory(String path, LocalDateTime created) throws IOException {
        writer.makeDirectory(path, created);
    }

    /**
     * Deletes a file or an empty directory.
     *
     * @throws DiskFormatException if there is none, the file is read-only or the directory not empty
     */
    public void delete(String path) throws IOException {
        writer.delete(path);
    }

    /**
     * Renames or moves a file or directory.
     *
     * @throws DiskFormatException if there is something at {@code to}, or it lies within {@code from}
     */
    public void rename(String from, String to) throws IOException {
        writer.rename(from, to);
    }

    /**
     * Sets the attributes of a file or directory.
     *
     * @param bits any of 1 read-only, 2 hidden, 4 system, 32 archive
     */
    public void setAttributes(String path, int bits) throws IOException {
        writer.setAttributes(path, bits);
    }
}
