package reliquary.disk.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import reliquary.disk.ByteRange;
import reliquary.disk.DiskImage;
import reliquary.disk.MediaKind;
import reliquary.disk.UnreadableRangeException;

/** A disk in an EWF image: its content, the places that could not be read, the hashes that the examiner's tool stored. */
record EwfImage(MappedImage disk, EwfVolume volume, List<ByteRange> unreadable, List<StoredHash> storedHashes)
        implements DiskImage, StoredHash.Bearer {
    @Override
    public long size() {
        return disk.size();
    }

    @Override
    public int sectorSize() {
        return disk.sectorSize();
    }

    @Override
    public MediaKind media() {
        return volume.optical() ? MediaKind.CD : DiskImage.super.media();
    }

    @Override
    public boolean writable() {
        return false;
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
        if (!unreadable.isEmpty() && offset >= 0 && target.hasRemaining()) {
            ByteRange wanted = new ByteRange(offset, target.remaining());
            Optional<ByteRange> bad =
                    unreadable.stream().filter(r -> r.overlaps(wanted)).findFirst();
            if (bad.isPresent()) {
                throw new UnreadableRangeException(bad.get());
            }
        }
        disk.read(offset, target);
    }

    @Override
    public void write(long offset, ByteBuffer source) {
        disk.write(offset, source);
    }

    @Override
    public void flush() {
        disk.flush();
    }

    @Override
    public Extent extentAt(long offset) {
        return disk.extentAt(offset);
    }

    @Override
    public void close() throws IOException {
        disk.close();
    }
}
