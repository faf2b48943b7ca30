package reliquary.disk.format;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import reliquary.disk.ByteRange;
import reliquary.disk.DiskImage;
import reliquary.disk.Geometry;
import reliquary.disk.UnreadableRangeException;

/** A read-only disk put together from the pieces that a {@link BlockMap} names. */
final class MappedImage implements DiskImage {
    private static final long CACHE_BYTES = 16L * 1024 * 1024;
    /** Pieces that {@link #extentAt} joins at most, so that a question about a fragmented disk stays cheap. */
    private static final int JOINED_PIECES = 1024;

    private final ImageFacts facts;
    private final BlockMap map;
    private final Map<Long, byte[]> unpacked = new LinkedHashMap<>(16, 0.75f, true);
    private long unpackedBytes;

    MappedImage(ImageFacts facts, BlockMap map) {
        this.facts = facts;
        this.map = map;
    }

    @Override
    public long size() {
        return facts.size();
    }

    @Override
    public int sectorSize() {
        return facts.sectorSize();
    }

    @Override
    public Optional<Geometry> geometry() {
        return facts.geometry();
    }

    @Override
    public boolean writable() {
        return false;
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
        if (offset < 0 || offset > size() - target.remaining()) {
            throw new EOFException("read at " + offset + " passes the end of the disk at " + size());
        }
        int limit = target.limit();
        while (target.position() < limit) {
            Piece piece = pieceAt(offset);
            int n = (int) Math.min(limit - target.position(), piece.length());
            target.limit(target.position() + n);
            readPiece(piece, target);
            target.limit(limit);
            offset += n;
        }
    }

    private Piece pieceAt(long offset) throws IOException {
        Piece piece = map.at(offset);
        if (piece.length() < 1) {
            throw new IOException("the image has no place for byte " + offset + " of the disk");
        }
        return piece;
    }

    private void readPiece(Piece piece, ByteBuffer target) throws IOException {
        if (piece instanceof Piece.Stored stored) {
            stored.file().readPadded(stored.offset(), target);
        } else if (piece instanceof Piece.Zero) {
            Zeros.put(target, target.remaining());
        } else if (piece instanceof Piece.Below below) {
            below.image().read(below.offset(), target);
        } else if (piece instanceof Piece.Packed packed) {
            target.put(block(packed, target.remaining()), packed.within(), target.remaining());
        } else if (piece instanceof Piece.Unreadable unreadable) {
            throw new UnreadableRangeException(unreadable.range());
        }
    }

    /** The unpacked block, remembered only if less than the whole of it is wanted now. */
    private byte[] block(Piece.Packed packed, int wanted) throws IOException {
        synchronized (unpacked) {
            byte[] known = unpacked.get(packed.key());
            if (known != null) {
                return known;
            }
        }
        byte[] block = packed.block().unpack();
        if (block.length < packed.blockLength()) {
            throw new EOFException(
                    "a compressed block has " + block.length + " bytes instead of " + packed.blockLength());
        }
        if (wanted < packed.blockLength()) {
            remember(packed.key(), block);
        }
        return block;
    }

    private void remember(long key, byte[] block) {
        synchronized (unpacked) {
            if (unpacked.put(key, block) == null) {
                unpackedBytes += block.length;
            }
            while (unpackedBytes > CACHE_BYTES && unpacked.size() > 1) {
                Map.Entry<Long, byte[]> eldest = unpacked.entrySet().iterator().next();
                unpackedBytes -= eldest.getValue().length;
                unpacked.remove(eldest.getKey());
            }
        }
    }

    @Override
    public Extent extentAt(long offset) {
        if (offset >= size()) {
            return new Extent(offset, 0, false);
        }
        try {
            Extent first = extentOf(pieceAt(offset), offset);
            long end = offset + first.length();
            for (int i = 0; i < JOINED_PIECES && end < size(); i++) {
                Extent next = extentOf(pieceAt(end), end);
                if (next.zero() != first.zero()) {
                    break;
                }
                end += next.length();
            }
            return new Extent(offset, Math.min(end, size()) - offset, first.zero());
        } catch (IOException e) {
            return new Extent(offset, size() - offset, false); // reading will say what is wrong
        }
    }

    private Extent extentOf(Piece piece, long offset) {
        long length = Math.min(piece.length(), size() - offset);
        if (piece instanceof Piece.Below below) {
            Extent lower = below.image().extentAt(below.offset());
            return new Extent(offset, Math.min(length, lower.offset() + lower.length() - below.offset()), lower.zero());
        }
        return new Extent(offset, length, piece instanceof Piece.Zero);
    }

    @Override
    public List<ByteRange> unreadable() {
        return map.unreadable();
    }

    @Override
    public void write(long offset, ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public void flush() {
        // nothing is ever written
    }

    @Override
    public void close() throws IOException {
        map.close();
    }
}
