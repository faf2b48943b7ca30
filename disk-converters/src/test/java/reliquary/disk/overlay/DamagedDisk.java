package reliquary.disk.overlay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import reliquary.disk.ByteRange;
import reliquary.disk.DiskImage;
import reliquary.disk.UnreadableRangeException;

/** A disk with bad places, as a ddrescue map describes them. */
record DamagedDisk(DiskImage disk, List<ByteRange> unreadable) implements DiskImage {
    @Override
    public long size() {
        return disk.size();
    }

    @Override
    public boolean writable() {
        return false;
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
        ByteRange wanted = new ByteRange(offset, target.remaining());
        Optional<ByteRange> bad =
                unreadable.stream().filter(r -> r.overlaps(wanted)).findFirst();
        if (bad.isPresent()) {
            throw new UnreadableRangeException(bad.get());
        }
        disk.read(offset, target);
    }

    @Override
    public void write(long offset, ByteBuffer source) throws IOException {
        disk.write(offset, source);
    }

    @Override
    public void flush() throws IOException {
        disk.flush();
    }

    @Override
    public void close() throws IOException {
        disk.close();
    }
}
