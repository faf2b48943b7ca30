package reliquary.disk.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.util.List;
import java.util.Optional;
import reliquary.disk.ByteRange;
import reliquary.disk.DiskImage;
import reliquary.disk.Geometry;
import reliquary.disk.MediaKind;

/** A disk image that was taken out of an archive; closing it deletes what was unpacked. */
public final class UnpackedImage implements DiskImage {
    private final DiskImage image;
    private final UnpackCache cache;
    private final List<String> layers;

    UnpackedImage(DiskImage image, UnpackCache cache, List<String> layers) {
        this.image = image;
        this.cache = cache;
        this.layers = List.copyOf(layers);
    }

    /** The short names of all layers from the outside in, the image's own format last: {@code gz, tar, vmdk}. */
    public List<String> layers() {
        return layers;
    }

    /** The image itself, for what only its format knows. */
    public DiskImage image() {
        return image;
    }

    @Override
    public long size() {
        return image.size();
    }

    @Override
    public int sectorSize() {
        return image.sectorSize();
    }

    @Override
    public boolean writable() {
        return false;
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
        image.read(offset, target);
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
        return image.geometry();
    }

    @Override
    public MediaKind media() {
        return image.media();
    }

    @Override
    public List<ByteRange> unreadable() {
        return image.unreadable();
    }

    @Override
    public Extent extentAt(long offset) {
        return image.extentAt(offset);
    }

    @Override
    public void close() throws IOException {
        try {
            image.close();
        } finally {
            cache.close();
        }
    }
}
