package reliquary.disk.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import reliquary.disk.DiskImage;

/**
 * Parallels expandable image (QEMU docs/interop/parallels.txt; little-endian): 16 version, 20 heads, 24 cylinders, 28
 * sectors in a cluster, 32 clusters, 36 sectors (64 bits), then from 64 the cluster table of 32-bit numbers: sectors in
 * "WithoutFreeSpace" files, clusters in "WithouFreSpacExt" files, 0 for a cluster that is not stored.
 */
final class ParallelsFormat implements DiskFormat {
    private static final byte[] MAGIC = "WithoutFreeSpace".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MAGIC_EXTENDED = "WithouFreSpacExt".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER = 64;
    private static final int SECTOR = 512;

    @Override
    public String name() {
        return "parallels";
    }

    @Override
    public boolean matches(ByteBuffer head, ByteBuffer tail, Path file) {
        return head.limit() >= HEADER && (Magic.at(head, 0, MAGIC) || Magic.at(head, 0, MAGIC_EXTENDED));
    }

    @Override
    public DiskImage open(Path path) throws IOException {
        ImageFile file = ImageFile.open(path);
        try {
            ByteBuffer b = file.readLittle(0, HEADER, "the Parallels header");
            boolean extended = Magic.at(b, 0, MAGIC_EXTENDED);
            if (b.getInt(16) != 2) {
                throw file.damaged(16, "Parallels version " + Integer.toUnsignedString(b.getInt(16)) + " is not 2");
            }
            long track = Integer.toUnsignedLong(b.getInt(28));
            long clusters = Integer.toUnsignedLong(b.getInt(32));
            long sectors = extended ? b.getLong(36) : Integer.toUnsignedLong(b.getInt(36));
            if (track < 1 || track > 1 << 21) {
                throw file.damaged(28, "Parallels clusters of " + track + " sectors are impossible");
            }
            if (clusters > (file.size() - HEADER) / 4) {
                throw file.damaged(32, "the Parallels cluster table passes the end of the file");
            }
            if (sectors < 0 || sectors > clusters * track) {
                throw file.damaged(36, "a Parallels disk of " + sectors + " sectors does not fit its cluster table");
            }
            ImageFacts facts =
                    ImageFacts.of(sectors * SECTOR, Integer.toUnsignedLong(b.getInt(24)), b.getInt(20), track);
            MetadataCache tables = new MetadataCache(file, ByteOrder.LITTLE_ENDIAN);
            return new MappedImage(facts, new Map(file, tables, track * SECTOR, extended ? track : 1));
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** An entry times {@code unit} is the sector where the cluster begins. */
    private record Map(ImageFile file, MetadataCache tables, long cluster, long unit) implements BlockMap {
        @Override
        public Piece at(long offset) throws IOException {
            long within = offset % cluster;
            long entry = tables.int32(HEADER + 4 * (offset / cluster));
            return entry == 0
                    ? new Piece.Zero(cluster - within)
                    : new Piece.Stored(file, entry * unit * SECTOR + within, cluster - within);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
