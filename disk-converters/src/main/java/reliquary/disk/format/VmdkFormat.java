package reliquary.disk.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import reliquary.disk.DiskImage;

/**
 * VMDK (VMware Virtual Disk Format 1.1): a sparse file with its descriptor inside, or a descriptor file with any number
 * of sparse, flat and zero extents beside it, on top of a parent where it names one.
 */
final class VmdkFormat implements LayeredFormat {
    private static final int SECTOR = 512;
    private static final int MAX_EXTENTS = 4096;
    private static final int MAGIC_SESPARSE = 0xCAFEBABE;
    private static final Set<String> FLAT = Set.of("FLAT", "VMFS", "VMFSRDM", "VMFSRAW");
    private static final Set<String> SPARSE = Set.of("SPARSE", "VMFSSPARSE");

    @Override
    public String name() {
        return "vmdk";
    }

    @Override
    public boolean matches(ByteBuffer head, ByteBuffer tail, Path file) {
        if (head.limit() < 64) {
            return false;
        }
        int magic = head.getInt(0);
        return magic == VmdkSparseExtent.MAGIC_HOSTED
                || magic == VmdkSparseExtent.MAGIC_ESX
                || magic == MAGIC_SESPARSE && head.getInt(4) == 0
                || isDescriptor(head);
    }

    /** Comment and blank lines may stand before the first line that counts. */
    private static boolean isDescriptor(ByteBuffer head) {
        byte[] text = new byte[Math.min(512, head.limit())];
        head.get(0, text);
        return new String(text, StandardCharsets.ISO_8859_1).stripLeading().startsWith(VmdkDescriptor.FIRST_LINE);
    }

