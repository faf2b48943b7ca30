package reliquary.disk.rescue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import reliquary.disk.DiskImage;
import reliquary.disk.MediaKind;
import reliquary.disk.format.ImageFile;
import reliquary.disk.format.Zeros;

/** A file system as partclone stored it; blocks that it did not use read as zeros. */
final class PartcloneImage implements DiskImage {
    private final ImageFile file;
    private final PartcloneFormat.BlockLayout layout;
    private final UsedBlocks used;
    private final long data;

    PartcloneImage(ImageFile file, PartcloneFormat.BlockLayout layout, UsedBlocks used, long data) throws IOException {
        this.file = file;
        this.layout = layout;
        this.used = used;
        this.data = data;
        long last = used.count() - 1;
        if (last >= 0 && data + layout.offset(last) + layout.blockSize() > file.size()) {
            throw file.damaged(
                    file.size(),
                    "the file is cut off: " + used.count() + " blocks in use end at byte "
                            + (data + layout.offset(last) + layout.blockSize()));
        }
    }

    @Override
    public long size() {
        return layout.deviceSize();
    }

    @Override
    public boolean writable() {
        return false;
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
        if (offset < 0 || offset + target.remaining() > size()) {
            throw new EOFException("read at " + offset + " passes the end of the disk at " + size());
        }
        while (target.hasRemaining()) {
            int within = (int) (offset % layout.blockSize());
            int count = Math.min(target.remaining(), layout.blockSize() - within);
            long stored = used.stored(offset / layout.blockSize());
            if (stored >= 0) {
                file.readFully(data + layout.offset(stored) + within, target.slice(target.position(), count));
                target.position(target.position() + count);
            } else {
                Zeros.put(target, count);
            }
            offset += count;
        }
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
    public MediaKind media() {
        return MediaKind.HARD_DISK;
    }

    @Override
    public Extent extentAt(long offset) {
        long block = offset / layout.blockSize();
        try {
            boolean zero = used.stored(block) < 0;
            long end = Math.min(size(), (block + used.run(block)) * layout.blockSize());
            return new Extent(offset, block >= used.blocks() ? size() - offset : end - offset, zero);
        } catch (IOException e) {
            // The map was readable when the file was opened; the read that follows reports what is wrong now.
            return new Extent(offset, size() - offset, false);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
