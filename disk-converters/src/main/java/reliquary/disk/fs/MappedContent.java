package reliquary.disk.fs;

import java.io.IOException;
import java.nio.ByteBuffer;
import reliquary.disk.Volume;

/** The content of a file that lies on its volume in pieces, as in nearly every file system. */
public final class MappedContent implements FileContent {
    private final Volume volume;
    private final long size;
    private final Mapping mapping;

    /** Where the pieces of a file lie. */
    public interface Mapping {
        /**
         * The piece that begins exactly at a position of the file.
         *
         * @param position 0 to the size of the file minus 1
         */
        Piece pieceAt(long position) throws IOException;
    }

    /**
     * A run of a file's bytes that lie together.
     *
     * @param offset of the first on the volume, or {@link #HOLE} if they are zeros that lie nowhere
     * @param length in bytes, at least 1
     */
    public record Piece(long offset, long length) {
        /** The offset of bytes that are zero and not stored. */
        public static final long HOLE = -1;

        /** Zeros that are not stored. */
        public static Piece hole(long length) {
            return new Piece(HOLE, length);
        }
    }

    /** Content of {@code size} bytes on a volume. */
    public MappedContent(Volume volume, long size, Mapping mapping) {
        this.volume = volume;
        this.size = size;
        this.mapping = mapping;
    }

    /** Content that lies in one piece. */
    public static MappedContent contiguous(Volume volume, long offset, long size) {
        return new MappedContent(volume, size, position -> new Piece(offset + position, size - position));
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
        if (position < 0 || position >= size) {
            return -1;
        }
        Piece piece = mapping.pieceAt(position);
        int count = (int) Math.min(Math.min(piece.length, size - position), target.remaining());
        if (piece.offset == Piece.HOLE) {
            target.put(new byte[Math.min(count, 64 * 1024)]);
            return Math.min(count, 64 * 1024);
        }
        int limit = target.limit();
        volume.read(piece.offset, target.limit(target.position() + count));
        target.limit(limit);
        return count;
    }
}