    @Override
    public DiskImage open(Path path, Ancestry ancestry) throws IOException {
        Opened opened = new Opened();
        try {
            ImageFile file = opened.add(ImageFile.open(path));
            int magic = file.read(0, 4, "the VMDK magic number")
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getInt();
            if (magic == MAGIC_SESPARSE) {
                throw file.refused("a VMFS-6 snapshot (SESPARSE extent) is not read; consolidate it to a flat disk");
            }
            return magic == VmdkSparseExtent.MAGIC_HOSTED || magic == VmdkSparseExtent.MAGIC_ESX
                    ? openSingle(file, ancestry, opened)
                    : openDescriptor(file, ancestry, opened);
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /** A sparse file by itself: with its own descriptor, or one part of a split disk, read as a disk of its own. */
    private static DiskImage openSingle(ImageFile file, Ancestry ancestry, Opened opened) throws IOException {
        VmdkSparseExtent sparse = VmdkSparseExtent.read(file);
        Part part = new Part(0, sparse.capacity(), Optional.of(sparse), file, 0);
        if (sparse.descriptor().length == 0) {
            return new MappedImage(
                    ImageFacts.ofSize(sparse.capacity()), new Map(List.of(part), Optional.empty(), opened));
        }
        VmdkDescriptor descriptor = VmdkDescriptor.parse(file, sparse.descriptor());
        Optional<DiskImage> below = openParent(file, descriptor, ancestry);
        below.ifPresent(opened::add);
        return new MappedImage(descriptor.facts(sparse.capacity()), new Map(List.of(part), below, opened));
    }

    private static DiskImage openDescriptor(ImageFile file, Ancestry ancestry, Opened opened) throws IOException {
        if (file.size() > VmdkDescriptor.MAX_LENGTH) {
            throw file.refused("a VMDK descriptor of " + file.size() + " bytes is too long");
        }
        byte[] text = file.read(0, file.size(), "the VMDK descriptor").array();
        VmdkDescriptor descriptor = VmdkDescriptor.parse(file, text);
        if (descriptor.extents().isEmpty() || descriptor.extents().size() > MAX_EXTENTS) {
            throw file.refused(
                    "the VMDK descriptor lists " + descriptor.extents().size() + " extents");
        }
        List<Part> parts = new ArrayList<>();
        long start = 0;
        for (VmdkDescriptor.Extent extent : descriptor.extents()) {
            Part part = part(file, extent, start, opened);
            parts.add(part);
            start = part.end();
        }
        Optional<DiskImage> below = openParent(file, descriptor, ancestry);
        below.ifPresent(opened::add);
        return new MappedImage(descriptor.facts(start), new Map(parts, below, opened));
    }

    private static Part part(ImageFile file, VmdkDescriptor.Extent extent, long start, Opened opened)
            throws IOException {
        if (extent.sectors() > (Long.MAX_VALUE - start) / SECTOR) {
            throw file.refused("a VMDK extent of " + extent.sectors() + " sectors is impossible");
        }
        long length = extent.sectors() * SECTOR;
        if (extent.type().equals("ZERO")) {
            return new Part(start, length, Optional.empty(), file, -1);
        }
        boolean flat = FLAT.contains(extent.type());
        if (!flat && !SPARSE.contains(extent.type())) {
            throw file.refused("VMDK extents of type " + extent.type() + " are not read; consolidate to a flat disk");
        }
        ImageFile data = opened.add(ImageFile.open(LinkedFile.find(file.path(), extent.fileName(), "extent")));
        if (flat) {
            long at = extent.startSector() * SECTOR;
            if (at > data.size() - length) {
                throw data.refused(
                        "the VMDK extent needs " + (at + length) + " bytes, but the file has " + data.size());
            }
            return new Part(start, length, Optional.empty(), data, at);
        }
        VmdkSparseExtent sparse = VmdkSparseExtent.read(data);
        if (sparse.capacity() < length) {
            throw data.refused("the VMDK extent holds " + sparse.capacity() + " bytes instead of " + length);
        }
        return new Part(start, length, Optional.of(sparse), data, 0);
    }

    private static Optional<DiskImage> openParent(ImageFile file, VmdkDescriptor descriptor, Ancestry ancestry)
            throws IOException {
        if (descriptor.parentContentId().isEmpty()) {
            return Optional.empty();
        }
        String name = descriptor.parentName().orElse("");
        Path parent = LinkedFile.find(file.path(), name, "parent");
        Optional<String> found = contentId(parent);
        if (found.isPresent()
                && !found.get().equalsIgnoreCase(descriptor.parentContentId().get())) {
            throw file.refused("its parent " + parent.getFileName() + " was written after this snapshot was made (CID "
                    + found.get() + " instead of "
                    + descriptor.parentContentId().get() + ")");
        }
        return Optional.of(ancestry.openBelow(file.path(), parent, false));
    }

    private static Optional<String> contentId(Path parent) throws IOException {
        try (ImageFile file = ImageFile.open(parent)) {
            ByteBuffer head = file.readLittle(0, Math.min(512, file.size()), "the VMDK header");
            byte[] text = new byte[0];
            if (head.limit() == 512 && head.getInt(0) == VmdkSparseExtent.MAGIC_HOSTED) {
                text = VmdkSparseExtent.read(file).descriptor();
            } else if (head.limit() > 64 && isDescriptor(head) && file.size() <= VmdkDescriptor.MAX_LENGTH) {
                text = file.read(0, file.size(), "the VMDK descriptor").array();
            }
            return text.length == 0
                    ? Optional.empty()
                    : Optional.of(VmdkDescriptor.parse(file, text).contentId());
        }
    }

    /** One extent on the disk, bytes {@code start} to {@code end()}; {@code offset} -1 in the file means zeros. */
    private record Part(long start, long length, Optional<VmdkSparseExtent> sparse, ImageFile file, long offset) {
        long end() {
            return start + length;
        }
    }

    private record Map(List<Part> parts, Optional<DiskImage> parent, Opened opened) implements BlockMap {
        @Override
        public Piece at(long offset) throws IOException {
            Part part = parts.get(indexOf(offset));
            long within = offset - part.start;
            long left = part.length - within;
            if (part.sparse.isPresent()) {
                return part.sparse.get().at(within, length -> BlockMap.below(parent, offset, Math.min(left, length)));
            }
            return part.offset < 0 ? new Piece.Zero(left) : new Piece.Stored(part.file, part.offset + within, left);
        }

        private int indexOf(long offset) {
            int low = 0;
            int high = parts.size() - 1;
            while (low < high) {
                int middle = (low + high) / 2;
                if (offset < parts.get(middle).end()) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            return low;
        }

        @Override
        public void close() throws IOException {
            opened.close();
        }
    }
}
