package reliquary.disk.format;

import java.io.IOException;
import reliquary.disk.ByteRange;
import reliquary.disk.DiskImage;

/** Where a run of a disk's bytes is found; {@code length} bytes from the offset that was asked for, at least one. */
sealed interface Piece {
    long length();

    /** This piece, or its beginning if it is longer than {@code most} bytes. */
    default Piece limitedTo(long most) {
        if (length() <= most) {
            return this;
        }
        if (this instanceof Stored s) {
            return new Stored(s.file, s.offset, most);
        } else if (this instanceof Below b) {
            return new Below(b.image, b.offset, most);
        } else if (this instanceof Unreadable u) {
            return new Unreadable(u.range, most);
        } else if (this instanceof Packed p) {
            return new Packed(p.key, p.within + (int) most, p.within, p.block);
        }
        return new Zero(most);
    }

    /** As it is in a file, at {@code offset} of it. What lies behind the end of the file reads as zeros. */
    record Stored(ImageFile file, long offset, long length) implements Piece {}

    /** Not stored: zeros. */
    record Zero(long length) implements Piece {}

    /** On another disk, at {@code offset} of it; behind the end of that disk are zeros. */
    record Below(DiskImage image, long offset, long length) implements Piece {}

    /** A place that the original could not supply. */
    record Unreadable(ByteRange range, long length) implements Piece {}

    /** From {@code within} on in a block of {@code blockLength} bytes that has to be unpacked as a whole. */
    record Packed(long key, int blockLength, int within, Block block) implements Piece {
        /** The largest block that any format may ask to be unpacked in memory. */
        static final int MAX_BLOCK = 64 * 1024 * 1024;

        @Override
        public long length() {
            return blockLength - within;
        }
    }

    /** Unpacks a block into memory. */
    interface Block {
        byte[] unpack() throws IOException;
    }
}
