package reliquary.disk.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import reliquary.disk.DiskImage;

/** Compares disks byte for byte, passing over what both know to be zero. */
final class SameContent {
    private static final int CHUNK = 256 * 1024;

    private SameContent() {}

    static void assertSame(DiskImage found, DiskImage expected) throws IOException {
        assertThat(found.size()).isEqualTo(expected.size());
        ByteBuffer a = ByteBuffer.allocate(CHUNK);
        ByteBuffer b = ByteBuffer.allocate(CHUNK);
        for (long at = 0; at < found.size(); ) {
            DiskImage.Extent one = found.extentAt(at);
            DiskImage.Extent other = expected.extentAt(at);
            long length = Math.min(one.length(), other.length());
            if (!one.zero() || !other.zero()) {
                length = Math.min(CHUNK, length);
                found.read(at, a.clear().limit((int) length));
                expected.read(at, b.clear().limit((int) length));
                assertThat(a.flip().mismatch(b.flip())).as("from byte %d", at).isEqualTo(-1);
            }
            at += length;
        }
    }
}
