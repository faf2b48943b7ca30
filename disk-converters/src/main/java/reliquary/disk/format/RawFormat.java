package reliquary.disk.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import reliquary.disk.DiskImage;

/** The sectors of a disk one after another with nothing around them: what is left when no other format fits. */
final class RawFormat implements DiskFormat {
    @Override
    public String name() {
        return "raw";
    }

    @Override
    public boolean matches(ByteBuffer head, ByteBuffer tail, Path file) {
        return true;
    }

    @Override
    public DiskImage open(Path file) throws IOException {
        return RawImage.open(file);
    }
}
