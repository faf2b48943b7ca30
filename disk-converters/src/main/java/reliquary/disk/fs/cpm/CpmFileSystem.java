package reliquary.disk.fs.cpm;

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
 * The directory of CP/M-86 floppies (Digital Research, "CP/M-86 System Guide", section on disk directories).
 *
 * <p>Entries of 32 bytes: u8 user (E5: free), name 8 and type 3 in 7 bits (top bits of the type: read-only, system,
 * archived), u8 extent, u8 bytes in the last record (0: not stated), u8 extent, high part, u8 records of 128 bytes, 16 bytes
 * of block numbers (u8 each where the disk has up to 256 blocks, otherwise u16). A file has one entry for each 16
 * numbers. Nothing on the disk names its layout, so the ones of PCs are tried by size.
 */
public final class CpmFileSystem implements FileSystem {
    private static final int SLOT = 32;
    private static final int FREE = 0xE5;
    private static final int RECORD = 128;
    private static final int MOST_USERS = 16;

    /** Sizes in bytes: of the disk, before the directory, of a block; and slots of the directory. */
    private record Layout(String name, long size, int reserved, int block, int slots) {
        int blocks() {
            return (int) ((size - reserved) / block);
        }

        boolean wide() {
            return blocks() > 256;
        }
    }

    private static final List<Layout> LAYOUTS = List.of(
            new Layout("160 KB", 163_840, 8 * 512, 1024, 64),
            new Layout("320 KB", 327_680, 16 * 512, 2048, 64),
            new Layout("720 KB", 737_280, 18 * 512, 2048, 256));

    private final Volume volume;
    private final Layout layout;

    private CpmFileSystem(Volume volume, Layout layout) {
        this.volume = volume;
        this.layout = layout;
    }

    /** Whether the directory of a layout of this size holds nothing but possible entries, at least one of them. */
    public static boolean matches(Volume volume) throws IOException {
        return layout(volume).isPresent();
    }

    private static Optional<Layout> layout(Volume volume) throws IOException {
        for (Layout layout : LAYOUTS) {
            if (layout.size == volume.size() && plausible(volume, layout)) {
                return Optional.of(layout);
            }
        }
        return Optional.empty();
    }

    private static boolean plausible(Volume volume, Layout layout) throws IOException {
        ByteBuffer directory = volume.read(layout.reserved, layout.slots * SLOT);
        int files = 0;
        for (int i = 0; i < layout.slots; i++) {
            ByteBuffer slot = directory.slice(i * SLOT, SLOT).order(directory.order());
            int user = slot.get(0) & 0xFF;
            if (user < MOST_USERS) {
                if (!validFile(slot, layout)) {
                    return false;
                }
                files++;
            } else if (user != FREE && user != 0x20 && user != 0x21) {
                return false;
            }
        }
        return files > 0;
    }

    private static boolean validFile(ByteBuffer slot, Layout layout) {
        for (int i = 1; i <= 11; i++) {
            int c = slot.get(i) & 0x7F;
            if (c < 0x20 || c == 0x7F || c >= 'a' && c <= 'z') {
                return false;
            }
        }
        boolean named = (slot.get(1) & 0x7F) != ' ';
        boolean reachable = numbers(slot, layout).stream().allMatch(b -> b < layout.blocks());
        return named && reachable && (slot.get(12) & 0xFF) < 32 && (slot.get(15) & 0xFF) <= 128;
    }

    private static List<Integer> numbers(ByteBuffer slot, Layout layout) {
        List<Integer> numbers = new ArrayList<>();
        for (int at = 16; at < SLOT; at += layout.wide() ? 2 : 1) {
            numbers.add(layout.wide() ? slot.getShort(at) & 0xFFFF : slot.get(at) & 0xFF);
        }
        return numbers;
    }

    /** Opens a volume. */
    public static CpmFileSystem open(Volume volume) throws IOException {
        return new CpmFileSystem(
                volume, layout(volume).orElseThrow(() -> new DiskFormatException("no CP/M directory on the volume")));
    }

