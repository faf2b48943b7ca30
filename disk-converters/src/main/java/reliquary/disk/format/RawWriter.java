package reliquary.disk.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import reliquary.disk.DiskImage;

/** Writes a raw image; blocks of 64 KiB that are all zeros stay holes. */
final class RawWriter implements DiskWriter {
    private static final int BLOCK = 64 * 1024;
    private final OutFile file;
    private final long size;

    RawWriter(OutFile file, DiskImage disk) {
        this.file = file;
        this.size = disk.size();
    }

    @Override
    public void write(long offset, ByteBuffer data) throws IOException {
        file.writeSparse(offset, data, BLOCK);
    }

    @Override
    public void finish(String sha256) throws IOException {
        file.extend(size);
    }
}
