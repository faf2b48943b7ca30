package reliquary.disk.floppy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.util.List;
import java.util.Optional;
import reliquary.disk.ByteRange;
import reliquary.disk.DiskImage;
import reliquary.disk.Geometry;
import reliquary.disk.MediaKind;
import reliquary.disk.UnreadableRangeException;

/** A decoded floppy: its sectors by cylinder, head and number, and what was wrong with them. */
public final class FloppyImage implements DiskImage {
    private final byte[] content;
    private final int sectorSize;
    private final Geometry geometry;
    private final List<ByteRange> unreadable;
    private final List<String> remarks;

    FloppyImage(byte[] content, int sectorSize, Geometry geometry, List<ByteRange> unreadable, List<String> remarks) {
        this.content = content;
        this.sectorSize = sectorSize;
        this.geometry = geometry;
        this.unreadable = List.copyOf(unreadable);
        this.remarks = List.copyOf(remarks);
    }

    /** What a row of equal sectors cannot express, one line each: odd sectors, deleted marks, extra tracks. */
    public List<String> remarks() {
        return remarks;
    }

    @Override
    public long size() {
        return content.length;
    }

    @Override
    public int sectorSize() {
        return sectorSize;
    }

    @Override
    public boolean writable() {
        return false;
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
        if (offset < 0 || offset + target.remaining() > content.length) {
            throw new EOFException("read at " + offset + " passes the end of the disk at " + content.length);
        }
        ByteRange wanted = new ByteRange(offset, target.remaining());
        for (ByteRange bad : unreadable) {
            if (bad.overlaps(wanted)) {
                throw new UnreadableRangeException(bad);
            }
        }
        target.put(content, (int) offset, target.remaining());
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
    public Optional<Geometry> geometry() {
        return Optional.of(geometry);
    }

    @Override
    public MediaKind media() {
        return MediaKind.FLOPPY;
    }

    @Override
    public List<ByteRange> unreadable() {
        return unreadable;
    }

    @Override
    public void close() {
        // the file was closed when it was decoded
    }
}