    @Override
    public String type() {
        return "CP/M-86";
    }

    @Override
    public String label() {
        return "";
    }

    @Override
    public Map<String, String> facts() {
        return Map.of("layout", layout.name + ", blocks of " + layout.block + " bytes");
    }

    @Override
    public FileEntry root() {
        return FileEntry.root(FileTimes.NONE, new FileAttributes.None(), -1);
    }

    /** One file with the entries that describe it, in the order of its extents. */
    private record Extents(int user, String name, int attributes, List<ByteBuffer> slots) {}

    private List<Extents> files() throws IOException {
        ByteBuffer directory = volume.read(layout.reserved, layout.slots * SLOT);
        Map<String, Extents> files = new LinkedHashMap<>();
        for (int i = 0; i < layout.slots; i++) {
            ByteBuffer slot = directory.slice(i * SLOT, SLOT).order(directory.order());
            int user = slot.get(0) & 0xFF;
            if (user < MOST_USERS) {
                String name = name(slot);
                files.computeIfAbsent(
                                user + ":" + name, k -> new Extents(user, name, attributes(slot), new ArrayList<>()))
                        .slots()
                        .add(slot);
            }
        }
        files.values().forEach(f -> f.slots().sort((a, b) -> Integer.compare(extent(a), extent(b))));
        return List.copyOf(files.values());
    }

    private static int extent(ByteBuffer slot) {
        return (slot.get(12) & 0x1F) + (slot.get(14) & 0x3F) * 32;
    }

    private static String name(ByteBuffer slot) {
        byte[] text = new byte[11];
        for (int i = 0; i < 11; i++) {
            text[i] = (byte) (slot.get(1 + i) & 0x7F);
        }
        String base = new String(text, 0, 8, StandardCharsets.US_ASCII).stripTrailing();
        String type = new String(text, 8, 3, StandardCharsets.US_ASCII).stripTrailing();
        return type.isEmpty() ? base : base + "." + type;
    }

    /** The top bits of the type as the DOS attributes that mean the same. */
    private static int attributes(ByteBuffer slot) {
        return (slot.get(9) < 0 ? 1 : 0) | (slot.get(10) < 0 ? 4 : 0) | (slot.get(11) < 0 ? 0 : 32);
    }

    @Override
    public List<FileEntry> list(FileEntry directory) throws IOException {
        List<FileEntry> entries = new ArrayList<>();
        List<Extents> files = files();
        for (int i = 0; i < files.size(); i++) {
            Extents file = files.get(i);
            String name = file.user == 0 ? file.name : file.user + ":" + file.name;
            entries.add(new FileEntry(
                    directory.childPath(name),
                    FileEntry.Kind.FILE,
                    size(file),
                    FileTimes.NONE,
                    new FileAttributes.Dos(file.attributes),
                    "",
                    i));
        }
        return entries;
    }

    /** Records of 128 bytes up to the end of the last extent; the exact byte where CP/M 3 states it. */
    private long size(Extents file) {
        ByteBuffer last = file.slots.get(file.slots.size() - 1);
        long records = (long) extent(last) * 128 + (last.get(15) & 0xFF);
        int lastBytes = last.get(13) & 0x7F;
        return records * RECORD - (lastBytes == 0 || records == 0 ? 0 : RECORD - lastBytes);
    }

    @Override
    public FileContent open(FileEntry file) throws IOException {
        List<Extents> files = files();
        if (file.id() < 0 || file.id() >= files.size()) {
            throw new DiskFormatException(file.path() + " is no file");
        }
        List<Integer> blocks = new ArrayList<>();
        files.get((int) file.id()).slots.forEach(s -> blocks.addAll(numbers(s, layout)));
        return new MappedContent(volume, file.size(), position -> {
            int index = (int) (position / layout.block);
            long within = position % layout.block;
            int block = index < blocks.size() ? blocks.get(index) : 0;
            return block == 0
                    ? MappedContent.Piece.hole(layout.block - within)
                    : new MappedContent.Piece(
                            layout.reserved + (long) block * layout.block + within, layout.block - within);
        });
    }
}
