package reliquary.disk.archive;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/** A compressed file that holds one other file, recognised by its first bytes. */
enum Compression {
    /** RFC 1952. */
    GZ(0x1F, 0x8B, 0x08) {
        @Override
        InputStream expand(InputStream in) throws IOException {
            return new GZIPInputStream(in, BUFFER);
        }
    },
    /** bzip2: "BZh", level, and the first block's mark. */
    BZ2('B', 'Z', 'h') {
        @Override
        boolean matches(ByteBuffer head) {
            return super.matches(head)
                    && head.limit() > 10
                    && (isBlock(head, 0x31, 0x41, 0x59) || isBlock(head, 0x17, 0x72, 0x45));
        }

        @Override
        InputStream expand(InputStream in) throws IOException {
            return new BZip2CompressorInputStream(in, true);
        }
    },
    /** The .xz file format, 1.2.0. */
    XZ(0xFD, '7', 'z', 'X', 'Z', 0x00) {
        @Override
        InputStream expand(InputStream in) throws IOException {
            return new XZInputStream(in, MEMORY_KIB);
        }
    },
    /** RFC 8878. */
    ZST(0x28, 0xB5, 0x2F, 0xFD) {
        @Override
        InputStream expand(InputStream in) throws IOException {
            return new ZstdInputStream(in).setContinuous(false).setLongMax(WINDOW_LOG);
        }
    },
    /** LZ4 frame format, 1.6.4. */
    LZ4(0x04, 0x22, 0x4D, 0x18) {
        @Override
        InputStream expand(InputStream in) throws IOException {
            return new FramedLZ4CompressorInputStream(in, true);
        }
    };

    private static final int BUFFER = 64 << 10;

    /** Enough for xz -9, whose dictionary is 64 MiB. */
    private static final int MEMORY_KIB = 80 << 10;

    /** 128 MiB, what every zstd decoder must support (RFC 8878, 3.1.1.1.2). */
    private static final int WINDOW_LOG = 27;

    private final byte[] mark;

    Compression(int... mark) {
        this.mark = new byte[mark.length];
        for (int i = 0; i < mark.length; i++) {
            this.mark[i] = (byte) mark[i];
        }
    }

    /** The compression that a file begins with. */
    static Optional<Compression> of(ByteBuffer head) {
        for (Compression compression : values()) {
            if (compression.matches(head)) {
                return Optional.of(compression);
            }
        }
        return Optional.empty();
    }

    /** The uncompressed bytes of a compressed file; several streams one after another are one file. */
    abstract InputStream expand(InputStream in) throws IOException;

    boolean matches(ByteBuffer head) {
        return head.limit() > mark.length && head.slice(0, mark.length).equals(ByteBuffer.wrap(mark));
    }

    private static boolean isBlock(ByteBuffer head, int first, int second, int third) {
        return (head.get(4) & 0xFF) == first && (head.get(5) & 0xFF) == second && (head.get(6) & 0xFF) == third;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
