package reliquary.disk.format;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import reliquary.disk.ByteRange;
import reliquary.disk.DiskImage;

/** What an image format comes down to: for each place of the disk, where its bytes are. Used by several threads. */
interface BlockMap extends Closeable {
    /** The piece that begins at a byte of the disk. */
    Piece at(long offset) throws IOException;

    /** Ranges of the disk that cannot be read, sorted. */
    default List<ByteRange> unreadable() {
        return List.of();
    }

    /** A piece of the disk below; zeros where there is none or it is shorter. */
    static Piece below(Optional<DiskImage> parent, long offset, long length) {
        if (parent.isEmpty() || offset >= parent.get().size()) {
            return new Piece.Zero(length);
        }
        return new Piece.Below(
                parent.get(), offset, Math.min(length, parent.get().size() - offset));
    }
}
