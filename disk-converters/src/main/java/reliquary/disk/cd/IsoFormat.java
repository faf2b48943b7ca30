package reliquary.disk.cd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import reliquary.disk.DiskImage;
import reliquary.disk.format.DiskFormat;
import reliquary.disk.format.RawImage;

/**
 * ECMA-119 (ISO 9660) as an image format: the 2048-byte user data of a CD's sectors one after another.
 *
 * <p>Recognised by the standard identifier of the first volume descriptor, sector 16 (ECMA-119, 8.1). High Sierra discs
 * keep theirs eight bytes later; discs with UDF only start their recognition sequence in the same sector (ECMA-167,
 * part 2, 9.1).
 */
public final class IsoFormat implements DiskFormat {
    private static final int FIRST_DESCRIPTOR = 16 * CdImage.SECTOR;

    /** Identifiers and their byte offsets within sector 16. */
    private static final Map<String, Integer> IDENTIFIERS = Map.of("CD001", 1, "CDROM", 9, "BEA01", 1);

    @Override
    public String name() {
        return "iso";
    }

    @Override
    public boolean matches(ByteBuffer head, ByteBuffer tail, Path file) {
        return IDENTIFIERS.entrySet().stream().anyMatch(e -> holds(head, FIRST_DESCRIPTOR + e.getValue(), e.getKey()));
    }

    private static boolean holds(ByteBuffer head, int offset, String identifier) {
        byte[] wanted = identifier.getBytes(StandardCharsets.US_ASCII);
        if (head.limit() < offset + wanted.length) {
            return false;
        }
        return head.slice(offset, wanted.length).equals(ByteBuffer.wrap(wanted));
    }

    @Override
    public DiskImage open(Path file) throws IOException {
        return new CdImage(RawImage.open(file));
    }
}
