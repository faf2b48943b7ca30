package reliquary.disk.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import reliquary.disk.DiskFormatException;
import reliquary.disk.DiskImage;

/**
 * Expert Witness Compression Format, .E01 and .s01, of EnCase, FTK, SMART and libewf, in any number of parts (libewf
 * documentation, "Expert Witness Compression Format"; little-endian). Version 2 (.Ex01) and logical evidence (.L01) are
 * refused.
 */
final class EwfFormat implements DiskFormat {
    private static final byte[] MAGIC = {'E', 'V', 'F', 9, 13, 10, (byte) 0xFF, 0};
    private static final byte[] MAGIC_2 = {'E', 'V', 'F', '2', 13, 10, (byte) 0x81, 0};
    private static final byte[] MAGIC_LOGICAL = {'L', 'V', 'F', 9, 13, 10, (byte) 0xFF, 0};
    private static final byte[] MAGIC_LOGICAL_2 = "LEF2".getBytes(StandardCharsets.US_ASCII);

    @Override
    public String name() {
        return "ewf";
    }

    @Override
    public boolean matches(ByteBuffer head, ByteBuffer tail, Path file) {
        return Magic.at(head, 0, MAGIC)
                || Magic.at(head, 0, MAGIC_2)
                || Magic.at(head, 0, MAGIC_LOGICAL)
                || Magic.at(head, 0, MAGIC_LOGICAL_2);
    }

    @Override
    public DiskImage open(Path path) throws IOException {
        Opened opened = new Opened();
        try {
            EwfSections sections = new EwfSections();
            List<Path> parts = EwfSegments.of(path);
            for (int i = 0; i < parts.size() && !sections.isDone(); i++) {
                ImageFile part = opened.add(ImageFile.open(parts.get(i)));
                checkHeader(part, i + 1, parts.size() == 1);
                sections.readPart(part);
            }
            Path last = parts.get(parts.size() - 1);
            if (!sections.isDone()) {
                throw new DiskFormatException(
                        last + ": is not the last part of the EWF image; the next one is missing beside it");
            }
            return image(path, sections, opened);
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static DiskImage image(Path path, EwfSections sections, Opened opened) throws IOException {
        EwfVolume volume = sections.volume()
                .orElseThrow(() -> new DiskFormatException(path + ": the EWF image has no volume section"));
        if (sections.chunks() * volume.chunkSize() < volume.size()) {
            throw new DiskFormatException(path + ": the EWF image has " + sections.chunks() + " chunks; its disk of "
                    + volume.size() + " bytes needs more");
        }
        ImageFacts facts = new ImageFacts(volume.size(), volume.sectorSize(), Optional.empty());
        MappedImage disk = new MappedImage(facts, new Map(sections.tables(), volume, opened));
        return new EwfImage(disk, volume, sections.unreadable(), sections.hashes());
    }

    private static void checkHeader(ImageFile part, int expected, boolean only) throws IOException {
        ByteBuffer b = part.readLittle(0, 13, "the EWF file header");
        if (Magic.at(b, 0, MAGIC_2)) {
            throw part.refused("EWF version 2 (Ex01) is not read; export it as E01 or raw");
        }
        if (Magic.at(b, 0, MAGIC_LOGICAL) || Magic.at(b, 0, MAGIC_LOGICAL_2)) {
            throw part.refused("holds files and no disk (logical evidence, L01); extract it with ewf-tools");
        }
        int number = b.getShort(9) & 0xFFFF;
        if (!Magic.at(b, 0, MAGIC) || number != expected) {
            String reason = only && number > 1
                    ? "is part " + number + " of an EWF image; name the first part, with all beside it"
                    : "is not part " + expected + " of the EWF image";
            throw part.damaged(9, reason);
        }
    }

    private record Map(List<EwfTable> tables, EwfVolume volume, Opened opened) implements BlockMap {
        @Override
        public Piece at(long offset) {
            int size = volume.chunkSize();
            long chunk = offset / size;
            int low = 0;
            int high = tables.size() - 1;
            while (low < high) {
                int middle = (low + high) >>> 1;
                EwfTable table = tables.get(middle);
                if (chunk < table.firstChunk() + table.count()) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            EwfTable table = tables.get(low);
            // the last chunk holds only the sectors that are left
            int length = (int) Math.min(size, volume.size() - chunk * size);
            return new Piece.Packed(chunk, length, (int) (offset % size), () -> table.unpack(chunk, length));
        }

        @Override
        public void close() throws IOException {
            opened.close();
        }
    }
}
