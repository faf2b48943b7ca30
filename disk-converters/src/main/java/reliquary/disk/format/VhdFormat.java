package reliquary.disk.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import reliquary.disk.DiskImage;

/**
 * VHD: fixed, dynamic and differencing (Microsoft Virtual Hard Disk Image Format Specification 1.0; numbers big-endian).
 * A wrong checksum is not refused: several programs never wrote a right one.
 */
final class VhdFormat implements LayeredFormat {
    private static final int SECTOR = 512;
    private static final int HEADER = 1024;
    private static final long HEADER_COOKIE = 0x6378737061727365L; // "cxsparse"
    private static final long UNUSED = 0xFFFF_FFFFL;

    @Override
    public String name() {
        return "vhd";
    }

    /** The footer stands at the end, 511 bytes long in files of very old programs, and its copy at the beginning. */
    @Override
    public boolean matches(ByteBuffer head, ByteBuffer tail, Path file) {
        head.order(ByteOrder.BIG_ENDIAN);
        return VhdFooter.isAt(head, 0) && head.getInt(60) != VhdFooter.FIXED || footerAt(tail) >= 0;
    }

    private static int footerAt(ByteBuffer tail) {
        for (int length = VhdFooter.LENGTH; length >= VhdFooter.LENGTH - 1; length--) {
            int at = tail.limit() - length;
            if (at >= 0 && tail.getLong(at) == VhdFooter.COOKIE) {
                return at;
            }
        }
        return -1;
    }

