package reliquary.disk.identify;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import reliquary.disk.DiskFormatException;
import reliquary.disk.fs.FileContent;

/**
 * A registry hive of Windows NT, for reading (Norris, "The Internal Structure of the Windows Registry", 2009).
 *
 * <p>"regf", 36 u32 cell of the root; cells count from byte 4096 and begin with an i32 size. Key: "nk", 20 u32 subkeys, 28
 * u32 list of them, 36 u32 values, 40 u32 list of them, 72 u16 length of the name, 76 name. List: "lf" or "lh" with u32 key
 * and u32 hash, "li" with u32 key, "ri" with u32 list, each after a u16 count. Value: "vk", 2 u16 length of the name, 4 u32
 * size (top bit: the data is in 8), 8 u32 data, 12 u32 type, 20 name.
 */
final class RegistryHive {
    private static final int CELLS = 4096;
    private static final int LARGEST_VALUE = 64 * 1024;
    private static final int MOST = 16_384;

    private final FileContent file;
    private final long root;

    private RegistryHive(FileContent file, long root) {
        this.file = file;
        this.root = root;
    }

    /** Opens a hive. */
    static RegistryHive open(FileContent file) throws IOException {
        ByteBuffer head = ByteBuffer.wrap(file.head(64)).order(ByteOrder.LITTLE_ENDIAN);
        if (head.limit() < 64 || head.getInt(0) != 0x6667_6572) {
            throw new DiskFormatException("no registry hive");
        }
        return new RegistryHive(file, head.getInt(36) & 0xFFFF_FFFFL);
    }

    /** The text of a value; {@code path} is of keys below the root, separated by backslashes. */
    Optional<String> text(String path, String value) throws IOException {
        long key = root;
        for (String name : path.split("\\\\")) {
            Optional<Long> next = subkey(key, name);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            key = next.get();
        }
        ByteBuffer nk = cell(key, 80);
        int count = Math.min(nk.getInt(36), MOST);
        long list = nk.getInt(40) & 0xFFFF_FFFFL;
        for (int i = 0; i < count; i++) {
            long at = cell(list + i * 4L, 4).getInt(0) & 0xFFFF_FFFFL;
            ByteBuffer vk = cell(at, 20);
            if (name(at + 20, vk.getShort(2) & 0xFFFF).equalsIgnoreCase(value)) {
                return Optional.of(data(vk));
            }
        }
        return Optional.empty();
    }

    private String data(ByteBuffer vk) throws IOException {
        int size = vk.getInt(4) & 0x7FFF_FFFF;
        if (vk.getInt(4) < 0 || size > LARGEST_VALUE) {
            return "";
        }
        ByteBuffer text = cell(vk.getInt(8) & 0xFFFF_FFFFL, size);
        return StandardCharsets.UTF_16LE.decode(text).toString().split("\0", 2)[0];
    }

    private Optional<Long> subkey(long key, String name) throws IOException {
        ByteBuffer nk = cell(key, 80);
        if (nk.getShort(0) != 0x6B6E || nk.getInt(20) == 0) {
            return Optional.empty();
        }
        return inList(nk.getInt(28) & 0xFFFF_FFFFL, name, 0);
    }

    private Optional<Long> inList(long list, String name, int depth) throws IOException {
        ByteBuffer head = cell(list, 4);
        int kind = head.getShort(0);
        int count = head.getShort(2) & 0xFFFF;
        boolean hashed = kind == 0x666C || kind == 0x686C;
        boolean lists = kind == 0x6972;
        if (!hashed && !lists && kind != 0x696C || depth > 4) {
            return Optional.empty();
        }
        for (int i = 0; i < Math.min(count, MOST); i++) {
            long at = cell(list + 4 + i * (hashed ? 8L : 4L), 4).getInt(0) & 0xFFFF_FFFFL;
            if (lists) {
                Optional<Long> found = inList(at, name, depth + 1);
                if (found.isPresent()) {
                    return found;
                }
            } else if (name(at + 76, cell(at, 80).getShort(72) & 0xFFFF).equalsIgnoreCase(name)) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    /** Names are kept in one byte a character wherever that is enough, which it is for those that are asked for. */
    private String name(long at, int length) throws IOException {
        return StandardCharsets.ISO_8859_1
                .decode(cell(at, Math.min(length, 256)))
                .toString();
    }

    /** Bytes of a cell, behind its size. */
    private ByteBuffer cell(long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        file.readFully(CELLS + at + 4, bytes);
        return bytes.flip();
    }
}
