package reliquary.disk.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import reliquary.disk.DiskImage;

/** VHDX: dynamic, fixed and differencing ([MS-VHDX] 2.5, "BAT"); the log is replayed over the file, not into it. */
final class VhdxFormat implements LayeredFormat {
    private static final int NOT_PRESENT = 0;
    private static final int FULLY_PRESENT = 6;
    private static final int PARTIALLY_PRESENT = 7;

    @Override
    public String name() {
        return "vhdx";
    }

    @Override
    public boolean matches(ByteBuffer head, ByteBuffer tail, Path file) {
        return head.limit() >= 8 && head.getLong(0) == Vhdx.MAGIC;
    }

    @Override
    public DiskImage open(Path path, Ancestry ancestry) throws IOException {
        Opened opened = new Opened();
        try {
            Vhdx vhdx = Vhdx.read(opened.add(ImageFile.open(path)));
            Optional<DiskImage> below = openParent(vhdx, ancestry);
            below.ifPresent(opened::add);
            MetadataCache tables = new MetadataCache(vhdx.file(), ByteOrder.LITTLE_ENDIAN);
            return new MappedImage(
                    new ImageFacts(vhdx.size(), vhdx.sectorSize(), Optional.empty()),
                    new Map(vhdx, tables, below, opened));
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static Optional<DiskImage> openParent(Vhdx vhdx, Ancestry ancestry) throws IOException {
        if (vhdx.parent().isEmpty()) {
            return Optional.empty();
        }
        java.util.Map<String, String> locator = vhdx.parent().get();
        List<String> names = new ArrayList<>();
        for (String key : List.of("relative_path", "absolute_win32_path", "volume_path")) {
            Optional.ofNullable(locator.get(key)).ifPresent(names::add);
        }
        Path path = vhdx.file().path();
        Path parent = LinkedFile.find(path, names, "parent");
        String linkage = locator.getOrDefault("parent_linkage", "") + locator.getOrDefault("parent_linkage2", "");
        try (ImageFile below = ImageFile.open(parent)) {
            UUID id = Vhdx.read(below).dataWriteId();
            if (!linkage.toLowerCase(Locale.ROOT).contains(id.toString())) {
                throw vhdx.file()
                        .refused("its parent " + parent.getFileName() + " was written after this disk was made (" + id
                                + " instead of " + linkage + ")");
            }
        }
        return Optional.of(ancestry.openBelow(path, parent, false));
    }

    private record Map(Vhdx vhdx, MetadataCache tables, Optional<DiskImage> parent, Opened opened) implements BlockMap {
        @Override
        public Piece at(long offset) throws IOException {
            long block = offset / vhdx.blockSize();
            long within = offset % vhdx.blockSize();
            long left = vhdx.blockSize() - within;
            long entry = tables.int64(vhdx.blockTable() + 8 * vhdx.tableIndex(block));
            long data = (entry >>> 20 << 20) + within;
            return switch ((int) (entry & 7)) {
                case NOT_PRESENT -> BlockMap.below(parent, offset, left);
                case FULLY_PRESENT -> new Piece.Stored(vhdx.file(), data, left);
                case PARTIALLY_PRESENT -> partial(offset, block, data, left);
                default -> new Piece.Zero(left); // undefined, zero, unmapped
            };
        }

        /** A block of a differencing disk whose sectors are here or in the parent, as the sector bitmap says. */
        private Piece partial(long offset, long block, long data, long left) throws IOException {
            long entry = tables.int64(vhdx.blockTable() + 8 * vhdx.bitmapIndex(block));
            long bitmap = entry >>> 20 << 20;
            long firstSector = offset / vhdx.sectorSize() % (1L << 23);
            boolean here = isHere(bitmap, firstSector);
            long sectors = 1;
            long most = (left + vhdx.sectorSize() - 1) / vhdx.sectorSize();
            while (sectors < most && isHere(bitmap, firstSector + sectors) == here) {
                sectors++;
            }
            long length = Math.min(left, sectors * vhdx.sectorSize() - offset % vhdx.sectorSize());
            return here ? new Piece.Stored(vhdx.file(), data, length) : BlockMap.below(parent, offset, length);
        }

        private boolean isHere(long bitmap, long sector) throws IOException {
            return (tables.int8(bitmap + sector / 8) >> (sector % 8) & 1) != 0;
        }

        @Override
        public void close() throws IOException {
            opened.close();
        }
    }
}