    @Override
    public DiskImage open(Path path, Ancestry ancestry) throws IOException {
        Opened opened = new Opened();
        try {
            ImageFile file = opened.add(ImageFile.open(path));
            VhdFooter footer = readFooter(file);
            if (footer.size() < 0 || footer.size() > 1L << 50) {
                throw file.refused("VHD disk size " + Long.toUnsignedString(footer.size()) + " is impossible");
            }
            return switch (footer.type()) {
                case VhdFooter.FIXED -> openFixed(file, footer, opened);
                case VhdFooter.DYNAMIC, VhdFooter.DIFFERENCING -> openDynamic(file, footer, ancestry, opened);
                default ->
                    throw file.refused("VHD type " + Integer.toUnsignedString(footer.type())
                            + " is not known; 2 (fixed), 3 (dynamic) and 4 (differencing) are");
            };
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static VhdFooter readFooter(ImageFile file) throws IOException {
        long tailLength = Math.min(file.size(), VhdFooter.LENGTH);
        ByteBuffer tail = file.read(file.size() - tailLength, tailLength, "the VHD footer");
        int at = footerAt(tail);
        if (at >= 0) {
            ByteBuffer whole = ByteBuffer.allocate(VhdFooter.LENGTH);
            whole.put(tail.position(at)).rewind();
            return VhdFooter.parse(whole, 0);
        }
        return VhdFooter.parse(file.read(0, VhdFooter.LENGTH, "the VHD footer"), 0);
    }

    private static DiskImage openFixed(ImageFile file, VhdFooter footer, Opened opened) throws IOException {
        long size = footer.diskSize();
        if (size > file.size()) {
            throw file.refused("the fixed VHD has " + file.size() + " bytes; its disk alone has " + size);
        }
        return new MappedImage(footer.facts(), new BlockMap() {
            @Override
            public Piece at(long offset) {
                return new Piece.Stored(file, offset, size - offset);
            }

            @Override
            public void close() throws IOException {
                opened.close();
            }
        });
    }

    private static DiskImage openDynamic(ImageFile file, VhdFooter footer, Ancestry ancestry, Opened opened)
            throws IOException {
        ByteBuffer b = file.read(footer.dataOffset(), HEADER, "the VHD dynamic disk header");
        if (b.getLong(0) != HEADER_COOKIE) {
            throw file.damaged(footer.dataOffset(), "the VHD dynamic disk header does not begin with cxsparse");
        }
        long table = b.getLong(16);
        long entries = Integer.toUnsignedLong(b.getInt(28));
        long blockSize = Integer.toUnsignedLong(b.getInt(32));
        if (blockSize < SECTOR || blockSize > 1L << 30 || Long.bitCount(blockSize) != 1) {
            throw file.damaged(footer.dataOffset() + 32, "VHD block size " + blockSize + " is impossible");
        }
        if (table < 0 || table > file.size() || entries > (file.size() - table) / 4) {
            throw file.damaged(footer.dataOffset() + 16, "the VHD block table passes the end of the file");
        }
        if (footer.diskSize() > entries * blockSize) {
            throw file.damaged(
                    footer.dataOffset() + 28,
                    "the VHD block table of " + entries + " entries is too small for the disk");
        }
        boolean differencing = footer.type() == VhdFooter.DIFFERENCING;
        Optional<DiskImage> below = differencing ? Optional.of(openParent(file, b, ancestry)) : Optional.empty();
        below.ifPresent(opened::add);
        MetadataCache tables = new MetadataCache(file, ByteOrder.BIG_ENDIAN);
        return new MappedImage(footer.facts(), new Map(file, tables, table, blockSize, below, opened));
    }

    private static DiskImage openParent(ImageFile file, ByteBuffer header, Ancestry ancestry) throws IOException {
        List<String> names = parentNames(file, header);
        Path parent = LinkedFile.find(file.path(), names, "parent");
        UUID wanted = new UUID(header.getLong(40), header.getLong(48));
        try (ImageFile below = ImageFile.open(parent)) {
            VhdFooter footer = readFooter(below);
            if (!footer.id().equals(wanted)) {
                throw file.refused("its parent " + parent.getFileName() + " is another disk (" + footer.id()
                        + " instead of " + wanted + ")");
            }
        }
        return ancestry.openBelow(file.path(), parent, false);
    }

    /** The parent's names: from the locators (relative Windows path, absolute one), then the name in the header. */
    private static List<String> parentNames(ImageFile file, ByteBuffer header) throws IOException {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int at = 576 + 24 * i;
            int platform = header.getInt(at);
            int length = header.getInt(at + 8);
            boolean windows = platform == 0x57327275 || platform == 0x57326B75; // "W2ru", "W2ku"
            if (windows && length > 0 && length <= 4096) {
                byte[] name = file.read(header.getLong(at + 16), length, "a VHD parent locator")
                        .array();
                names.add(text(name, StandardCharsets.UTF_16LE));
            }
        }
        byte[] name = new byte[512];
        header.get(64, name);
        names.add(text(name, StandardCharsets.UTF_16BE));
        return names;
    }

    private static String text(byte[] stored, Charset charset) {
        String text = new String(stored, charset);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    /** Block table lookup. A block is a bitmap, in whole sectors, and the data. */
    private record Map(
            ImageFile file, MetadataCache tables, long table, long blockSize, Optional<DiskImage> parent, Opened opened)
            implements BlockMap {
        @Override
        public Piece at(long offset) throws IOException {
            long within = offset % blockSize;
            long left = blockSize - within;
            long sector = tables.int32(table + 4 * (offset / blockSize));
            if (sector == UNUSED) {
                return BlockMap.below(parent, offset, left);
            }
            long bitmap = sector * SECTOR;
            long bitmapBytes = (blockSize / SECTOR / 8 + SECTOR - 1) / SECTOR * SECTOR;
            long data = bitmap + bitmapBytes + within;
            if (parent.isEmpty()) {
                return new Piece.Stored(file, data, left); // some programs leave the bitmap of dynamic disks empty
            }
            boolean here = isHere(bitmap, within / SECTOR);
            long sectors = 1;
            long end = blockSize / SECTOR;
            while (within / SECTOR + sectors < end && isHere(bitmap, within / SECTOR + sectors) == here) {
                sectors++;
            }
            long length = sectors * SECTOR - within % SECTOR;
            return here ? new Piece.Stored(file, data, length) : BlockMap.below(parent, offset, length);
        }

        private boolean isHere(long bitmap, long sector) throws IOException {
            return (tables.int8(bitmap + sector / 8) >> (7 - sector % 8) & 1) != 0;
        }

        @Override
        public void close() throws IOException {
            opened.close();
        }
    }
}
