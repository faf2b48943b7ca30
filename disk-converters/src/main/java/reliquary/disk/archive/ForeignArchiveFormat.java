package reliquary.disk.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;
import reliquary.disk.format.DiskFormat;

/**
 * Archives of the time that are not opened here: refused by name, so that nobody takes their bytes for those of a disk.
 */
public final class ForeignArchiveFormat implements DiskFormat {
    private static final int HEAD = 64;

    /** What a file begins with; the offset is in bytes. */
    private enum Kind {
        RAR("RAR", 0, "Rar!\u001A\u0007"),
        CAB("cabinet", 0, "MSCF\0\0\0\0"),
        LZOP("lzop", 0, "\u0089LZO\0\r\n\u001A\n"),
        LZIP("lzip", 0, "LZIP"),
        ZOO("zoo", 20, "\u00DC\u00A7\u00C4\u00FD"),
        STUFFIT("StuffIt", 0, "SIT!"),
        LHA("LHA", 2, "-lh") {
            @Override
            boolean matches(ByteBuffer head) {
                return super.matches(head) && head.get(6) == '-';
            }
        },
        ARJ("ARJ", 0, "\u0060\u00EA") {
            /** The basic header has at most 2600 bytes and its first part at least 30 (ARJ technical information). */
            @Override
            boolean matches(ByteBuffer head) {
                int size = head.limit() < HEAD ? 0 : head.get(2) & 0xFF | (head.get(3) & 0xFF) << 8;
                return super.matches(head) && size >= 30 && size <= 2600 && head.get(4) >= 30 && head.get(4) <= size;
            }
        },
        COMPRESS("compress (.Z)", 0, "\u001F\u009D") {
            /** The third byte holds the longest code, 9 to 16 bits, and the block flag. */
            @Override
            boolean matches(ByteBuffer head) {
                int bits = head.limit() < HEAD ? 0 : head.get(2) & 0x1F;
                return super.matches(head) && bits >= 9 && bits <= 16 && (head.get(2) & 0x60) == 0;
            }
        };

        private final String title;
        private final int offset;
        private final byte[] mark;

        Kind(String title, int offset, String mark) {
            this.title = title;
            this.offset = offset;
            this.mark = mark.getBytes(StandardCharsets.ISO_8859_1);
        }

        boolean matches(ByteBuffer head) {
            return head.limit() >= HEAD && head.slice(offset, mark.length).equals(ByteBuffer.wrap(mark));
        }
    }

    @Override
    public String name() {
        return "foreign-archive";
    }

    @Override
    public boolean matches(ByteBuffer head, ByteBuffer tail, Path file) {
        return kind(head).isPresent();
    }

    private static Optional<Kind> kind(ByteBuffer head) {
        for (Kind kind : Kind.values()) {
            if (kind.matches(head)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** Always refuses. */
    @Override
    public DiskImage open(Path file) throws IOException {
        ByteBuffer head;
        try (InputStream in = Files.newInputStream(file)) {
            head = ByteBuffer.wrap(in.readNBytes(HEAD));
        }
        String title = kind(head).map(k -> k.title).orElse("unknown");
        throw new DiskFormatException(file + ": a " + title + " archive; unpack it first,"
                + " only gz, bz2, xz, zst, lz4, zip, 7z and tar are opened as they are");
    }
}
